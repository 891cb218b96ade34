"""Links spec files to maps: the map, on top of its base map, and each scenario on top of the map."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Label, Sentence, Text
from dataflow.language.diagnostics import first_problems
from dataflow.language.exclusion import Pattern
from dataflow.language.nodes import place_of
from dataflow.language.read import SpecFile
from dataflow.language.several import EACH_WAIVER
from dataflow.model.built_on import in_order_of_layers, scenarios_based_on, split_base
from dataflow.model.copies import join_copies
from dataflow.model.data_map import DataMap
from dataflow.model.data_protection import check_data_protection
from dataflow.model.draft import Draft, map_of
from dataflow.model.entities import Actor, Waiver
from dataflow.model.labels import label_of
from dataflow.model.layers import LayerReader, roles_of
from dataflow.model.objects import Objects
from dataflow.model.references import References, join_misspelt
from dataflow.model.sections import ActorPart, Sections, add_layer
from dataflow.model.statement_reader import StatementReader
from dataflow.model.statements import StatementSet

_NO_MAP = Text(
    en="No file says which map this is: map: is missing.", da="Ingen fil siger, hvilket kort det er: map: mangler."
)
_ADD_MAP = Text(
    en="Write map: {{id: ..., title: ...}} in one of the files.",
    da="Skriv map: {{id: ..., title: ...}} i en af filerne.",
)
_NO_KEY = Text(en="The map lacks its {key}.", da="Kortet mangler {key}.")
_ADD_KEY = Text(en="Write {key}: under map:.", da="Skriv {key}: under map:.")
_NO_BASE = Text(
    en="Every file here belongs to a scenario, and there is no map for it to build on.",
    da="Alle filer her hører til et scenarie, og der er intet kort, det kan bygge på.",
)
_ADD_BASE = Text(
    en="Put map: and the rest of the map in a file without scenario:.",
    da="Skriv map: og resten af kortet i en fil uden scenario:.",
)


@dataclass(frozen=True)
class Linked:
    """A folder's map, and its scenarios by id. After a mistake ``base`` is None and there are no scenarios.

    ``declared`` is then what could be read of what is declared, without actors and statements.
    """

    base: DataMap | None
    scenarios: Mapping[str, DataMap]
    findings: tuple[Finding, ...]
    declared: DataMap | None = None


def link(files: Iterable[SpecFile], rules: Collection[str], unused_patterns: tuple[Pattern, ...] = ()) -> Linked:
    """The linked maps, or the mistakes between files (DF006, DF007, DF101-DF106); ``rules`` are the known codes.

    ``unused_patterns`` are those of ``map.exclude`` that match nothing.
    """
    files = tuple(files)
    findings: list[Finding] = []
    parts = split_base(files)
    if parts.findings:
        # It is not known which files belong to the map, so they can't be checked against each other.
        return Linked(None, {}, parts.findings)
    scenario_files: dict[str, tuple[SpecFile, ...]] = {}
    for file in files:
        if file.spec.scenario is not None:
            scenario_files[str(file.spec.scenario.id)] = (*scenario_files.get(str(file.spec.scenario.id), ()), file)

    # The base map is linked by itself first, so that its mistakes are reported once, for its own files.
    stack = _Stack(Sections(ids={"rules": set(rules)}))
    for files_of_map in (parts.base, parts.own) if parts.base else (parts.own,):
        stack = stack.under(_Layer(_without_scenario(files_of_map), builds_on=stack.top is not None))
        base = _draft(stack, findings)
        _check_map(base.sections, files_of_map, findings)
    based_on = scenarios_based_on(scenario_files, base.sections, findings)
    linked_so_far: dict[str | None, tuple[_Stack, Draft]] = {None: (stack, base)}
    said: dict[str, list[Finding]] = {}
    for scenario in scenario_files:
        for each in in_order_of_layers(scenario, based_on, linked_so_far):
            below, draft = linked_so_far[based_on.get(each)]
            upper, said[each] = below.under(_Layer(scenario_files[each])), []
            linked_so_far[each] = upper, _draft(upper, said[each], draft)
    findings += (finding for scenario in scenario_files for finding in said[scenario])
    drafts = {scenario: linked_so_far[scenario][1] for scenario in scenario_files}

    findings = join_copies({file.path for file in files}, findings)
    ordered = tuple(first_problems(sorted(findings, key=lambda finding: (finding.place, finding.code))))
    if findings or any(file.lost or file.cut for file in files):
        return Linked(None, {}, ordered, map_of(base, None))
    scenarios = tuple(scenario_files)
    actors: dict[tuple[str, int, int], Actor] = {}
    linked = {
        scenario: replace(
            map_of(draft, actors),
            scenario=scenario,
            scenario_label=_label(scenario, scenario_files[scenario]),
            scenarios=scenarios,
            unused_patterns=unused_patterns,
        )
        for scenario, draft in drafts.items()
    }
    return Linked(replace(map_of(base, actors), scenarios=scenarios, unused_patterns=unused_patterns), linked, ())


@dataclass(frozen=True)
class _Layer:
    """The files of a map or of a scenario. ``builds_on`` is set for a map on top of its base map."""

    files: tuple[SpecFile, ...]
    builds_on: bool = False


def _label(scenario: str, files: Iterable[SpecFile]) -> Label:
    """The label of a scenario: that of its first file with one."""
    labels = (file.spec.scenario.label for file in files if file.spec.scenario is not None)
    return label_of(scenario, next((label for label in labels if label is not None), None))


def _without_scenario(files: Iterable[SpecFile]) -> tuple[SpecFile, ...]:
    return tuple(file for file in files if "scenario" not in file.declared and file.spec.scenario is None)


@dataclass(frozen=True)
class _Stack:
    """Layers, each on top of the one before: their sections joined, and the parts of actors in each.

    ``parts`` are those of the lowest layer, of the topmost, and of all between that have any; ``waiving`` are the
    layers with waivers, ``top`` is the topmost layer, and ``problems`` are the mistakes in it. Scenarios that are
    based on one another have the layers below in common, which are joined once.
    """

    sections: Sections
    parts: tuple[dict[str, tuple[ActorPart, ...]], ...] = ()
    waiving: tuple[_Layer, ...] = ()
    top: _Layer | None = None
    problems: tuple[Finding, ...] = ()

    def under(self, layer: _Layer) -> "_Stack":
        """The stack with a layer on top."""
        sections, found, problems = add_layer(self.sections, layer.files, layer.builds_on)
        below = self.parts if len(self.parts) < 2 or self.parts[-1] else self.parts[:-1]
        waiving = self.waiving if all(not file.spec.waivers for file in layer.files) else (*self.waiving, layer)
        return _Stack(sections, (*below, found), waiving, layer, tuple(problems))


def _draft(stack: _Stack, findings: list[Finding], below: Draft | None = None) -> Draft:
    """A map from its layers, and from that of the layers ``below`` the topmost one."""
    found: list[Finding] = []
    draft = _read(stack, found, below)
    if stack.sections.unknown and below is not None:
        # Which declarations are named nowhere is known only where every reference of all layers is followed.
        stack.sections.unknown.clear()
        stack.sections.named.clear()
        found.clear()
        draft = _read(stack, found, None)
    join_misspelt(stack.sections, found)
    findings.extend(found)
    return draft


def _read(stack: _Stack, findings: list[Finding], below: Draft | None) -> Draft:
    """A map from its layers; mistakes are reported for the topmost layer only.

    The sections of all layers are joined before any statement is read, so that ``all`` and ``group:`` in lower layers
    include the phases and fields that upper layers add.
    """
    sections, parts = stack.sections, stack.parts
    findings.extend(stack.problems)
    discarded: list[Finding] = []
    reported = [*(discarded for _ in parts[:-1]), findings]
    top_files = frozenset(file.path for file in stack.top.files) if stack.top is not None else frozenset()
    references = References(sections, findings)
    objects = Objects(sections, top_files, findings, None if below is None else below.objects)
    roles = roles_of(sections, parts[-1], references)
    systems = _systems(sections, roles)
    check_data_protection(sections, parts[-1], roles, references)
    # Statements of the layers below are read again only where the topmost one may change what they expand to.
    kept = below is not None and not _changes_statements(sections, parts[-1])
    statements: dict[str, StatementSet] = below.statements if kept and below is not None else {}
    for number, (by_actor, its_findings) in enumerate(zip(parts, reported, strict=True)):
        if kept and by_actor is not parts[-1]:
            continue
        own = References(sections, its_findings)
        statement_reader = StatementReader(own, objects.phases, systems, frozenset(roles.values()), its_findings)
        reader = LayerReader(sections, roles, own, statement_reader)
        statements = reader.overlay(statements, by_actor) if number else reader.base(by_actor)
    extending: dict[str, list[str]] = {}
    for actor, role in roles.items():
        extending.setdefault(role, []).append(actor)
    members = {role: tuple(actors) for role, actors in extending.items()}
    return Draft(
        sections=sections,
        statements=statements,
        roles=roles,
        members=members,
        objects=objects,
        clusters=objects.clusters(members),
        waivers=tuple(
            waiver
            for layer in stack.waiving
            for waiver in _waivers(layer.files, References(sections, findings if layer is stack.top else discarded))
        ),
        is_lowest=len(parts) == 1,
    )


def _changes_statements(sections: Sections, top: Mapping[str, tuple[ActorPart, ...]]) -> bool:
    """Whether the topmost layer may change what ``all``, a group, a role or a system means in those below."""
    return any(sections.own[each] for each in ("phases", "groups", "fields")) or any(
        part.spec.extends is not None or part.spec.systems is not None for parts in top.values() for part in parts
    )


def _systems(sections: Sections, roles: Mapping[str, str]) -> dict[str, frozenset[str]]:
    own = {
        actor: frozenset(str(system) for system in properties.get("systems", ((), None))[0])
        for actor, properties in sections.actors.items()
    }
    return {
        actor: own[actor] | own.get(roles.get(actor, ""), frozenset())
        for actor, properties in sections.actors.items()
        if actor in roles or "extends" not in properties
    }


def _waivers(files: Iterable[SpecFile], references: References) -> Iterable[Waiver]:
    for file in files:
        for spec, node in zip(file.spec.waivers or (), file.root.get("waivers") or (), strict=True):
            references.rule(file.path, spec.rule)
            yield Waiver(
                rule=str(spec.rule),
                actor=references.one(file.path, spec.actor, "actors", EACH_WAIVER),
                field=references.one(file.path, spec.field, "fields", EACH_WAIVER),
                phase=references.one(file.path, spec.phase, "phases", EACH_WAIVER),
                channel=references.one(file.path, spec.channel, "channels", EACH_WAIVER),
                reason=label_of("", spec.reason),
                by=None if spec.by is None else str(spec.by),
                valid_to=spec.valid_to,
                place=place_of(file.path, node),
            )


def _check_map(sections: Sections, files_of_map: tuple[SpecFile, ...], findings: list[Finding]) -> None:
    """Reports a missing ``map`` section or key (DF006), and unknown rules."""
    files = _without_scenario(files_of_map)
    if files_of_map and not files:
        if all(file.spec.scenario is not None for file in files_of_map):
            _missing_map(Place(files_of_map[0].path), _NO_BASE, _ADD_BASE, "", findings)
        return
    rules, place = sections.map.get("rules", ({}, Place("")))
    for word in rules:
        References(sections, findings).rule(place.file, word)
    missing = [key for key in ("id", "title") if key not in sections.map]
    if not missing or sections.lost:
        return
    # If a ``map:`` section was removed as not valid, its mistake has been reported.
    if any("map" in file.declared and file.cut for file in files):
        return
    written = next((place_of(file.path, file.root.key("map")) for file in files if "map" in file.root), None)
    if written is None:
        _missing_map(Place(files[0].path if files else "map.yaml"), _NO_MAP, _ADD_MAP, "", findings)
        return
    for key in missing:
        _missing_map(written, _NO_KEY, _ADD_KEY, key, findings)


def _missing_map(place: Place, message: Text, hint: Text, key: str, findings: list[Finding]) -> None:
    words = {"key": key}
    findings.append(Finding("DF006", Severity.ERROR, place, Sentence(message, words), Sentence(hint, words)))
