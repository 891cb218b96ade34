"""Hostile YAML and the YAML Test Suite, in every place where a map may stand."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from conftest import PREAMBLE, Ran
from language.test_hostile_files import HOSTILE
from robustness.conftest import refused

from dataflow.language.read import read_file

DATA = Path(__file__).parent / "data"
VERDICTS = DATA / "yaml_test_suite_verdicts.txt"
PLACES = {
    "alone": ("validate", "{alone}"),
    "in a folder": ("validate", "{beside}"),
    "as the map below": ("validate", "{above}"),
    "gaps": ("gaps", "{alone}"),
    "as the old map of diff": ("diff", "{alone}", "{sound}"),
    "imported into": ("import", "fhir", "{alone}", "--into", "{alone}"),
}
LARGE = 1_000_000


def put(folder: Path, data: bytes) -> dict[str, str]:
    """A file alone, beside the other files of a map, and as the map that another builds on; and a sound map."""
    for name in ("alone", "beside", "above", "sound"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "alone/map.yaml").write_bytes(data)
    (folder / "beside/file.yaml").write_bytes(data)
    (folder / "beside/map.yaml").write_text(PREAMBLE, "utf-8")
    (folder / "above/map.yaml").write_text("map: {id: above, title: Above, extends: ../alone}\n", "utf-8")
    (folder / "sound/map.yaml").write_text(PREAMBLE, "utf-8")
    return {name: str(folder / name) for name in ("alone", "beside", "above", "sound")}


def test_attacks_are_refused_wherever_they_stand(
    tmp_path: Path, ran: Callable[..., Ran], counted: Callable[..., None]
) -> None:
    """With a finding, and nothing of the attack in the output that acts on a terminal."""
    runs, wrong = 0, []
    for name, (data, _, _) in HOSTILE.items():
        paths = put(tmp_path, data)
        # What is large is large wherever it stands: once is enough.
        for place in list(PLACES)[: 1 if len(data) > LARGE else None]:
            said = refused(ran(*(each.format(**paths) for each in PLACES[place])))
            wrong += [f"{name}, {place}: {said}"] if said else []
            runs += 1
    assert wrong == []
    planted = [Ran(70, "", "Traceback (most recent call last):\n"), Ran(1, "DF003 \x1b[31m", ""), Ran(0, "", "")]
    found = sum(bool(refused(each)) for each in planted)
    assert found == len(planted)
    counted("yaml-attacks", {"files": len(HOSTILE), "runs": runs, "planted faults found": found})


def test_the_yaml_test_suite(tmp_path: Path, ran: Callable[..., Ran], counted: Callable[..., None]) -> None:
    """No case makes it fail, and each has the findings that it had: a new release of the parser changes none."""
    cases = json.loads((DATA / "yaml_test_suite.json").read_text("utf-8"))["cases"]
    verdicts, runs, no_yaml, wrong = [], 0, 0, []
    for case in cases:
        data = case["yaml"].encode()
        codes = sorted({each.code for each in read_file("f.yaml", data)[1]})
        verdicts.append(f"{case['id']} {'no-yaml' if case['fails'] else 'yaml'} {' '.join(codes)}".rstrip())
        no_yaml += case["fails"] and bool({"DF001", "DF002", "DF003", "DF004"} & set(codes))
        paths = put(tmp_path, data)
        for place in ("alone", "in a folder", "as the map below"):
            said = refused(ran(*(each.format(**paths) for each in PLACES[place])))
            # Comments alone are an empty file, which a map may have beside others.
            wrong += [f"{case['id']}, {place}: {said}"] if said and codes else []
            runs += 1
    assert wrong == []
    text = "\n".join(verdicts) + "\n"
    if os.environ.get("DATAFLOW_UPDATE_DOCS"):
        VERDICTS.write_text(text, "utf-8")
    assert text == VERDICTS.read_text("utf-8")
    counted("yaml-suite", {"cases": len(cases), "runs": runs, "no YAML and refused as such": no_yaml})
