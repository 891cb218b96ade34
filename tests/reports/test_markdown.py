"""Markdown, read back by a CommonMark parser with tables."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from dataflow.base.visible import visible
from dataflow.reports import Findings

Written = Callable[..., str]


class Reader(HTMLParser):
    """The tables' cells and the headings of a page, and every tag in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self.into: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.into = self.rows[-1]
            self.into.append("")
        if tag in ("h2", "h3"):
            self.into = self.headings
            self.into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "h2", "h3"):
            self.into = None

    def handle_data(self, data: str) -> None:
        if self.into is not None:
            self.into[-1] += data


def read(text: str) -> Reader:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Reader(markdown.render(text))


def test_every_finding_is_a_row(batches: tuple[Findings, ...], written: Written) -> None:
    """With six cells, and the page has only headings, sentences and tables."""
    page = read(written("markdown", *batches))
    bodies = [row for row in page.rows if row[0] not in ("Severity", "Alvor")]
    assert len(bodies) == sum(len(batch.findings) for batch in batches)
    assert {len(row) for row in bodies} <= {6}
    assert page.tags <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td"}


def test_labels_read_back(hostile: Findings, written: Written) -> None:
    """In cells and in headings, as text and not as markup."""
    page = read(written("markdown", hostile))
    cells = {cell for row in page.rows for cell in row}
    for finding in hostile.findings:
        assert visible(finding.message.in_language("en")).replace("\ufffe", "<U+FFFE>").strip() in cells
        label = visible(hostile.actors[finding.subject.actor or ""].label.in_language("en"))
        assert label.replace("\ufffe", "<U+FFFE>").strip() in [heading.strip() for heading in page.headings]


def test_remarks_say_what_is_waived_possible_and_known(small: Findings, written: Written) -> None:
    """In the last column, in both languages."""
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    english = [row[-1] for row in read(written("markdown", known)).rows]
    danish = [row[-1] for row in read(written("markdown", known, language="da")).rows]
    for words, column in ((("waived", "possible", "known"), english), (("dispensation", "mulig", "kendt"), danish)):
        for word in words:
            assert any(word in cell for cell in column)
    assert any("accepted by The board until 1 February 2031: By telephone" in cell for cell in english)


def test_no_findings(nothing: Findings, written: Written) -> None:
    """A page with a sentence that there are no findings."""
    assert written("markdown", nothing) == "## Clean\n\nNo findings.\n"
    assert written("markdown", nothing, language="da") == "## Clean\n\nIngen fund.\n"
