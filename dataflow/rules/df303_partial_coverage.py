"""DF303: a need that is met only for some patients or units."""

from collections.abc import Iterator
from dataclasses import replace

from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import extent_of, limiting
from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.text import Sentence, Text
from dataflow.model.statements import Entry
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._dependence import Dependence, TakenAway, dependent_needs, finding_of
from dataflow.wording.numbers import of_all

_MESSAGE = Text(
    en="{actor} needs {field} in {phase}, but that is met for some only: {figure}.",
    da="{actor} har brug for {field} i {phase}, men det er kun opfyldt for nogle: {figure}.",
)
_HINT = Text(
    en="Find out who is left out, and give them another way; or let all take part.",
    da="Find ud af, hvem der falder udenfor, og giv dem en anden vej; eller få alle med.",
)
_WITH_FIGURE = Text(en="{stated} ({figure})", da="{stated} ({figure})")


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase."""
    yield from dependent_needs(
        context,
        lambda actor, need: need.entry.level == "must",
        lambda need: TakenAway(context.map_as_of.less_complete(need.entry)),
        lambda found: _finding(context.needs, found),
    )


def _finding(needs: Needs, found: Dependence) -> Finding:
    data_map = needs.map_as_of.data_map
    figure = _figure(limiting(needs, found.actor, found.need, found.assumptions, found.statements))
    finding = finding_of("DF303", Severity.WARNING, data_map, found, _MESSAGE, Sentence(_HINT), figure=figure)
    return replace(finding, related=_with_figures(finding.related, [each.entry for each in found.statements]))


def _with_figures(related: tuple[Related, ...], entries: list[Entry]) -> tuple[Related, ...]:
    figures = {entry.place: _figure(entry) for entry in entries}
    return tuple(
        replace(each, message=Sentence(_WITH_FIGURE, {"stated": each.message, "figure": figures[each.place]}))
        for each in related
    )


def _figure(entry: Entry) -> Sentence:
    """The lower of an entry's coverage and completeness, as written."""
    return of_all(extent_of(entry))


_EXAMPLE = """\
map: {id: heart-database, title: Heart database}
phases: {rehabilitation: {}, report: {}}
fields: {six-minute-walk: {label: {en: Six-minute walk test, da: 6-minutters gangtest}}}
channels: {portal: {label: {en: Entry portal, da: Indtastningsportal}, form: structured}}
legal_bases: {databases: {label: Sundhedsloven §§ 195-196}}
actors:
  municipality:
    records: [{fields: six-minute-walk, phase: rehabilitation}]
    shares:
      - fields: six-minute-walk
        phase: rehabilitation
        to: database
        via: portal
        legal_basis: databases%s
  database:
    kind: registry
    needs: [{fields: six-minute-walk, phase: report}]
"""

RULE = Rule(
    code="DF303",
    name="partial-coverage",
    severity=Severity.WARNING,
    title=Text(en="A need that is met for some only", da="Et behov, der kun er opfyldt for nogle"),
    what=Text(
        en="A must need is met, but only by way of records or shares whose coverage or completeness is below 1, or"
        " below that of the need itself where it has any: with all of those taken away it would not be met. The"
        " finding shows them and the lowest figure; where there are several ways, that of the widest.",
        da="Et skal-behov (must) er opfyldt, men kun ved hjælp af registreringer eller delinger, hvis coverage eller"
        " completeness er under 1, eller under behovets egen, hvis det har en: uden dem alle ville det ikke være"
        " opfyldt. Fundet viser dem og det laveste tal; er der flere veje, tallet for den bredeste.",
        plain=Text(
            en="A must need is met, but only by way of records or shares that cover some only, or that are not"
            " complete: with all of those taken away it would not be met. The finding shows them and the lowest"
            " figure; where there are several ways, that of the widest.",
            da="Et skal-behov er opfyldt, men kun ved hjælp af registreringer eller delinger, der kun dækker nogle"
            " eller ikke er fuldstændige: uden dem alle ville det ikke være opfyldt. Fundet viser dem og det"
            " laveste tal; er der flere veje, tallet for den bredeste.",
        ),
    ),
    why=Text(
        en="On the map the flow is there, and for the patients of those who do not take part it is not. Equal"
        " access is lost where nobody sees it, and whoever counts the patients by it counts some of them only.",
        da="På kortet er der forbindelse, men ikke for borgere hos dem, der ikke er med. Ligheden går tabt, uden"
        " at nogen ser det, og den, der opgør tal på det grundlag, tæller kun nogle af borgerne.",
    ),
    fix=Text(
        en="Find out who is left out, then spread the practice or give them another way. Members that lack what they"
        " should record themselves can be written with omits: their need becomes a gap of its own. Of members that"
        " send to others keep the coverage: with omits the need of the receiver counts as met as long as one sends.",
        da="Find ud af, hvem der falder udenfor, og udbred derefter praksis, eller giv dem en anden vej. Medlemmer,"
        " der mangler det, de selv skulle registrere, kan skrives med omits: så bliver deres behov til et hul for"
        " sig. Behold dækningen (coverage), hvor medlemmer sender til andre: med omits tæller modtagerens behov som"
        " opfyldt, så længe ét af dem sender.",
    ),
    false_positives=Text(
        en="The figure may be old: check its source and date. Where coverage is 97/98 it may be well to accept"
        " the finding with a waiver that names the one who is missing.",
        da="Tallet kan være gammelt: se efter kilde og dato. Er dækningen 97/98, kan det være rimeligt at give en"
        " dispensation (waivers) og nævne den, der mangler.",
    ),
    reported={"map.yaml": _EXAMPLE % "\n        coverage: 56/98"},
    fixed={"map.yaml": _EXAMPLE % ""},
    find=find,
    identity=by_statement,
)
