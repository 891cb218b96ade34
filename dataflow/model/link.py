"""Links spec files to maps: the map, on top of its base map, and each scenario on top of the map."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Label, Sentence, Text
from dataflow.language.diagnostics import first_problems
from dataflow.language.exclusion import Pattern
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import place_of
from dataflow.language.read import SpecFile
from dataflow.language.schema import CostsSpec
from dataflow.language.several import EACH_WAIVER
from dataflow.model.built_on import chain_of, scenarios_based_on, split_base
from dataflow.model.copies import join_copies
from dataflow.model.data_map import DataMap
from dataflow.model.data_protection import check_data_protection, controllers_of, ids_in
from dataflow.model.entities import Actor, Cluster, System, Waiver
from dataflow.model.layers import LayerReader, roles_of
from dataflow.model.objects import Objects, label_of, meta_of, text_of
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


@dataclass(frozen=True)
class _Draft:
    """A map before it is complete: its sections, and the statements of each concrete actor and each role."""

    sections: Sections
    statements: dict[str, StatementSet]
    roles: dict[str, str]
    members: dict[str, tuple[str, ...]]
    objects: Objects
    clusters: dict[str, Cluster]
    waivers: tuple[Waiver, ...]


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
    layers: tuple[_Layer, ...] = ()
    for files_of_map in (parts.base, parts.own) if parts.base else (parts.own,):
        layers = (*layers, _Layer(_without_scenario(files_of_map), builds_on=bool(layers)))
        base = _draft(_stacked(layers, rules), findings)
        _check_map(base.sections, files_of_map, findings)
    based_on = scenarios_based_on(scenario_files, base.sections, findings)
    stacks: dict[str, _Stack] = {}
    for scenario in scenario_files:
        stack = _stacked(layers, rules)
        for each in chain_of(scenario, based_on):
            if each not in stacks:
                stacks[each] = stack.under(_Layer(scenario_files[each]))
            stack = stacks[each]
    drafts = {scenario: _draft(stacks[scenario], findings) for scenario in scenario_files}

    findings = join_copies({file.path for file in files}, findings)
    ordered = tuple(first_problems(sorted(findings, key=lambda finding: (finding.place, finding.code))))
    if findings or any(file.lost or file.cut for file in files):
        return Linked(None, {}, ordered, _map_of(base, whole=False))
    scenarios = tuple(scenario_files)
    linked = {
        scenario: replace(
            _map_of(draft),
            scenario=scenario,
            scenario_label=_label(scenario, scenario_files[scenario]),
            scenarios=scenarios,
            unused_patterns=unused_patterns,
        )
        for scenario, draft in drafts.items()
    }
    return Linked(replace(_map_of(base), scenarios=scenarios, unused_patterns=unused_patterns), linked, ())


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

    ``problems`` are the mistakes in the topmost layer. Scenarios that are based on one another have the
    layers below in common, which are joined once.
    """

    sections: Sections
    parts: tuple[dict[str, tuple[ActorPart, ...]], ...] = ()
    layers: tuple[_Layer, ...] = ()
    problems: tuple[Finding, ...] = ()

    def under(self, layer: _Layer) -> "_Stack":
        """The stack with a layer on top."""
        sections, found, problems = add_layer(self.sections, layer.files, layer.builds_on)
        return _Stack(sections, (*self.parts, found), (*self.layers, layer), tuple(problems))


def _stacked(layers: Iterable[_Layer], rules: Collection[str]) -> _Stack:
    stack = _Stack(Sections(ids={"rules": set(rules)}))
    for layer in layers:
        stack = stack.under(layer)
    return stack


def _draft(stack: _Stack, findings: list[Finding]) -> _Draft:
    """A map from its layers; mistakes are reported for the topmost layer only.

    The sections of all layers are joined before any statement is read, so that ``all`` and ``group:`` in lower layers
    include the phases and fields that upper layers add.
    """
    sections, parts = stack.sections, stack.parts
    findings.extend(stack.problems)
    discarded: list[Finding] = []
    reported = [*(discarded for _ in parts[:-1]), findings]
    top_files = frozenset(file.path for file in stack.layers[-1].files)
    references = References(sections, findings)
    objects = Objects(sections, top_files, findings)
    roles = roles_of(sections, parts[-1], references)
    systems = _systems(sections, roles)
    check_data_protection(sections, parts[-1], roles, references)
    statements: dict[str, StatementSet] = {}
    for number, (by_actor, its_findings) in enumerate(zip(parts, reported, strict=True)):
        if number and not by_actor:
            continue
        own = References(sections, its_findings)
        statement_reader = StatementReader(own, objects.phases, systems, frozenset(roles.values()), its_findings)
        reader = LayerReader(sections, roles, own, statement_reader)
        statements = reader.overlay(statements, by_actor) if number else reader.base(by_actor)
    extending: dict[str, list[str]] = {}
    for actor, role in roles.items():
        extending.setdefault(role, []).append(actor)
    members = {role: tuple(actors) for role, actors in extending.items()}
    draft = _Draft(
        sections=sections,
        statements=statements,
        roles=roles,
        members=members,
        objects=objects,
        clusters=objects.clusters(members),
        waivers=tuple(
            waiver
            for layer, its_findings in zip(stack.layers, reported, strict=True)
            for waiver in _waivers(layer.files, References(sections, its_findings))
        ),
    )
    join_misspelt(sections, findings)
    return draft


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


def _map_of(draft: _Draft, whole: bool = True) -> DataMap:
    """The map of a draft; what is declared alone, without actors, where it is not ``whole``."""
    sections, roles = draft.sections, draft.roles
    actors = {actor: _actor(actor, sections, roles) for actor in sections.actors} if whole else {}
    top = {key: value for key, (value, _) in sections.map.items()}
    id_ = str(top.get("id", ""))
    return DataMap(
        id=id_,
        title=label_of(id_, top.get("title")),
        population=text_of(top.get("population")),
        languages=tuple(str(language) for language in top.get("languages", ("en",))),
        as_of=top.get("as_of"),
        evidence_years=top.get("evidence_years", 5),
        severities={
            str(code): None if word == "off" else Severity(word) for code, word in top.get("rules", {}).items()
        },
        costs=_costs(top.get("costs")),
        phases=draft.objects.phases,
        purposes=draft.objects.purposes,
        legal_bases=draft.objects.legal_bases,
        sources=draft.objects.sources,
        groups=draft.objects.groups,
        code_systems=draft.objects.code_systems,
        fields=draft.objects.fields,
        channels=draft.objects.channels,
        actors=actors,
        clusters=draft.clusters if whole else {},
        statements={actor: draft.statements[actor] for actor in actors if actor not in draft.members},
        waivers=draft.waivers,
        members=draft.members if whole else {},
        meta=meta_of(top.get("meta")),
    )


def _actor(actor: str, sections: Sections, roles: Mapping[str, str]) -> Actor:
    own, role = sections.actors[actor], roles.get(actor)
    above = sections.actors[role] if role else {}

    def inherited(key: str) -> Any:
        return (own.get(key) or above.get(key) or (None, None))[0]

    systems = {
        str(system): System(
            str(system),
            label_of(system, spec.label if spec else None),
            text_of(spec.retention if spec else None),
            ids_in(spec.processor if spec else None),
            meta=meta_of(spec.meta if spec else None),
        )
        for properties in (above, own)
        for system, spec in (properties["systems"][0] if "systems" in properties else {}).items()
    }
    return Actor(
        id=actor,
        label=label_of(actor, own["label"][0] if "label" in own else None),
        sector=str(inherited("sector")) if inherited("sector") else None,
        kind=str(inherited("kind") or "organisation"),
        systems=systems,
        role=role,
        controllers=controllers_of(actor, sections, roles),
        processors=ids_in(inherited("processor")),
        retention=text_of(inherited("retention")),
        place=sections.actor_places[actor],
        meta=meta_of(own["meta"][0] if "meta" in own else None),
    )


def _costs(written: CostsSpec | None) -> dict[str, int]:
    """What an author says that changes cost, by kind."""
    if written is None:
        return {}
    found = ((kind, getattr(written, name)) for kind, (name, _) in keys_of(CostsSpec).items())
    return {kind: price for kind, price in found if price is not None}
