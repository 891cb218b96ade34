"""FHIR definitions as a new map, as changes of one, or beside a channel of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dataflow.base.nearest import id_of, ids_of
from dataflow.base.text import Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.exchange.apply import Surroundings
from dataflow.exchange.changes import Changes, Check, NewMap, errors_at, written
from dataflow.exchange.fhir.comparison import Comparison, compared
from dataflow.exchange.fhir.files import Given
from dataflow.exchange.fhir.notes import closing_note, notes_of, unit_notes
from dataflow.exchange.fhir.proposal import Proposal, Proposer, Recorded, languages_of, proposed, worded
from dataflow.exchange.fhir.standard import Standard, standard_of
from dataflow.exchange.labels import labels_in, pathway_of
from dataflow.exchange.new_map import texts_of
from dataflow.exchange.tables.compare import Change
from dataflow.exchange.tables.names import section_names
from dataflow.exchange.tables.problems import Problem
from dataflow.exchange.tables.rows import Pathway, Row, Value, flow_cell, languages_in, parsed_flow, rows_of
from dataflow.exchange.tables.words import Wording
from dataflow.language.ids import id_meant, is_id
from dataflow.model.data_map import DataMap

_NOTHING = Text(
    en="There is no StructureDefinition of a profile or logical model, no Questionnaire, ValueSet, CodeSystem and no"
    " ConceptMap in these files.",
    da="Der er ingen StructureDefinition af en profil eller logisk model og intet Questionnaire, ValueSet, CodeSystem"
    " eller ConceptMap i disse filer.",
)
_NO_PROFILE = Text(
    en="There is no profile or logical model in these files to compare the channel with.",
    da="Der er ingen profil eller logisk model i disse filer at sammenligne kanalen med.",
)
_ELSEWHERE = Text(
    en="The channel {id} is declared in the map that this one builds on. Compare it there, with --into that map.",
    da="Kanalen {id} står i det kort, som dette bygger på. Sammenlign den dér, med --into det kort.",
)
_WHICH_PHASE = Text(
    en="A questionnaire does not say when it is answered. Say in which phase, with --phase ID: {phases}.",
    da="Et spørgeskema angiver ikke, hvornår det besvares. Angiv fasen med --phase ID: {phases}.",
)
_WHICH_NEW_PHASE = Text(
    en="A questionnaire does not say when it is answered. Say in which phase, with --phase ID.",
    da="Et spørgeskema angiver ikke, hvornår det besvares. Angiv fasen med --phase ID.",
)


def new_map(files: Iterable[Given], recorded: Recorded, check: Check, language: str | None = None) -> NewMap:
    """The map of a standard; an actor that records and its phases are new too.

    ``language`` is that of texts that do not say theirs; None where nobody said it.
    """
    standard = standard_of(files)
    if recorded.actor and not recorded.phases:
        raise UserError(_WHICH_NEW_PHASE)
    problems = _unfit(standard)
    if problems:
        return NewMap("en", {}, problems)
    proposal = proposed(standard, None, (), recorded, language)
    languages = proposal.languages
    title = next((each.label for each in standard.published), None)
    title = title or next(iter(standard.code_systems.values()), {}) or {"": "FHIR"}
    name = next((each.id for each in standard.published), "fhir").lower()
    map_cells: dict[str, Value] = {"id": name if is_id(name) else id_meant(name) or "fhir", "languages": languages}
    rows = [Row("map", map_cells | worded("title", title, languages))]
    rows += [Row("phases", {"id": phase}) for phase in recorded.phases]
    rows += [Row("actors", {"id": recorded.actor})] if recorded.actor else []
    rows += _with_translations(proposal)
    texts = texts_of(rows, languages, recorded.phases)
    encoded = {file: text.encode() for file, text in texts.items()}
    pathway = Pathway({phase: number for number, phase in enumerate(recorded.phases)})
    errors = errors_at(encoded, check(encoded), _placed(rows, proposal.places), pathway, languages)
    spoken = next((each for each in languages if each in ("en", "da")), "en")
    return NewMap(spoken, texts, (*standard.problems, *proposal.notes, *errors))


@dataclass(frozen=True)
class Placed:
    """A row with the place in the files that it comes from."""

    row: Row
    where: str
    cells: Mapping[str, str] = field(default_factory=dict)


def _placed(rows: Iterable[Row], places: Mapping[str, str]) -> list[Placed]:
    """The rows, those of new fields with their places."""
    return [Placed(row, places.get(row.text("id"), "") if row.sheet == "fields" else "") for row in rows]


def _with_translations(proposal: Proposal) -> list[Row]:
    """The rows of a map of its own, code systems with what they are mapped to."""
    rows = {(row.sheet, row.text("id")): row for row in proposal.rows if row.sheet == "code_systems"}
    for source, targets in proposal.maps_to.items():
        cells = rows[key].cells if (key := ("code_systems", source)) in rows else {"id": source}
        rows[key] = Row("code_systems", {**cells, "maps_to": targets})
        for target in targets:
            rows.setdefault(("code_systems", target), Row("code_systems", {"id": target}))
    return [*rows.values(), *(row for row in proposal.rows if row.sheet != "code_systems")]


def _unfit(standard: Standard) -> tuple[Problem, ...]:
    """Why nothing can be made of the files: all problems, where one of them stops the import."""
    if any(each.hard for each in standard.problems):
        return standard.problems
    if not (standard.published or standard.code_systems or standard.translations):
        return (*standard.problems, Problem("", Sentence(_NOTHING)))
    return ()


@dataclass(frozen=True)
class Target:
    """A map that is there: linked, as its own texts, the check of other texts in their place, and the language."""

    data_map: DataMap
    texts: Mapping[str, bytes]
    check: Check
    language: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the map, and others in which it has texts."""
        return languages_in(self.texts, self.data_map.languages)


def changes_of(files: Iterable[Given], target: Target, recorded: Recorded) -> Changes:
    """What a standard adds to a map. Raises ``UserError`` for an actor or a phase that the map has not."""
    recorded = _checked(recorded, target.data_map)
    standard = standard_of(files)
    problems = _unfit(standard)
    if problems:
        return Changes(target.language, (), 0, (), problems, {})
    proposal = proposed(standard, target.data_map, target.languages, recorded)
    ours = rows_of(target.texts, pathway_of(target.data_map), proposal.languages)
    changes = [Change(None, each.row, each.where) for each in _placed(proposal.rows, proposal.places)]
    changes = [each for each in changes if each.row.sheet != "code_systems"]
    systems: list[Change] = []
    known = {row.text("id"): row for row in ours if row.sheet == "code_systems"}
    for row in (row for row in _with_translations(proposal) if row.sheet == "code_systems"):
        mine = known.get(row.text("id"))
        if mine is None and row.text("id") not in target.data_map.code_systems:
            systems.append(Change(None, row, ""))
        elif mine is not None and row.cells.get("maps_to"):
            changes += _mapped(mine, row)
    changes = [each for each in (*systems, *changes) if each.ours is not None or not _is_there(each.row, ours)]
    return _as_changes(target, changes, ours, proposal.languages, (*standard.problems, *proposal.notes))


def _mapped(mine: Row, row: Row) -> list[Change]:
    """A code system of the map with what it is mapped to besides."""
    before = mine.cells.get("maps_to", ())
    after = tuple(dict.fromkeys((*before, *row.cells["maps_to"])))
    return [Change(mine, row, "", {"maps_to": (before, after)})] if after != before else []


def _is_there(row: Row, ours: Sequence[Row]) -> bool:
    """Whether the map states a record of the import already, whatever its form."""
    return row.sheet == "records" and any(
        each.sheet == "records"
        and (each.text("actor"), each.text("fields")) == (row.text("actor"), row.text("fields"))
        and set(row.cells["phase"]) <= set(each.cells.get("phase", ()))
        for each in ours
    )


def _checked(recorded: Recorded, data_map: DataMap) -> Recorded:
    """Who records and when, if the map has them; its only phase if it has one."""
    if not recorded.actor:
        return recorded
    actor = id_of("actor", recorded.actor, data_map.actors)
    phases = ids_of("phase", recorded.phases, data_map.phases) or (
        tuple(data_map.phases) if len(data_map.phases) == 1 else ()
    )
    if not phases:
        raise UserError(_WHICH_PHASE, phases=", ".join(data_map.phases))
    return Recorded(actor, tuple(phase for phase in data_map.pathway if phase in phases))


def _as_changes(
    target: Target,
    changes: Sequence[Change],
    ours: Sequence[Row],
    languages: tuple[str, ...],
    problems: tuple[Problem, ...],
    taken_away: int = 0,
) -> Changes:
    """Changes in words and as the new content of the files."""
    pathway = pathway_of(target.data_map)
    known = labels_in(target.data_map, target.language)
    added = [each.row for each in changes if each.ours is None]
    wording = Wording(target.language, section_names(added, known, target.language, languages))
    about = Surroundings(languages, tuple(pathway.positions))
    new, failed = written(target.texts, ours, changes, about, pathway, wording)
    if new and not failed:
        texts = {**target.texts, **new}
        places = [Placed(each.row, each.where) for each in changes if each.ours is None]
        failed = errors_at(texts, target.check(texts), places, pathway, languages)
    said = wording.changes(changes)
    return Changes(target.language, said, taken_away, (), (*problems, *failed), {} if failed else new)


@dataclass(frozen=True)
class Compared:
    """A channel beside its standard, and the changes that would make them agree."""

    comparison: Comparison | None
    changes: Changes


def comparison_of(files: Iterable[Given], target: Target, channel: str, delete: bool) -> Compared:
    """A channel of a map beside the profiles of some files. Raises ``UserError`` for a channel that there is not."""
    data_map = target.data_map
    channel = id_of("channel", channel, data_map.channels)
    standard = standard_of(files)
    problems = _unfit(standard) or (
        () if standard.profiles else (*standard.problems, Problem("", Sentence(_NO_PROFILE)))
    )
    if problems:
        return Compared(None, Changes(target.language, (), 0, (), problems, {}))
    languages = languages_of(standard, target.languages)
    proposer = Proposer(standard, data_map, languages)
    comparison = compared(data_map, data_map.channels[channel], standard.profiles, proposer)
    is_closed = data_map.channels[channel].closed
    notes = [
        note
        for each in standard.profiles
        for note in (*notes_of(each, proposer.matches), *closing_note(each, is_closed))
    ]
    notes += unit_notes([place for each in standard.profiles for place in each.filled])
    ours = rows_of(target.texts, pathway_of(data_map), languages)
    mine = next((row for row in ours if row.sheet == "channels" and row.text("id") == channel), None)
    if mine is None:
        raise UserError(_ELSEWHERE, id=channel)
    own = parsed_flow(mine.text("slots"), as_mapping=True) if mine.text("slots") else {}
    slots = _slots_then(own or {}, comparison, delete)
    differences: dict[str, tuple[Value, Value]] = {}
    if slots != {str(key): str(form) for key, form in (own or {}).items()}:
        differences["slots"] = (mine.text("slots"), flow_cell("slots", slots))
    if comparison.closes and mine.text("closed") != "true":
        differences["closed"] = (mine.text("closed"), "true")
    changes = [Change(None, row, "") for row in proposer.system_rows(standard.code_systems)]
    changes += [Change(None, each.row, each.where) for each in _placed(proposer.new.values(), proposer.places)]
    changes += [Change(mine, mine, "", differences)] if differences else []
    taken = len(comparison.ruled_out)
    return Compared(comparison, _as_changes(target, changes, ours, languages, (*standard.problems, *notes), taken))


def _slots_then(own: Mapping[str, str], comparison: Comparison, delete: bool) -> dict[str, str]:
    """The slots of the channel as the standard has them; those of groups stay."""
    slots = {str(key): str(form) for key, form in own.items() if not (delete and key in comparison.ruled_out)}
    differing = {each.field for each in comparison.differences if each.standard is not None}
    for id_, form in comparison.slots.items():
        if id_ in differing and (id_ in slots or id_ not in comparison.same):
            slots[id_] = form.word
    return slots
