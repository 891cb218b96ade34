"""The findings of a map as an editor shows them, with their fixes, and who holds what."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.editor.gap_fixes import GapFixes
from dataflow.fixes.corrections import corrections_of
from dataflow.fixes.edits import Edit, Fix
from dataflow.project import Project
from dataflow.wording.forms import IN_A_CHOICE
from dataflow.wording.sureness import SURENESS

_POSSIBLE = Text(en="{possible}: {message}", da="{possible}: {message}")


class Offer(NamedTuple):
    """A fix as an editor offers it: its title, and what it writes where."""

    title: str
    edits: tuple[Edit, ...]
    sure: bool


class Shown(NamedTuple):
    """A finding as an editor shows it, in the language of the map."""

    place: Place
    code: str
    severity: Severity
    message: str
    related: tuple[tuple[Place, str], ...] = ()
    offers: tuple[Offer, ...] = ()


class Holder(NamedTuple):
    """An actor that holds a field, by labels: in what form, and in which phases."""

    actor: str
    form: str
    phases: tuple[str, ...]


class Checked(NamedTuple):
    """What was found in a map; ``holders`` are those of each field, empty for a map with errors."""

    language: str
    shown: tuple[Shown, ...]
    holders: Mapping[str, tuple[Holder, ...]]


def problems_of(project: Project) -> Checked:
    """The errors in the specs."""
    return Checked(project.language, tuple(_shown(project, project.problems)), {})


def gaps_of(project: Project) -> Checked:
    """The warnings about the specs and the gaps of the map, and who holds what; nothing of a map with errors."""
    if project.is_broken:
        return Checked(project.language, (), {})
    findings = (*project.warnings(), *project.gaps())
    return Checked(project.language, tuple(_shown(project, findings)), _holders(project))


def shown_in(findings: Iterable[Finding], language: str) -> tuple[Shown, ...]:
    """Findings without their fixes."""
    return tuple(_one(finding, (), language) for finding in findings if not finding.waived)


def _shown(project: Project, findings: Iterable[Finding]) -> Iterator[Shown]:
    for_gaps = GapFixes(project)
    for finding in findings:
        if not finding.waived:
            fixes = (*corrections_of(project, finding), *for_gaps.of(finding))
            yield _one(finding, fixes, project.language)


def _one(finding: Finding, fixes: Iterable[Fix], language: str) -> Shown:
    message = finding.message.in_language(language)
    if not finding.certain:
        possible = SURENESS[False].in_language(language)
        message = _POSSIBLE.in_language(language).format(possible=possible, message=message)
    hint = [] if finding.hint is None else [finding.hint.in_language(language)]
    related = ((each.place, visible(each.message.in_language(language))) for each in finding.related)
    offers = (Offer(fix.title.in_language(language), fix.edits, fix.sure) for fix in fixes)
    lines = "\n".join(visible(line) for line in (message, *hint))
    return Shown(finding.place, finding.code, finding.severity, lines, tuple(related), tuple(offers))


def _holders(project: Project) -> dict[str, tuple[Holder, ...]]:
    data_map, language = project.data_map, project.language
    found: dict[str, dict[tuple[str, str], dict[str, None]]] = {}
    for each in project.holding_rows("role"):
        row = each.row
        actor = data_map.actors[row.actor].label.in_language(language)
        form = IN_A_CHOICE[row.element.form].in_language(language)
        phase = data_map.phases[row.phase].label.in_language(language)
        found.setdefault(row.field, {}).setdefault((actor, form), {})[phase] = None
    return {
        field: tuple(Holder(actor, form, tuple(phases)) for (actor, form), phases in rows.items())
        for field, rows in found.items()
    }
