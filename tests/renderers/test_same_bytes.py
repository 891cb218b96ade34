"""The same map gives the same bytes: on every run, in every folder and locale, in whatever order its files come."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conftest import ROOT
from renderers.small_map import bilingual, texts

from dataflow.renderers import formats

SCRIPT = """
import hashlib, json, sys
from renderers.small_map import pictures
from dataflow.renderers import NoSuchForm, Options, render, formats
from dataflow.project import Project

folder, order = sys.argv[1:]
opened = Project.open(folder)
project = Project(dict(sorted(opened.texts.items(), reverse=order == "reversed")))
found, kinds = {}, set()
for name, picture in pictures(project, project):
    for ending in formats():
        if ending in ("png", "pdf") and type(picture) in kinds:
            continue  # both are made from the SVG, and take their time
        if ending == "html" and not name.startswith("explorer"):
            continue  # that page has all that the others have
        options = Options(language="da", dpi=60, page="a4" if ending == "pdf" else "none")
        try:
            found[f"{name} {ending}"] = hashlib.sha256(render(picture, ending, options).content).hexdigest()
        except NoSuchForm:
            pass
    kinds.add(type(picture))
print(json.dumps(found, sort_keys=True))
"""
LOCALES = ("C", "C.UTF-8", "da_DK.UTF-8", "tr_TR.UTF-8", "en_US.ISO-8859-1")
RUNS = 20
SETTINGS = {
    "RL_invariant": "0",
    "RL_pageCompression": "1",
    "RL_ttfAsciiReadable": "1",
    "RL_canvas_basefontname": "Courier",
}
"""What someone may have set up for the library behind the PDFs."""


def test_the_same_bytes_whatever_changes_around_them(tmp_path: Path) -> None:
    """Hash seed, folder, where one stands, locale, time zone, and the order in which files are made and read."""
    files = texts(bilingual)
    for folder, names in (("here", sorted(files)), ("somewhere else/æøå", sorted(files, reverse=True))):
        (tmp_path / folder).mkdir(parents=True)
        for name in names:
            (tmp_path / folder / name).write_bytes(files[name])

    def run(seed: int) -> str:
        odd = seed % 2 == 1
        locale = LOCALES[seed % len(LOCALES)]
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                SCRIPT,
                str(tmp_path / ("somewhere else/æøå" if odd else "here")),
                "reversed" if odd else "sorted",
            ],
            cwd=tmp_path if odd else ROOT,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
                "PYTHONHASHSEED": str(seed),
                "LC_ALL": locale,
                "LANG": locale,
                "TZ": "Asia/Tokyo" if odd else "UTC",
                "PYTHONUTF8": "0" if odd else "1",
                **(SETTINGS if odd else {}),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    with ThreadPoolExecutor(2) as runs:
        seen = list(runs.map(run, range(RUNS)))
    shutil.rmtree(tmp_path / "here")
    first = json.loads(seen[0])
    assert {name.split()[-1] for name in first} == set(formats())
    assert [seed for seed, each in enumerate(seen) if json.loads(each) != first] == []
