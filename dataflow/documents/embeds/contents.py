"""What a command in a document stands for: a picture or a table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dataflow.base.finding import Confidence, Finding
from dataflow.base.lengths import millimetres
from dataflow.base.nearest import Unknown, ids_of
from dataflow.base.picture import Picture
from dataflow.base.text import Sentence, Text
from dataflow.documents import Analysed
from dataflow.documents.embeds.commands import OF_TWO_MAPS, BadCommand, EmbedCommand
from dataflow.documents.gap_table import gap_table, unmet_of
from dataflow.documents.model import Column, Line, Row, Run, Table, line, table_of
from dataflow.documents.pictures import alternative_text
from dataflow.documents.sections.fields import field_table
from dataflow.model.data_map import DataMap
from dataflow.renderers import Options
from dataflow.reports import FigureSheet
from dataflow.reports._questions_guide import guide_of
from dataflow.reports._stats_tables import tables_of
from dataflow.views import Focus, views

_PARTS = ("actor", "field", "group", "phase", "channel", "purpose")
_NUMBER = Text(en="No.", da="Nr.")
_QUESTION = Text(en="Question", da="Spørgsmål")
_SETTLES = Text(en="Its answer", da="Svaret")
_OF_BLOCK = Text(en="{command}: {remark}", da="{command}: {remark}")
_LEVELS = ("role", "member")


def checked(command: EmbedCommand, data_map: DataMap) -> EmbedCommand:
    """The command with ids for its labels. Raises ``Unknown`` for an id, level or confidence that there is not."""
    for option, known_words in (("level", _LEVELS), ("confidence", tuple(map(str, Confidence)))):
        given = command.one(f"--{option}")
        if given is not None and given not in known_words:
            raise Unknown(option, given, known_words)
    ids = {
        f"--{part}": ids_of(part, names, getattr(data_map, f"{part}s"))
        for part in _PARTS
        if (names := command.all(f"--{part}"))
    }
    return replace(command, options={**command.options, **ids})


def picture_of(source: Analysed, command: EmbedCommand) -> Picture:
    """The picture of a ``render`` command. Raises ``BadCommand`` for a view that compares two maps."""
    name = command.one("--view") or "overview"
    view = views().get(name)
    if view is not None and view.compares:
        raise BadCommand(OF_TWO_MAPS, view=name)
    actors, fields, groups, phases, channels, purposes = (command.all(f"--{part}") for part in _PARTS)
    focus = Focus(actors, fields, groups, phases, channels, purposes)
    return source.picture(name, focus, by=command.one("--by"))


def drawing_options(command: EmbedCommand, language: str) -> Options:
    """How a ``render`` command is to be drawn. Raises UserError for a width that is none."""
    width = command.one("--width")
    return Options(
        language=language,
        theme=command.one("--theme") or "default",
        heading="--title" in command.options,
        title=command.one("--title"),
        legend="--no-legend" not in command.flags,
        area=None if width is None else (millimetres(width), None),
    )


def name_of(command: EmbedCommand, source: Analysed, language: str) -> str:
    """The name of the file of a picture, after what it shows: ``ihd-overview-municipality.da``."""
    said = [source.data_map.id, (command.one("--view") or "overview").replace(":", "-")]
    for option in ("--by", *(f"--{part}" for part in _PARTS), "--scenario", "--as-of", "--theme", "--width"):
        prefix = "by-" if option == "--by" else ""
        said += [prefix + value for value in command.all(option)]
    said += [flag.removeprefix("--") for flag in sorted(command.flags - {"--inline"})]
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in "-".join(said).lower())
    return f"{plain[:120]}.{language}"


def remarks_of(command: EmbedCommand, drawn: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """What is to be said of a picture, with the command that it comes from: a document may have several."""
    return tuple(Sentence(_OF_BLOCK, {"command": command.written, "remark": each}) for each in drawn)


def alternative_of(command: EmbedCommand, picture: Picture, language: str, is_shown: bool = False) -> str:
    """The alternative text: the one that was given, else the title and what the picture shows in words.

    It is shorter where it ``is_shown`` as the caption.
    """
    given = command.one("--alt")
    return given or alternative_text(picture.title.in_language(language), picture, language, is_shown)


def table_of_command(source: Analysed, command: EmbedCommand, language: str) -> Table:
    """The table of any other command, without links: what they lead to is not in this document."""
    level = command.one("--level") or "role"
    if command.name == "gaps":
        table = gap_table(_gaps(source, command, level), source.data_map, language)
    elif command.name == "stats":
        table = _stats(source, command, level, language)
    elif command.name == "questions":
        table = _questions(source, level, language)
    else:
        table = field_table(source, command.all("--group"), language)
    rows = tuple(Row(tuple(_unlinked(cell) for cell in row.cells)) for row in table.rows)
    return replace(table, rows=rows)


def _unlinked(cell: Line) -> Line:
    return tuple(replace(run, target="") if run.target.startswith("#") else run for run in cell)


def _gaps(source: Analysed, command: EmbedCommand, level: str) -> Sequence[Finding]:
    sure = command.one("--confidence")
    found = unmet_of(source.gaps(level), None if sure is None else Confidence(sure))
    data_map = source.data_map
    actors = {*command.all("--actor")}
    actors |= {member for actor in actors for member in data_map.members.get(actor, ())}
    fields, phases = command.all("--field"), command.all("--phase")
    return [
        each
        for each in found
        if (not actors or not actors.isdisjoint(each.actors))
        and (not fields or each.subject.field in fields)
        and (not phases or each.subject.phase in phases)
    ]


def _stats(source: Analysed, command: EmbedCommand, level: str, language: str) -> Table:
    """One table of figures: the first, or the one with the title that ``--table`` begins or is."""
    tables = tables_of(FigureSheet(level, source.figures(level), source.data_map), language)
    wanted = command.one("--table")
    found = [table for table in tables if table.rows and (wanted is None or table.title.lower() == wanted.lower())]
    if not found:
        raise Unknown("table", wanted or "", [table.title for table in tables if table.rows])
    return table_of("stats", found[0].title, found[0].full_head, found[0].rows)


def _questions(source: Analysed, level: str, language: str) -> Table:
    guide = guide_of(source.interview(level), language)
    columns = (
        Column(_NUMBER.in_language(language), 0.4, figures=True),
        Column(_QUESTION.in_language(language), 5.0),
        Column(_SETTLES.in_language(language), 1.2),
    )
    rows = tuple(Row((line(Run(str(rank))), line(said), line(settles))) for rank, said, settles in guide.order)
    return Table("questions", guide.order_title, columns, rows)
