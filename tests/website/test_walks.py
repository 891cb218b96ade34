"""Whoever follows a page of docs/ that leads through steps gets what it shows (``walks.py`` says how)."""

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from conftest import ROOT
from walks import carry_out, is_walk

DOCS = ROOT / "docs"
WALKS = {path.relative_to(DOCS).as_posix(): path for path in sorted(DOCS.rglob("*.md")) if is_walk(path)}
TUTORIALS = {
    "tutorial.md": ("report.docx", "After a hip fracture", "What to do first"),
    "da/kom-godt-i-gang.md": ("rapport.docx", "Efter et hoftebrud", "Hvad der bør gøres først"),
}


@pytest.mark.parametrize("page", WALKS)
def test_a_page_leads_where_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to_pdf: Callable[[Path], Path]
) -> None:
    """Every file, every command, all that is printed; a tutorial ends with a report that a word processor opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8" if page.startswith("da/") else "en_GB.UTF-8")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "reader")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "reader@example.org")
    carry_out(WALKS[page], tmp_path)
    if page in TUTORIALS:
        report, *shown = TUTORIALS[page]
        assert len(docx.Document(report).inline_shapes) >= 2
        pages = [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(to_pdf(Path(report)))]
        assert len(pages) > 5
        assert [words for words in shown if words not in pages[0]] == []
