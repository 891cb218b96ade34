"""A page of sections with sentences, lists and tables, as text, Markdown and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from textwrap import wrap

from dataflow.base.escaping import escaped_text, escaped_xml, one_line
from dataflow.reports import ReportOptions
from dataflow.reports._markdown import plain

_WIDTH = 110


@dataclass(frozen=True)
class Table:
    """A table of text; columns after the first that begin with a digit are aligned to the right in text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A section: its title, sentences, a list and a table, any of which may be empty."""

    title: str
    sentences: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: Table | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing below its title."""
        return not (self.sentences or self.items or (self.table and self.table.rows))


@dataclass(frozen=True)
class Page:
    """A titled page; sections without content are left out."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def shown(self) -> tuple[Section, ...]:
        """The sections that have any content."""
        return tuple(section for section in self.sections if not section.is_empty)


def as_text(page: Page, options: ReportOptions) -> str:
    """The page for a terminal."""
    title = one_line(page.title)
    blocks = [options.bold(title) + "\n" + "=" * len(title), *map(_wrapped, page.sentences)]
    for section in page.shown:
        heading = one_line(section.title)
        blocks.append(options.bold(heading) + "\n" + "-" * len(heading))
        blocks += [_wrapped(sentence) for sentence in section.sentences]
        if section.items:
            blocks.append("\n".join(_item(item) for item in section.items))
        if section.table and section.table.rows:
            blocks.append(_aligned(section.table))
    return escaped_text("\n\n".join(blocks) + "\n")


def as_markdown(page: Page) -> str:
    """The page as Markdown, fit for a comment on a pull request."""
    blocks = [f"## {plain(page.title)}", *map(plain, page.sentences)]
    for section in page.shown:
        blocks += [f"### {plain(section.title)}", *map(plain, section.sentences)]
        if section.items:
            blocks.append("\n".join(f"- {plain(item)}" for item in section.items))
        if section.table and section.table.rows:
            rows = [section.table.head, *section.table.rows]
            lines = ["| " + " | ".join(plain(cell) or " " for cell in row) + " |" for row in rows]
            lines.insert(1, "|" + " --- |" * len(section.table.head))
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_html(page: Page, language: str) -> str:
    """The page as a file of HTML that needs nothing else."""
    body = [f"<h1>{_html(page.title)}</h1>", *(f"<p>{_html(sentence)}</p>" for sentence in page.sentences)]
    for section in page.shown:
        body += [f"<h2>{_html(section.title)}</h2>", *(f"<p>{_html(each)}</p>" for each in section.sentences)]
        if section.items:
            body += ["<ul>", *(f"<li>{_html(item)}</li>" for item in section.items), "</ul>"]
        if section.table and section.table.rows:
            body += ["<table>", _row(section.table.head, "th"), *(_row(row, "td") for row in section.table.rows)]
            body.append("</table>")
    head = f'<meta charset="utf-8">\n<title>{_html(page.title)}</title>\n<style>{_STYLE}</style>'
    lines = "\n".join(body)
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n{lines}\n</body>\n</html>\n'


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}li{margin:.3rem 0}"
    "table{border-collapse:collapse}th,td{border-bottom:1px solid #bbb;padding:.3rem .8rem .3rem 0;"
    "text-align:left;vertical-align:top}"
)


def _html(text: str) -> str:
    return escaped_xml(escape(one_line(text)))


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_html(cell)}</{tag}>" for cell in cells) + "</tr>"


def _wrapped(sentence: str) -> str:
    return "\n".join(wrap(one_line(sentence), _WIDTH, break_on_hyphens=False))


def _item(item: str) -> str:
    return "\n".join(
        wrap(one_line(item), _WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)
    )


def _aligned(table: Table) -> str:
    rows = [tuple(map(one_line, row)) for row in (table.head, *table.rows)]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    return "\n".join(
        "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
