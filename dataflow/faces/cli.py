"""The command line. Each command reads its options, asks a project, and hands the answer to a printer."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dataflow.faces.exits import DONE, FINDINGS, CouldNot
from dataflow.faces.options import (
    AsOfOption,
    Color,
    ColorOption,
    FailOn,
    FormatOption,
    Language,
    LanguageOption,
    Level,
    LevelOption,
    MapPath,
    MapPaths,
    OutputOption,
    PlannedOption,
    QuietOption,
    ScenarioOption,
    VerboseOption,
)

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.project import Project, Terms
    from dataflow.reports import Style

app = typer.Typer(
    name="dataflow",
    help="Maps how health data move between sectors, and finds the needs that nobody meets.",
    epilog="Begin with: dataflow init my-map",
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def command() -> Any:
    """The whole command line as a click command."""
    return typer.main.get_command(app)


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> int:
    if version:
        from dataflow import __version__

        print(f"dataflow {__version__}")
        raise typer.Exit(DONE)
    return DONE


@app.command(short_help="Write a first map, with comments.", epilog="Example: dataflow init my-map && dataflow gaps my-map")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; made if need be.")],
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Write a small commented map that validates, has one gap, and renders."""
    from dataflow.faces.first_map import write_first_map

    written = write_first_map(folder)
    if not quiet:
        _talk(f"Written: {', '.join(path.as_posix() for path in written)}")
        _talk(f"Now try: dataflow validate {folder.as_posix()}")
        _talk(f"         dataflow gaps {folder.as_posix()}")
        _talk(f"         dataflow render {folder.as_posix()} -o overview.svg")
    return DONE


@app.command(short_help="Check that the specs are right.", epilog="Example: dataflow validate specs/ihd")
def validate(
    paths: MapPaths = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: FormatOption = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 from this severity on.")] = FailOn.error,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Check that the specs are right: syntax, keys, values, references, repetitions (DF0xx and DF1xx)."""
    from dataflow.faces.places import maps_at
    from dataflow.project import Project, Unknown

    report = _report("findings", format_)
    asked: Sequence[Path | None] = paths or [None]
    found = [each for path in asked for each in maps_at(path)]
    terms = _terms(scenario, planned, as_of)
    projects = [Project.open(path, terms) for path in found]
    style = _style(lang, projects[0], color, output)
    try:
        checked = [(project, project.problems or project.warnings(level.value)) for project in projects]
    except Unknown as error:
        raise CouldNot(str(error)) from error
    batches = [_batch(project, findings, level) for project, findings in checked]
    _write(report.write(batches, style), output, found)
    if not quiet and format_ == "text" and not any(batch.findings for batch in batches):
        _talk(_read_well(projects))
    return _verdict([finding for batch in batches for finding in batch.findings], fail_on)


@app.command(short_help="Find the needs that are not met.", epilog="Example: dataflow gaps specs/ihd --lang en --level member")
def gaps(
    path: MapPath = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: FormatOption = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 from this severity on.")] = FailOn.never,
    color: ColorOption = Color.auto,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Find the needs that are not met, why, and what the nearest repair is (DF3xx to DF5xx)."""
    from dataflow.faces.places import maps_at

    report = _report("findings", format_)
    found = maps_at(path)
    terms = _terms(scenario, planned, as_of)
    projects = [_sound(each, terms, lang, color) for each in found]
    batches = [_batch(project, project.gaps(level.value), level, by_actor=True) for project in projects]
    _write(report.write(batches, _style(lang, projects[0], color, output)), output, found)
    return _verdict([finding for batch in batches for finding in batch.findings], fail_on)


@app.command(short_help="List who holds what, and when.", epilog="Example: dataflow holdings specs/ihd --actor municipality --field lvef")
def holdings(
    path: MapPath = None,
    actor: Annotated[list[str] | None, typer.Option(help="Only this actor; may be given again.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="Only this field; may be given again.")] = None,
    phase: Annotated[list[str] | None, typer.Option(help="Only this phase; may be given again.")] = None,
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    level: LevelOption = Level.role,
    format_: FormatOption = "text",
    output: OutputOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.auto,
    verbose: VerboseOption = False,
) -> int:
    """List who holds what, when and in what form."""
    from dataflow.faces.places import one_map_at
    from dataflow.project import Unknown
    from dataflow.reports import HoldingRow, HoldingTable

    report = _report("holdings", format_)
    found = one_map_at(path)
    project = _sound(found, _terms(scenario, planned, as_of), lang, color)
    data_map = project.data_map
    for what, names, known in (
        ("actor", actor, data_map.actors),
        ("field", field, data_map.fields),
        ("phase", phase, data_map.phases),
    ):
        for name in names or ():
            if name not in known:
                raise CouldNot(str(Unknown(what, name, known)))
    rows = tuple(
        HoldingRow(
            row.actor,
            row.field,
            row.phase,
            row.element.form.word,
            row.element.code_system,
            row.element.recorded,
            each.members,
            each.of,
        )
        for each in project.holding_rows(level.value)
        for row in (each.row,)
        if (not field or row.field in field)
        and (not phase or row.phase in phase)
        and (not actor or row.actor in actor or data_map.role_of(row.actor) in actor)
    )
    table = HoldingTable(data_map.id, level.value, rows)
    _write(report.write(table, _style(lang, project, color, output)), output, [found])
    return DONE


@app.command(short_help="Draw a view of the map.", epilog="Example: dataflow render specs/ihd --view overview --lang da -o overview.svg")
def render(
    path: MapPath = None,
    view: Annotated[str, typer.Option(metavar="VIEW", help="What to draw: overview.")] = "overview",
    scenario: ScenarioOption = None,
    planned: PlannedOption = False,
    as_of: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Its ending decides the format: .svg, .png, .dot."),
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="svg, png or dot; else by the file's ending.")
    ] = None,
    lang: LanguageOption = None,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    legend: Annotated[bool, typer.Option("--legend/--no-legend", help="With or without the legend.")] = True,
    dpi: Annotated[int, typer.Option(min=36, max=1200, help="Dots per inch of a PNG.")] = 200,
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="embedded, or dot: the Graphviz of this machine.")
    ] = "embedded",
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that the layout may take.")] = 30.0,
    verbose: VerboseOption = False,
) -> int:
    """Draw a view of the map."""
    from dataflow.drawings import CouldNotDraw
    from dataflow.faces.places import one_map_at
    from dataflow.project import Unknown

    found = one_map_at(path)
    ending = format_ or (output.suffix.lstrip(".").lower() if output is not None and str(output) != "-" else "svg")
    if engine not in ("embedded", "dot"):
        raise CouldNot(f"There is no engine {engine!r}. There are: dot, embedded.")
    project = _sound(found, _terms(scenario, planned, as_of), lang, Color.auto)
    language = _language(lang, project)
    try:
        drawn = project.draw(
            view, ending, language=language, title=title, legend=legend, dpi=dpi, engine=engine, timeout=timeout
        )
    except Unknown as error:
        raise CouldNot(str(error)) from error
    except CouldNotDraw as error:
        raise CouldNot(f"{error.message.en} {error.hint.en}") from error
    _write_bytes(drawn, output, [found])
    return DONE


@app.command(short_help="List the rules.", epilog="Example: dataflow rules")
def rules(lang: LanguageOption = None, verbose: VerboseOption = False) -> int:
    """List the rules: code, severity, name and what each finds."""
    from dataflow.rules import all_rules

    language = (lang or Language.en).value
    for rule in all_rules().values():
        print(f"{rule.code}  {rule.severity:<7}  {rule.name:<20}  {rule.title.in_language(language)}")
    return DONE


@app.command(short_help="Print one rule's page.", epilog="Example: dataflow rule DF301 --lang da")
def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Such as DF301, or its name.")],
    lang: LanguageOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Print one rule's page: what, why it matters, an example, how to mend it, when it may be a false alarm."""
    from dataflow.project import Unknown
    from dataflow.rules import all_rules
    from dataflow.rules._page import page_of

    known = all_rules()
    found = known.get(code.upper()) or next((each for each in known.values() if each.name == code.lower()), None)
    if found is None:
        raise CouldNot(str(Unknown("rule", code, known)))
    print(page_of(found, (lang or Language.en).value), end="")
    return DONE


@app.command(short_help="Write the JSON Schema for editors.", epilog="Example: dataflow schema -o dataflow.schema.json")
def schema(output: OutputOption = None, verbose: VerboseOption = False) -> int:
    """Write the JSON Schema of the language, for editors."""
    import json

    from dataflow.spec.schema import json_schema

    _write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", output, [])
    return DONE


def _terms(scenario: str | None, planned: bool, as_of: str | None) -> "Terms":
    from dataflow.project import Terms

    try:
        return Terms(scenario, planned, as_of)
    except ValueError:
        raise CouldNot(f"{as_of!r} is no date; write year-month-day, such as 2026-11-01.") from None


def _sound(path: Path, terms: "Terms", lang: Language | None, color: Color) -> "Project":
    """The project of a map without errors; where there are any, they are shown and the command ends."""
    from dataflow.project import MapHasErrors, Project, Unknown

    project = Project.open(path, terms)
    try:
        _ = project.data_map
    except MapHasErrors:
        report = _report("findings", "text")
        _talk(report.write([_batch(project, project.problems, Level.member)], _style(lang, project, color, None, err=True)))
        raise CouldNot(f"{path.as_posix()} has errors, so nothing follows from it. Mend those above first.") from None
    except Unknown as error:
        raise CouldNot(str(error)) from error
    return project


def _batch(project: "Project", findings: "Sequence[Finding]", level: Level, by_actor: bool = False) -> Any:
    from dataflow.reports import Findings
    from dataflow.rules import all_rules

    known = all_rules()
    data_map = None if project.problems else project.data_map
    return Findings(
        map_id=project.map_id,
        scenario=project.terms.scenario,
        level=level.value,
        findings=tuple(findings),
        names={code: rule.name for code, rule in known.items()},
        titles={code: rule.title for code, rule in known.items()},
        lines=project.lines,
        actors={actor.id: actor.label for actor in data_map.actors.values()} if data_map else {},
        by_actor=by_actor,
    )


def _report(about: str, format_: str) -> Any:
    from dataflow.project import Unknown
    from dataflow.reports import reports

    known = reports(about)
    if format_ not in known:
        raise CouldNot(str(Unknown("format", format_, known)))
    return known[format_]


def _language(lang: Language | None, project: "Project") -> str:
    return lang.value if lang else project.language


def _style(
    lang: Language | None, project: "Project", color: Color, output: Path | None, err: bool = False
) -> "Style":
    from dataflow.reports import Style

    return Style(_language(lang, project), _in_color(color, output, err))


def _in_color(color: Color, output: Path | None, err: bool) -> bool:
    import os
    import sys

    if color != Color.auto:
        return color == Color.always
    stream = sys.stderr if err else sys.stdout
    to_stream = output is None or str(output) == "-"
    return to_stream and stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(text: str, output: Path | None, maps: Sequence[Path]) -> None:
    from dataflow.faces.output import print_text, spare_the_specs

    for each in maps:
        spare_the_specs(output, each)
    print_text(text, output)


def _write_bytes(result: bytes, output: Path | None, maps: Sequence[Path]) -> None:
    from dataflow.faces.output import spare_the_specs, write

    for each in maps:
        spare_the_specs(output, each)
    write(result, output)


def _talk(text: str) -> None:
    typer.echo(text, err=True)


def _read_well(projects: "Sequence[Project]") -> str:
    files = sum(len(project.texts) for project in projects)
    actors = sum(len(project.data_map.actors) for project in projects)
    fields = sum(len(project.data_map.fields) for project in projects)
    return f"{files} files, {actors} actors, {fields} fields: all in order."


def _verdict(findings: "Sequence[Finding]", fail_on: FailOn) -> int:
    from dataflow.base.finding import Severity

    if fail_on == FailOn.never:
        return DONE
    limit = Severity(fail_on.value).rank
    fails = any(not finding.waived and finding.severity.rank <= limit for finding in findings)
    return FINDINGS if fails else DONE
