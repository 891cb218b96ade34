"""Every output that there is: each command with each of its formats, found where the program finds them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cli.test_author_text import COMMANDS

from dataflow import reports as reports_folder
from dataflow.base.plugins import names_in
from dataflow.documents import endings
from dataflow.exchange import export_formats
from dataflow.renderers import formats as picture_formats
from dataflow.reports import formats as report_formats
from dataflow.views import compares, view_names

REPORTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    **{kind: (arguments,) for kind, arguments in COMMANDS.items()},
    "findings": (("gaps", "{map}", "--ids"), ("validate", "{map}")),
    "trace": (("trace", "{map}", "f0"), ("trace", "{map}", "f17", "--to", "a4", "--at", "p2")),
    "impact": (("impact", "{map}"), ("impact", "{map}", "c0")),
}
"""The arguments for each kind of report; a new kind takes those of COMMANDS."""
ENTITIES = {"field": "f0", "actor": "a0", "language": "f0"}
_PLAIN = {"MAP": "{map}", "OTHER": "{plain}"}


class Output(NamedTuple):
    """A command line with ``{map}``, ``{plain}`` and ``{out}`` for files, and its format."""

    arguments: tuple[str, ...]
    format: str

    @property
    def writes(self) -> bool:
        """Whether it writes a file, rather than to standard output."""
        return "{out}" in self.arguments


def outputs() -> tuple[Output, ...]:
    """All of them."""
    return (*_reports(), *_pictures(), *_documents(), *_exports())


_ONLY_FILES = {("export", "--to", "csv"), ("export", "--questions"), ("export", "--to", "processing")}
"""Options whose result does not go to standard output."""


def printed() -> tuple[tuple[str, ...], ...]:
    """Every command line whose result goes to standard output, with ``{map}``, ``{plain}`` and ``{broken}``."""
    return (*_printed_results(), *_PRINTED_OTHERWISE)


_PRINTED_OTHERWISE = (
    ("--version",),
    ("--help",),
    ("gaps", "--help"),
    ("rule", "DF301"),
    ("schema",),
    ("validate", "{broken}"),
    ("holdings", "{map}", "--format", "csv", "--dialect", "excel-da"),
    ("import", "csv", "{list}", "--into", "{map}"),
)
"""What is in no format, or prints something else in one."""


def _printed_results() -> Iterator[tuple[str, ...]]:
    for output in outputs():
        arguments = tuple(each for each in output.arguments if each not in ("-o", "{out}"))
        if arguments[0] == "render" and output.format == "html" and "explorer" not in arguments:
            continue  # the explorer once more
        if arguments[0] == "render":
            yield (*arguments, "--format", output.format)
        elif (
            output.arguments[0] not in ("report", "embed", "import")
            and (*arguments[:1], *arguments[2:]) not in _ONLY_FILES
        ):
            yield arguments


def _reports() -> Iterator[Output]:
    for kind in sorted({name.partition("_")[0] for name in names_in(reports_folder)}):
        for arguments in REPORTS[kind]:
            line = tuple(_PLAIN.get(each, each) for each in arguments)
            yield from (Output((*line, "--format", each), each) for each in report_formats(kind))


def _pictures() -> Iterator[Output]:
    """Each view as SVG and in the formats of its own, and one view in every format."""
    for name in view_names():
        view = name.replace("ID", ENTITIES.get(name.partition(":")[0], ""))
        against = ("--against", "{plain}") if compares(view) else ()
        ending = "html" if view == "explorer" else "svg"
        every = picture_formats() if view == "overview" else ("csv", "html", "svg") if view == "matrix" else (ending,)
        for each in every:
            if (view, each) != ("overview", "csv"):
                yield Output(("render", "{map}", "--view", view, *against, "--dpi", "36", "-o", "{out}"), each)


def _documents() -> Iterator[Output]:
    yield from (Output(("report", "{map}", "-o", "{out}"), each.removeprefix(".")) for each in endings())
    yield from (Output(("embed", "{out}", "--map", "{map}"), each) for each in ("md", "html", "docx"))


def _exports() -> Iterator[Output]:
    for each in export_formats():
        yield Output(("export", "{map}", "--to", each, "-o", "{out}"), "zip" if each == "csv" else each)
    yield from (Output(("export", "{map}", "--to", "processing", "-o", "{out}"), each) for each in ("xlsx", "docx"))
    yield Output(("export", "{map}", "--questions", "-o", "{out}"), "xlsx")
    yield Output(("import", "{book}", "--into", "{plain}"), "text")
