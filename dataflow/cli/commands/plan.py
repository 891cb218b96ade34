"""``dataflow plan``: the cheapest changes that meet what is unmet."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.base.text import Sentence, Text
from dataflow.cli import options
from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE, FINDINGS, CliError
from dataflow.cli.inputs import language_of, note, options_of, report_for, sound_project, terms_of, write_text
from dataflow.cli.languages import note_language
from dataflow.cli.options import Color

if TYPE_CHECKING:
    from dataflow.change.candidates import Change
    from dataflow.project import Project


class NeedLevel(StrEnum):
    """The lowest level of the needs that a plan is to meet."""

    must = "must"
    should = "should"
    may = "may"


_NO_COST = Text(
    en="--cost {given} is not a kind of change and a whole number, such as --cost slot=2. The kinds are: {kinds}.",
    da="--cost {given} er ikke en slags ændring og et helt tal som i --cost slot=2. Mulighederne er: {kinds}.",
)
_NO_KIND = Text(
    en="--forbid {given} is no kind of change. The kinds are: {kinds}.",
    da="--forbid {given} er ikke en slags ændring. Mulighederne er: {kinds}.",
)
_NO_BUDGET = Text(
    en="--budget {given} is neither a cost, such as 20, nor a number of changes, such as 1-change.",
    da="--budget {given} er hverken en pris som 20 eller et antal ændringer som 1-change.",
)
_NOT_A_PLAN = Text(
    en="{path} is there already and is not a plan; write the plan to another file.",
    da="{path} findes i forvejen og er ikke en plan; skriv planen i en anden fil.",
)
_NO_SCENARIO = Text(en="There is no plan to write to {path}.", da="Der er ingen plan at skrive i {path}.")


def plan(
    path: options.MapPath = None,
    actor: options.OnlyActorOption = None,
    field: options.OnlyFieldOption = None,
    phase: options.OnlyPhaseOption = None,
    level: Annotated[
        NeedLevel, typer.Option("--level-of-need", help="Meet needs of this level and of those above it.")
    ] = NeedLevel.must,
    budget: Annotated[
        str | None,
        typer.Option(metavar="N", help="Meet the most for this cost; or 3-changes, for that number of changes."),
    ] = None,
    forbid: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Make no change of this kind; may be given again.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option(metavar="ACTOR", help="Change nothing at this actor; may be given again.")
    ] = None,
    cost: Annotated[
        list[str] | None, typer.Option(metavar="KIND=N", help="What a change of a kind costs; may be given again.")
    ] = None,
    alternatives: Annotated[int, typer.Option(min=0, max=20, help="How many of the next best plans to show.")] = 0,
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds that the search may take.")] = 60.0,
    scenario: options.ScenarioOption = None,
    planned: options.PlannedOption = False,
    as_of: options.AsOfOption = None,
    format_: "Annotated[str | None, options.format_option('plan')]" = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the plan as a scenario (.yaml), or the report."),
    ] = None,
    lang: options.LanguageOption = None,
    color: options.ColorOption = Color.auto,
    verbose: options.VerboseOption = False,
) -> int:
    """Find the cheapest set of changes that meets every unmet must need, proven and checked."""
    from dataflow.base.nearest import ids_of
    from dataflow.change.targets import Wish
    from dataflow.cli.places import one_map_at
    from dataflow.language.statement_specs import LEVELS
    from dataflow.reports import Planning
    from dataflow.rules import all_rules

    as_scenario = output is not None and output.suffix in (".yaml", ".yml")
    report = report_for("plan", format_, None if as_scenario else output, lang, more=("yaml",))
    found = one_map_at(path)
    project = sound_project(found, terms_of(scenario, planned, as_of), lang, color)
    note_language(project, lang)
    data_map = project.data_map
    money, most = _budget_of(budget)
    wish = Wish(
        levels=LEVELS[: LEVELS.index(level.value) + 1],
        actors=ids_of("actor", actor, data_map.actors),
        fields=ids_of("field", field, data_map.fields),
        phases=ids_of("phase", phase, data_map.phases),
        forbidden=_forbidden(forbid or []),
        kept=ids_of("actor", keep, data_map.actors),
        costs=_costs(data_map.costs, cost or []),
        budget=money,
        most=most,
        alternatives=alternatives,
        limit=time_limit,
    )
    plans, checked = project.plans(wish)
    if output is not None and as_scenario:
        if checked and not checked[0].unmet:
            _write_scenario(project, checked[0].plan.changes, output)
        else:
            note(Sentence(_NO_SCENARIO, {"path": output.as_posix()}), language_of(lang, project))
    text = report.write(Planning(plans, checked, all_rules()), options_of(lang, project, color, output))
    write_text(text, None if as_scenario else output, [found])
    done = plans.status in ("optimal", "feasible", "nothing-to-do") and not plans.unmeetable
    return DONE if done and not any(each.unmet for each in checked) else FINDINGS


def _budget_of(given: str | None) -> tuple[int | None, int | None]:
    """A cost, or a number of changes."""
    if given is None:
        return None, None
    match = re.fullmatch(r"(?P<number>\d{1,6})(?P<changes>-changes?)?", given)
    if match is None:
        raise CliError(_NO_BUDGET, given=given)
    number = int(match["number"])
    return (None, number) if match["changes"] else (number, None)


def _forbidden(given: list[str]) -> tuple[str, ...]:
    from dataflow.change.candidates import KINDS

    kinds = [kind for each in given for kind in each.split(",") if kind]
    for kind in kinds:
        if kind not in KINDS:
            raise CliError(_NO_KIND, given=kind, kinds=", ".join(KINDS))
    return tuple(kinds)


def _costs(of_map: Mapping[str, int], given: list[str]) -> dict[str, int]:
    """The costs: those of the options, else of the map, else the usual ones."""
    from dataflow.change.candidates import COSTS

    costs = {**COSTS, **of_map}
    for each in given:
        kind, _, price = each.partition("=")
        if kind not in COSTS or not re.fullmatch(r"\d{1,4}", price):
            raise CliError(_NO_COST, given=each, kinds=", ".join(COSTS))
        costs[kind] = int(price)
    return costs


def _write_scenario(project: "Project", changes: "Sequence[Change]", output: Path) -> None:
    """Writes a plan as a scenario, called as its file, but over nothing that is no plan."""
    import yaml

    from dataflow.base.regular_file import read_regular
    from dataflow.change.overlay import LABEL, scenario_of
    from dataflow.cli.output import write
    from dataflow.language.ids import id_meant, is_id

    if output.exists():
        try:
            before = yaml.safe_load(read_regular(output))
        except (OSError, ValueError, yaml.YAMLError):
            before = None
        head = before.get("scenario") if isinstance(before, dict) else None
        if not isinstance(head, dict) or head.get("label") != LABEL:
            raise CliError(_NOT_A_PLAN, path=output.as_posix())
    name = re.sub("^scenari[eo]-", "", output.stem.lower())
    name = name if name[:1].isalpha() else f"plan-{name}"
    id_ = name if is_id(name) else id_meant(name) or "plan"
    scenario = scenario_of(project.data_map, changes, id_, project.terms.scenario)
    write(
        yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=110).encode(), output, replaces_spec=True
    )


COMMAND = Command(
    plan,
    "The cheapest changes that meet what is unmet.",
    example="dataflow plan specs/ihd --lang en --budget 1-change",
    order=49,
)
