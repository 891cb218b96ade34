"""DF504: a share for a purpose that its legal basis does not cover."""

from collections.abc import Iterator, Mapping

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share, ShareEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._flows import Flow, by_flow, flows
from dataflow.rules._words import places_of, together
from dataflow.wording.key_phrases import KEY_PHRASES

_MESSAGE = Text(
    en="{actor} shares {fields} with {other} over {channel} for {purposes}, which the legal basis stated ({bases})"
    " does not list among its purposes.",
    da="{actor} deler {fields} med {other} via {channel} til {purposes}, som den anførte hjemmel ({bases}) ikke"
    " nævner blandt sine formål.",
)
_HINT = Text(
    en="State a legal basis that covers {purposes}, or take {purposes} out of the share. If the basis stated does"
    " cover that, list it there {purposes_key}.",
    da="Skriv en hjemmel, der omfatter {purposes}, eller tag {purposes} ud af delingen. Er det omfattet af den"
    " anførte hjemmel, så skriv det dér {purposes_key}.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each sender, receiver and channel, with the purposes."""
    query = read_off(
        lambda assumptions: _outside(context, assumptions),
        lambda flow, entry: isinstance(entry, ShareEntry) and entry.via == flow.channel,
    )
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


def _outside(context: Context, assumptions: Assumptions) -> Mapping[Flow, tuple[Share, ...]]:
    data_map = context.data_map
    return flows(hop for hop in context.hops(assumptions) if _uncovered(data_map, hop.statement.entry))


def _uncovered(data_map: DataMap, entry: ShareEntry) -> frozenset[str]:
    """The purposes of a share that none of its legal bases lists; none where it has no basis (DF503)."""
    if not entry.legal_bases:
        return frozenset()
    covered = {purpose for basis in entry.legal_bases for purpose in data_map.legal_bases[basis].purposes}
    return frozenset(entry.purposes) - covered


def _finding(needs: Needs, verdict: Verdict[Flow, tuple[Share, ...]]) -> Finding:
    flow, shares, data_map = verdict.key, verdict.value, needs.map_as_of.data_map
    purposes = {purpose for share in shares for purpose in _uncovered(data_map, share.entry)}
    bases = {basis for share in shares for basis in share.entry.legal_bases}
    words: dict[str, Filling] = {
        "actor": ActorRef(flow.sender),
        "other": ActorRef(flow.receiver),
        "channel": data_map.channels[flow.channel].name,
        "purposes": together(purposes, data_map.purposes),
        "bases": together(bases, data_map.legal_bases),
        "fields": together({share.field for share in shares}, data_map.fields),
    }
    related = places_of(data_map, shares)
    return Finding(
        code="DF504",
        severity=Severity.WARNING,
        place=related[0].place,
        message=Sentence(_MESSAGE, words),
        hint=Sentence(_HINT, {**KEY_PHRASES, **words}).with_ids,
        related=related,
        subject=flow.subject(shares),
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        confidence=lowest(share.entry.confidence for share in shares),
    )


_EXAMPLE = """\
map: {id: discharge, title: {en: Discharge, da: Udskrivelse}}
phases: {discharge: {}, follow-up: {}}
purposes:
  treatment: {label: {en: Treatment, da: Behandling}}
  quality: {label: {en: Quality development, da: Kvalitetsudvikling}, secondary: true}
fields: {diagnosis: {label: {en: Diagnosis, da: Diagnose}}}
channels: {report: {label: {en: Report to the database, da: Indberetning til databasen}}}
legal_bases:
  sul-41: {label: Sundhedsloven § 41, purposes: treatment}
  sul-196: {label: Sundhedsloven § 196, purposes: quality}
actors:
  hospital:
    records: [{fields: diagnosis, phase: discharge}]
    shares:
      - {fields: diagnosis, phase: discharge, to: database, via: report, for: quality, legal_basis: %s}
  database:
    kind: registry
    uses: [{fields: diagnosis, phase: follow-up, for: quality}]
"""

RULE = Rule(
    code="DF504",
    name="purpose-outside-basis",
    severity=Severity.WARNING,
    title=Text(en="A purpose that the legal basis does not cover", da="Et formål, som hjemlen ikke omfatter"),
    titles=Text(en="Purposes that the legal basis does not cover", da="Formål, som hjemlen ikke omfatter"),
    what=Text(
        en="A share states a purpose (for) and a legal basis, and none of its legal bases lists that purpose."
        " There is one finding for each sender, receiver and channel, with the purposes. A share without any"
        " basis is seen by DF503.",
        da="En deling har et formål (for) og en hjemmel, men ingen af dens hjemler nævner formålet. Der er ét"
        " fund for hver afsender, modtager og kanal, med formålene. En deling helt uden hjemmel ses af DF503.",
        plain=Text(
            en="A share states a purpose and a legal basis, and none of its legal bases lists that purpose.",
            da="En deling har et formål og en hjemmel, men ingen af dens hjemler nævner formålet.",
        ),
    ),
    why=Text(
        en="What was collected for treatment may not without more be used for statistics or quality work (purpose"
        " limitation, GDPR Art. 5(1)(b)). The Danish Health Act draws that line section by section.",
        da="Det, der er indsamlet til behandling, må ikke uden videre bruges til statistik eller kvalitetsarbejde"
        " (formålsbegrænsning, GDPR art. 5, stk. 1, litra b). Sundhedsloven trækker den grænse paragraf for"
        " paragraf.",
    ),
    fix=Text(
        en="Name the basis that covers the purpose beside the other, or take the purpose out of the share. If the"
        " basis covers it, list it under the basis's purposes.",
        da="Nævn den hjemmel, der omfatter formålet, ved siden af den anden, eller tag formålet ud af delingen."
        " Omfatter hjemlen det, så skriv det under dens purposes.",
    ),
    false_positives=Text(
        en="A basis without purposes covers none: the list may simply not be written yet. Which purposes a"
        " section covers is a question for a lawyer, not for the map.",
        da="En hjemmel uden purposes omfatter ingen: måske er listen bare ikke skrevet endnu. Hvilke formål en"
        " paragraf omfatter, er et spørgsmål for en jurist og ikke for kortet.",
    ),
    reported={"map.yaml": _EXAMPLE % "sul-41"},
    fixed={"map.yaml": _EXAMPLE % "sul-196"},
    find=find,
    identity=by_flow,
)
