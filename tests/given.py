"""What the reader of a page of docs/ has before, beside ``specs/``: files of theirs, downloads, a history in git.

Each function makes it in the current folder, for the page after which it is called.
"""

import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from pages import blocks

from dataflow.cli.exits import run

DOCS = Path(__file__).resolve().parent.parent / "docs"
QUESTIONNAIRE = """\
{"resourceType": "Questionnaire", "url": "https://example.org/q", "name": "Q", "title": "Questions",
 "status": "draft", "item": [{"linkId": "1", "text": "Weight", "type": "quantity"}]}
"""
EMBEDDED = "<!-- dataflow: gaps specs/ihd --phase discharge -->\n<!-- /dataflow -->\n"


def exchange() -> None:
    """A package of a standard, a questionnaire, and the list that the page shows."""
    (standard,) = blocks(DOCS / "how-to" / "read-a-standard.md", "json")
    content = standard.text.encode()
    with tarfile.open("package.tgz", "w:gz") as package:
        entry = tarfile.TarInfo("package/plan.json")
        entry.size = len(content)
        package.addfile(entry, io.BytesIO(content))
    Path("questionnaire.json").write_text(QUESTIONNAIRE, "utf-8")
    (listed,) = blocks(DOCS / "exchange.md", "text", "list.csv")
    Path("list.csv").write_text(listed.text, "utf-8")


def change() -> None:
    """The map in git, at a version with a tag, and in two folders, one for each year."""
    identity = ("-c", "user.name=reader", "-c", "user.email=reader@example.org")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "A map"), ("tag", "v1")):
        subprocess.run(["git", *identity, *arguments], check=True)
    for year in ("2025", "2026"):
        shutil.copytree("specs/ihd", f"ihd-{year}")


def reports() -> None:
    """A template, a report with a table in it, and none in the other."""
    docx.Document().save("template.docx")
    Path("report.md").write_text(EMBEDDED, "utf-8")
    assert run(["embed", "report.md", "--map", "specs/ihd"]) == 0


GIVEN: Mapping[str, Callable[[], None]] = {"exchange.md": exchange, "change.md": change, "reports.md": reports}
