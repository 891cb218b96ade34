"""DF503: health data shared without a legal basis."""

from collections.abc import Iterator, Mapping

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Share, ShareEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._flows import Flow, by_flow, flows
from dataflow.rules._words import places_of, together
from dataflow.wording.key_phrases import KEY_PHRASES

_MESSAGE = Text(
    en="{actor} shares health data with {other} over {channel} without stating a legal basis: {fields}.",
    da="{actor} deler helbredsoplysninger med {other} via {channel}, uden at der er anført en hjemmel: {fields}.",
)
_HINT = Text(
    en="State {legal_basis_key} on the share. If nobody knows it, ask a data protection officer.",
    da="Skriv {legal_basis_key} på delingen. Er hjemlen ukendt, så spørg en databeskyttelsesrådgiver (DPO).",
)
_DECLARE_FIRST = Text(
    en="Declare the legal basis {declared_key}. If nobody knows it, ask a data protection officer.",
    da="Angiv hjemlen {declared_key}. Er hjemlen ukendt, så spørg en databeskyttelsesrådgiver (DPO).",
)
"""For a map that declares no legal bases."""


def find(context: Context) -> Iterator[Finding]:
    """One finding for each sender, receiver and channel."""
    query = read_off(
        lambda assumptions: _without_basis(context, assumptions),
        lambda flow, entry: isinstance(entry, ShareEntry) and entry.via == flow.channel,
    )
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


def _without_basis(context: Context, assumptions: Assumptions) -> Mapping[Flow, tuple[Share, ...]]:
    data_map = context.data_map
    return flows(
        hop
        for hop in context.hops(assumptions)
        if not hop.statement.entry.legal_bases
        and data_map.fields[hop.statement.field].special_category
        and "patient" not in (data_map.actors[hop.sender].kind, data_map.actors[hop.receiver].kind)
    )


def _finding(needs: Needs, verdict: Verdict[Flow, tuple[Share, ...]]) -> Finding:
    flow, shares, data_map = verdict.key, verdict.value, needs.map_as_of.data_map
    words: dict[str, Filling] = {
        "actor": ActorRef(flow.sender),
        "other": ActorRef(flow.receiver),
        "channel": data_map.channels[flow.channel].name,
        "fields": together({share.field for share in shares}, data_map.fields),
    }
    related = places_of(data_map, shares)
    return Finding(
        code="DF503",
        severity=Severity.WARNING,
        place=related[0].place,
        message=Sentence(_MESSAGE, words),
        hint=Sentence(_HINT if data_map.legal_bases else _DECLARE_FIRST, {**KEY_PHRASES, **words}),
        related=related,
        subject=flow.subject(shares),
        confidence=lowest(share.entry.confidence for share in shares),
    )


_EXAMPLE = """\
map: {id: discharge, title: {en: Discharge, da: Udskrivelse}}
phases: {discharge: {}, follow-up: {}}
fields: {diagnosis: {label: {en: Diagnosis, da: Diagnose}}}
channels: {letter: {label: {en: Discharge letter, da: Epikrise}}}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  hospital:
    records: [{fields: diagnosis, phase: discharge}]
%s  gp:
    uses: [{fields: diagnosis, phase: follow-up}]
"""

RULE = Rule(
    code="DF503",
    name="no-legal-basis",
    severity=Severity.WARNING,
    title=Text(en="A share without a legal basis", da="En deling uden hjemmel"),
    titles=Text(en="Shares without a legal basis", da="Delinger uden hjemmel"),
    what=Text(
        en="Fields of a special category (health data, GDPR Art. 9) are shared with another organisation or"
        " registry, and the share states no legal_basis. There is one finding for each sender, receiver and"
        " channel, with the fields. What is shared with the patient is left out, and so is what patients tell of"
        " themselves.",
        da="Felter af en særlig kategori (helbredsoplysninger, GDPR art. 9) deles med en anden organisation"
        " eller et register, og delingen har intet legal_basis. Der er ét fund for hver afsender, modtager og"
        " kanal, med felterne. Det, der deles med borgeren selv, og det, borgeren selv fortæller, tæller ikke med.",
        plain=Text(
            en="Fields of a special category (health data, GDPR Art. 9) are shared with another organisation or"
            " registry, and no legal basis is stated. What is shared with the patient is left out, and so is"
            " what patients tell of themselves.",
            da="Felter af en særlig kategori (helbredsoplysninger, GDPR art. 9) deles med en anden organisation"
            " eller et register, og der er ikke angivet en hjemmel. Det, der deles med borgeren selv, og det,"
            " borgeren selv fortæller, tæller ikke med.",
        ),
    ),
    why=Text(
        en="Without a basis in law, or consent, health data may not be passed on. The record of processing"
        " (GDPR Art. 30) and the patient's question why somebody knows this both need the answer.",
        da="Uden hjemmel i lov eller samtykke må helbredsoplysninger ikke videregives. Både fortegnelsen (GDPR"
        " art. 30) og borgeren, der spørger, hvorfor nogen ved dette, har brug for svaret.",
    ),
    fix=Text(
        en="Declare the basis under legal_bases and name it in the share. If the field is no health data, say"
        " special_category: false in the field.",
        da="Skriv hjemlen under legal_bases, og nævn den i delingen. Er feltet ingen helbredsoplysning, så skriv"
        " special_category: false på feltet.",
    ),
    false_positives=Text(
        en="This says that the map states no basis, not that there is none: most flows have one that nobody wrote"
        " down. Where the sender and receiver are one authority in law, passing data on may be no disclosure.",
        da="Fundet siger, at kortet ikke nævner nogen hjemmel, ikke at der ingen er: de fleste delinger har en, som"
        " bare ikke er skrevet ned. Er afsender og modtager samme myndighed, er det måske ingen videregivelse.",
    ),
    reported={"map.yaml": _EXAMPLE % "    shares: [{fields: diagnosis, phase: discharge, to: gp, via: letter}]\n"},
    fixed={
        "map.yaml": _EXAMPLE
        % "    shares: [{fields: diagnosis, phase: discharge, to: gp, via: letter, legal_basis: sul-41}]\n"
    },
    find=find,
    identity=by_flow,
)
