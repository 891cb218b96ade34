"""The files that a host of repositories looks for are valid, and say nothing that is not so."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from conftest import ROOT
from jsonschema import validators

import dataflow

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
PAGES = [ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")]


def errors(schema: str, path: Path) -> list[str]:
    """The errors of a YAML file by a schema of SchemaStore."""
    document: Any = yaml.safe_load(path.read_text("utf-8"))
    wanted = get_builtin_schema(schema)
    return [error.message for error in validators.validator_for(wanted)(wanted).iter_errors(document)]


@pytest.mark.parametrize("path", sorted(FORMS.iterdir()), ids=lambda path: path.name)
def test_the_forms_of_issues_are_valid(path: Path) -> None:
    """By the schema for them."""
    schema = "vendor.github-issue-config" if path.stem == "config" else "vendor.github-issue-forms"
    assert errors(schema, path) == []


def test_the_citation_is_valid_and_of_this_version() -> None:
    """The authors are those of the licence: nobody is named who is not there."""
    path = ROOT / "CITATION.cff"
    assert errors("vendor.citation-file-format", path) == []
    cited = yaml.safe_load(path.read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["version"] == dataflow.__version__ == project["version"]
    assert cited["keywords"] == project["keywords"]
    (author,) = cited["authors"]
    assert author["name"] in (ROOT / "LICENSE").read_text("utf-8").replace("2026 The", "The")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    """Files, targets of make, and forms; there is no address of a person."""
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\((?!https://)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z-]+)\s+#", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    forms = {yaml.safe_load(path.read_text("utf-8")).get("name") for path in FORMS.iterdir()}
    assert set(re.findall(r"\bform \*([^*]+)\*(?: or \*([^*]+)\*)?", text)) <= {
        (first, second) for first in forms for second in (*forms, "")
    }
    assert "@" not in text
