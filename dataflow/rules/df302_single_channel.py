"""DF302: a channel without which some needs would no longer be met."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, NeedRef, Severity, Subject, lowest
from dataflow.base.text import Count, Filling, Sentence, Text
from dataflow.model.statements import Entry, Need, Share
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, roles, together

_Need = tuple[str, Need]

_MESSAGE = Text(
    en="Without {channel}, {needs} would no longer be met: {fields}, of {actors}.",
    da="Uden {channel} ville {needs} ikke længere være opfyldt: {fields}, hos {actors}.",
)
_MESSAGE_PERHAPS_ONLY = Text(
    en="Without {channel}, {needs} would perhaps no longer be met: {fields}, of {actors}.",
    da="Uden {channel} ville {needs} måske ikke længere være opfyldt: {fields}, hos {actors}.",
)
_MET = (
    Text(en="{count} must need that is met", da="{count} skal-behov, som er opfyldt,"),
    Text(en="{count} must needs that are met", da="{count} skal-behov, som er opfyldt,"),
)
_PERHAPS_MET = (
    Text(en="{count} must need that is perhaps met", da="{count} skal-behov, som måske er opfyldt,"),
    Text(en="{count} must needs that are perhaps met", da="{count} skal-behov, som måske er opfyldt,"),
)
_HINT = Text(
    en="Agree what happens when {channel} fails or is left out, and find a second way for what can least be missed.",
    da="Aftal, hvad der sker, når {channel} svigter eller springes over, og find en anden vej til det, der mindst"
    " kan undværes.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each channel, with the needs that would not be met without it."""
    dependence = _Dependence(context)
    query = Query(dependence.channels, dependence.is_depended_on, dependence.concerns)
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


class _Dependence:
    """The must needs that are met only because of the shares over a channel."""

    def __init__(self, context: Context) -> None:
        self._needs = context.needs
        self._subjects = context.subjects
        self._data_map = context.data_map
        self._must_needs = cache(self._find_must_needs)
        parts, wholes = self._data_map.parts, self._data_map.wholes
        self._reached = {
            channel: frozenset(whole for field in carried for whole in wholes[field])
            for channel, carried in self._data_map.fields_over.items()
        }
        self._concerned = {
            channel: frozenset(part for field in reached & self._ever_needed() for part in parts[field])
            for channel, reached in self._reached.items()
        }

    def channels(self, assumptions: Assumptions) -> Mapping[str, tuple[_Need, ...]]:
        """The channels on which needs depend, with those needs."""
        depending = {channel: tuple(self._depending_on(channel, assumptions)) for channel in self._reached}
        return {channel: found for channel, found in depending.items() if found}

    def is_depended_on(self, channel: str, assumptions: Assumptions) -> bool:
        """Whether any need depends on a channel."""
        return any(True for _ in self._depending_on(channel, assumptions))

    def concerns(self, channel: str, entry: Entry) -> bool:
        """Whether an unknown statement can affect which needs depend on a channel."""
        return not self._needs.map_as_of.fields_of_unknown[entry].isdisjoint(self._concerned[channel])

    def _depending_on(self, channel: str, assumptions: Assumptions) -> Iterator[_Need]:
        shares = self._needs.map_as_of.over_channel[channel]
        for actor, need in self._must_needs(assumptions):
            if need.field in self._reached[channel] and self._needs.depends_on(shares, actor, need, assumptions):
                yield actor, need

    def _find_must_needs(self, assumptions: Assumptions) -> tuple[_Need, ...]:
        return tuple(
            (actor, need)
            for actor, need in self._subjects.stated_by_field(assumptions, Need)
            if need.entry.level == "must" and self._data_map.actors[actor].kind != "registry"
        )

    def _ever_needed(self) -> frozenset[str]:
        """The fields of must needs, whatever the status."""
        needs = (need for statements in self._data_map.statement_sets for need in statements.of(Need))
        return frozenset(need.field for need in needs if need.entry.level == "must")


def _finding(needs: Needs, verdict: Verdict[str, tuple[_Need, ...]]) -> Finding:
    data_map = needs.map_as_of.data_map
    channel = data_map.channels[verdict.key]
    depending = _refs(needs, verdict.value)
    lineages = dict.fromkeys(needs.lineage(actor, need, verdict.assumptions) for actor, need in verdict.value)
    shares = [
        each
        for lineage in lineages
        for each in lineage.statements
        if isinstance(each, Share) and each.entry.via == verdict.key
    ]
    words: dict[str, Filling] = {
        "channel": channel.name,
        "needs": Count(len(depending), _PERHAPS_MET if _may_be_unmet(verdict) else _MET),
        "actors": roles(data_map, [need.actor for need in depending]),
        "fields": together({need.field for need in depending}, data_map.fields),
    }
    rests_on = [need for _, need in verdict.value] + shares
    return Finding(
        code="DF302",
        severity=Severity.WARNING,
        place=channel.place,
        message=Sentence(_message(verdict), words),
        hint=Sentence(_HINT, words),
        related=places_of(data_map, shares),
        subject=Subject(channel=channel.id),
        confidence=lowest(statement.entry.confidence for statement in rests_on),
        needs=depending,
    )


def _message(verdict: Verdict[str, tuple[_Need, ...]]) -> Text:
    """The message: needs perhaps have a second way where unknown statements decide it."""
    return _MESSAGE if verdict.certain or _may_be_unmet(verdict) else _MESSAGE_PERHAPS_ONLY


def _may_be_unmet(verdict: Verdict[str, tuple[_Need, ...]]) -> bool:
    """Whether the needs themselves are met only if unknown statements hold."""
    return not verdict.certain and bool(verdict.assumptions.unknown)


def _refs(needs: Needs, found: Iterable[_Need]) -> tuple[NeedRef, ...]:
    """Each actor, field and phase once, in the order of declaration."""
    data_map = needs.map_as_of.data_map
    declared = (data_map.actors, data_map.fields, data_map.phases)
    orders = [{id_: number for number, id_ in enumerate(section)} for section in declared]
    wanted = {(actor, need.field, need.phase) for actor, need in found}
    in_order = sorted(wanted, key=lambda ids: [order[id_] for order, id_ in zip(orders, ids, strict=True)])
    return tuple(NeedRef(*ids) for ids in in_order)


_EXAMPLE = """\
map: {id: rehabilitation, title: Cardiac rehabilitation}
phases: {discharge: {}, rehabilitation: {}}
fields: {risk-group: {label: {en: Risk group for training, da: Risikogruppe ved træning}}}
channels:
  plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}
  portal: {label: {en: Look-up in the hospital record, da: Opslag i sygehusjournalen}, mode: pull}
actors:
  hospital:
    records: [{fields: risk-group, phase: discharge}]
    shares:
      - {fields: risk-group, phase: discharge, to: municipality, via: plan, legal_basis: sul-84}
%s  municipality:
    needs: [{fields: risk-group, phase: rehabilitation}]
legal_bases: {sul-84: {label: Sundhedsloven § 84}}
"""

RULE = Rule(
    code="DF302",
    name="single-channel",
    severity=Severity.WARNING,
    title=Text(en="Needs that hang on one channel", da="Behov, der afhænger af én kanal"),
    what=Text(
        en="With every share over this channel taken away, needs of level must that are met would no longer be: the"
        " channel is their only way. There is one finding for each channel, with all those needs; the needs of"
        " registries are left out.",
        da="Fjernes alle delinger over denne kanal, er der skal-behov, som er opfyldt og ikke længere ville"
        " være det: kanalen er deres eneste vej. Der er ét fund for hver kanal med alle disse behov; registres behov"
        " tælles ikke med.",
    ),
    why=Text(
        en="When the message fails, is sent late or is left out, the receiver has no other place to look, and"
        " often does not learn that something is missing.",
        da="Når meddelelsen fejler, kommer for sent eller ikke bliver sendt, har modtageren ikke andre steder at"
        " slå op og får ofte ikke at vide, at der mangler noget.",
    ),
    fix=Text(
        en="Give what can least be missed a second way (a look-up, a copy in the discharge letter), or agree a"
        " procedure for when the channel is down. A channel that many needs hang on also deserves watching.",
        da="Giv det, der mindst kan undværes, en anden vej (et opslag, en kopi i epikrisen), eller aftal en"
        " nødprocedure for, når kanalen er nede. En kanal, som mange behov afhænger af, bør også overvåges.",
    ),
    false_positives=Text(
        en="Often there is a second way in practice, such as a telephone call or a portal: state it, with status:"
        " unknown where nobody knows. For some data one reliable channel is just what one wants; then waive the"
        " finding and say why.",
        da="I praksis er der ofte en anden vej, fx en opringning eller en portal: skriv den, med status: unknown,"
        " hvis det ikke er afklaret. For nogle data er én pålidelig kanal netop det, man ønsker; giv da en"
        " dispensation med en begrundelse (waivers).",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={
        "map.yaml": _EXAMPLE
        % (
            "      - {fields: risk-group, phase: rehabilitation, to: municipality, via: portal,"
            " legal_basis: sul-84}\n"
        )
    },
    find=find,
)
