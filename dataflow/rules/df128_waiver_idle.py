"""DF128: a waiver that matches no finding of the base map."""

from collections.abc import Iterator
from dataclasses import replace

from dataflow.analysis.assumptions import Assumptions
from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.rules import Context, Rule, rule_names, rules_of
from dataflow.rules._gathering import covers, gather, in_force
from dataflow.rules._waivers import keys_of

_MESSAGE = Text(
    en="The waiver of {waived} matches no finding.", da="Dispensationen fra {waived} svarer ikke til noget fund."
)
_HINT = Text(
    en="If the gap is closed, take the waiver out; else check its rule, actor, field, phase and channel.",
    da="Er hullet lukket, så fjern dispensationen; ellers kontrollér dens rule, actor, field, phase og channel.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each waiver in force of the base map that matches no finding, without planned statements."""
    data_map = context.data_map
    if data_map.scenario is not None:
        return
    waivers = [waiver for waiver in data_map.waivers if in_force(waiver, context.as_of)]
    codes = ({waiver.rule for waiver in waivers} & rule_names().keys()) - {RULE.code}
    found = gather(replace(context, assumptions=Assumptions()), rules_of(*codes))
    for waiver in waivers:
        if waiver.rule in codes and not any(covers(waiver, finding, data_map) for finding in found):
            yield Finding(
                "DF128",
                Severity.WARNING,
                waiver.place,
                Sentence(_MESSAGE, {"waived": keys_of(waiver)}),
                Sentence(_HINT),
            )


_EXAMPLE = """\
map: {id: heart-failure, title: Heart failure}
phases: {discharge: {}, follow-up: {}}
fields: {weight: {label: Weight}, lvef: {label: Ejection fraction}}
actors:
  gp:
    records: [{fields: weight, phase: follow-up}]
    needs: [{fields: [weight, lvef], phase: follow-up}]
waivers:
  - {rule: DF301, actor: gp, field: %s, reason: A new letter is on its way}
"""

RULE = Rule(
    code="DF128",
    name="waiver-idle",
    severity=Severity.WARNING,
    title=Text(en="A waiver that matches no finding", da="En dispensation, der ikke svarer til noget fund"),
    what=Text(
        en="A waiver in force matches no finding of its rule in the base map, each member taken by itself."
        " Planned statements are left aside, and so are scenarios: what a scenario fixes may still be waived. A"
        " waiver of this very rule is not checked.",
        da="En gældende dispensation under waivers svarer ikke til noget af sin regels fund i grundkortet, hvert"
        " medlem taget for sig. Planlagte udsagn regnes ikke med, og scenarier heller ikke: det, et scenarie retter,"
        " må der gerne være dispensation for. En dispensation fra netop denne regel bliver ikke undersøgt.",
    ),
    why=Text(
        en="A waiver that waives nothing today may hide tomorrow's gap: if the finding comes back, nobody sees"
        " it. Or it never did what its author thought, because an id in it is not the one meant.",
        da="En dispensation uden virkning i dag kan skjule et hul i morgen: kommer fundet igen, er der ingen, der"
        " ser det. Eller også har den aldrig virket, fordi et af dens id'er ikke er det, man mente.",
    ),
    fix=Text(
        en="Take it out if the gap is closed. If it should match, hold its keys against the finding's as"
        " dataflow gaps --format json gives them: a key that is left out matches anything.",
        da="Fjern den, hvis hullet er lukket. Skulle den passe, så hold dens nøgler op mod fundets, som"
        " dataflow gaps --format json viser dem: en nøgle, der er udeladt, passer på alt.",
    ),
    false_positives=Text(
        en="A waiver of a rule that the map turns off under map.rules matches nothing, as that rule finds"
        " nothing. One that is meant for a scenario belongs into the scenario's file.",
        da="En dispensation fra en regel, som kortet har slået fra under map.rules, passer ikke på noget, for den"
        " regel finder intet. En, der er ment for et scenarie, hører hjemme i scenariets fil.",
    ),
    reported={"map.yaml": _EXAMPLE % "weight"},
    fixed={"map.yaml": _EXAMPLE % "lvef"},
    find=find,
)
