"""The licences of all that is installed with dataflow, from the metadata of the packages (``docs/licences.md``).

The metadata must be those of an environment that dataflow is installed in.
"""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
BEGIN, END = "<!-- licences: made by release/licences.py -->", "<!-- /licences -->"

STATED: Mapping[str, str] = {
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "resvg-py": "MIT",
    "shellingham": "ISC",
}
"""By their licence files: packages whose metadata state no licence, or several, or one without its version."""
_CLASSIFIERS = {"License :: OSI Approved :: MIT License": "MIT"}


def packages(extra: str = "") -> Mapping[str, str]:
    """The packages that dataflow, or an extra of it, needs to run, each with the package that needs it first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    waiting = [(line, "dataflow") for line in wanted]
    found: dict[str, str] = {}
    while waiting:
        line, needed_by = waiting.pop(0)
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = needed_by
        waiting += [(each, name) for each in distribution(name).requires or ()]
    return dict(sorted(found.items()))


def licence_of(name: str) -> str:
    """The licence of a package as an SPDX expression. Raises LookupError where nothing says it."""
    metadata = distribution(name).metadata
    written = _stated(metadata, "License")
    by_classifier = [_CLASSIFIERS.get(each) for each in metadata.get_all("Classifier") or ()]
    known = STATED.get(name) or _stated(metadata, "License-Expression") or next(filter(None, by_classifier), None)
    if found := known or (written if written and "\n" not in written and " " not in written else ""):
        return found
    raise LookupError(f"{name}: read its licence file, and add it to STATED in release/licences.py")


def table() -> str:
    """The table of all packages."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    always = packages()
    yield from ("| package | licence | needed by | home |", "| --- | --- | --- | --- |")
    for name, needed_by in {**always, **packages("plan")}.items():
        needed = "dataflow[plan]" if name not in always and needed_by == "dataflow" else needed_by
        yield f"| {name} | {licence_of(name)} | {needed} | {_home(distribution(name).metadata)} |"


def _home(metadata: PackageMetadata) -> str:
    urls = dict(each.split(", ", 1) for each in metadata.get_all("Project-URL") or ())
    named = {label.lower().replace(" ", ""): url for label, url in urls.items()}
    keys = ("homepage", "source", "sourcecode", "code", "github", "repository", "documentation")
    home = _stated(metadata, "Home-page")
    fallback = f"https://pypi.org/project/{metadata['Name']}/"
    return f"<{next((named[key] for key in keys if key in named), home) or fallback}>"


def _stated(metadata: PackageMetadata, key: str) -> str:
    return metadata[key].strip() if key in metadata else ""


def page(text: str) -> str:
    """The page with a fresh table."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
