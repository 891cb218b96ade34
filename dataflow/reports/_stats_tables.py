"""The figures as tables of text in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataflow.analysis.figures.counting import NONE
from dataflow.analysis.figures.figures import Figure
from dataflow.analysis.figures.goal_coverage import GoalCoverage
from dataflow.base.text import Label, Text
from dataflow.base.visible import visible
from dataflow.reports import FigureSheet
from dataflow.wording.members import NOBODY
from dataflow.wording.numbers import NO_FIGURE, span, whole_percent
from dataflow.wording.statements import LEVELS

MEASURES = {
    "must": Text(en="Needs met (must)", da="Opfyldte skal-behov"),
    "should": Text(en="Needs met (should)", da="Opfyldte bør-behov"),
    "may": Text(en="Needs met (may)", da="Opfyldte kan-behov"),
    "structure": Text(
        en="Shares in which structured data stay structured", da="Delinger, der bevarer strukturerede data"
    ),
    "code": Text(en="Shares in which coded data stay coded", da="Delinger, der bevarer kodede data"),
    "twice": Text(en="Fields recorded more than once", da="Felter, der registreres mere end én gang"),
}
HEADS = {
    **LEVELS,
    "structure": Text(en="structure kept", da="struktur bevaret"),
    "code": Text(en="code kept", da="kode bevaret"),
    "twice": Text(en="recorded again", da="registreret igen"),
    "at-handover": Text(en="met when it takes over", da="opfyldt ved overtagelsen"),
    "at-handover-must": Text(en="of which must", da="heraf skal"),
    "in-phase": Text(en="met in the phase", da="opfyldt i fasen"),
    "in-phase-must": Text(en="of which must", da="heraf skal"),
    "recorded": Text(en="recorded", da="registreret"),
    "shared": Text(en="shared", da="delt"),
    "needed": Text(en="needed", da="behov for"),
    "met": Text(en="of those wholly met", da="heraf helt opfyldt"),
    "seen": Text(en="has of all recorded", da="har af alt registreret"),
    "seen-of-others": Text(en="has of what others record", da="har af det, andre registrerer"),
}
_OF_HOPS = {"structure", "code"}
_LEVELS = ("must", "should", "may")
_DIMENSIONS = (*_LEVELS, "structure", "twice")
_COLUMNS: Mapping[str, Sequence[str]] = {
    "actor": _DIMENSIONS,
    "phase": _DIMENSIONS,
    "purpose": (*_LEVELS, "structure"),
    "group": _DIMENSIONS,
    "channel": ("structure", "code"),
    "handover": ("at-handover", "at-handover-must", "in-phase", "in-phase-must"),
    "icf": ("recorded", "shared", "needed", "met", *_LEVELS),
    "patient": ("seen", "seen-of-others"),
}
_TITLES = {
    "total": Text(en="The map as a whole", da="Kortet som helhed"),
    "actor": Text(en="By actor", da="Efter aktør"),
    "phase": Text(en="By phase", da="Efter fase"),
    "purpose": Text(en="By purpose", da="Efter formål"),
    "group": Text(en="By field group", da="Efter feltgruppe"),
    "channel": Text(en="By channel", da="Efter kanal"),
    "handover": Text(en="Handovers", da="Overgange mellem ansvarlige"),
    "icf": Text(en="By ICF component", da="Efter ICF-komponent"),
    "patient": Text(en="What the patient can see", da="Hvad borgeren kan se"),
}
_ROW_HEADS = {
    "actor": Text(en="Actor", da="Aktør"),
    "phase": Text(en="Phase", da="Fase"),
    "purpose": Text(en="Purpose", da="Formål"),
    "group": Text(en="Field group", da="Feltgruppe"),
    "channel": Text(en="Channel", da="Kanal"),
    "handover": Text(en="Handover", da="Overgang"),
    "icf": Text(en="ICF component", da="ICF-komponent"),
    "patient": Text(en="Patient", da="Borger"),
}
_PARTS = Text(en="x/y: x of y.", da="x/y: x af y.")
_RANGES = Text(
    en="Where statements are unknown, a range such as 70–79/89 spans the map without them and the map with all of"
    " them; % is without them.",
    da="Hvor udsagn er uafklarede, dækker et spænd som 70–79/89 kortet uden dem og kortet med dem alle; %"
    " er uden dem.",
)
HOPS = Text(
    en="A share is counted here as one field sent by one actor to another over one channel.",
    da="En deling er ét felt, der sendes fra én aktør til en anden ad én kanal.",
)
MEASURED_ANEW = Text(
    en="A field that is measured anew as a matter of course is recorded more than once only where that happens at the"
    " same time.",
    da="Et felt, der måles igen som en selvfølge, registreres kun mere end én gang, hvor det sker på samme tid.",
)
"""Goes with the number of fields recorded more than once, where several roles measure one anew."""
_NOTES = {
    "handover": Text(
        en="How many of the new responsible actor's needs in the phase are met by what it has when the phase begins,"
        " and in the phase. What can only be measured in the phase itself is left out of the former.",
        da="Hvor mange af den nye ansvarliges behov i fasen der er opfyldt af det, den har, når fasen begynder, og i"
        " fasen. Det, der først kan måles i selve fasen, er ikke talt med i det første.",
    ),
    "patient": Text(
        en="Counted are the recorded fields, identifiers aside, that a patient ever has: recorded by the patient or"
        " received. A field that both record counts among those of others too.",
        da="Talt er de registrerede felter, bortset fra identifikation, som borgeren på et tidspunkt har: registreret"
        " selv eller modtaget. Et felt, som begge registrerer, tæller også med blandt de andres.",
    ),
    "icf": Text(
        en="Recorded, shared and needed are of all fields of the component; wholly met is of the fields needed; must,"
        " should and may are of the needs, as in the other tables.",
        da="Registreret, delt og behov for er ud af alle komponentens felter; helt opfyldt er ud af de felter, der er"
        " behov for; skal, bør og kan er ud af behovene, som i de andre tabeller.",
    ),
}
_COMPONENTS = {
    "b": Text(en="b Body functions", da="b Kroppens funktioner"),
    "s": Text(en="s Body structures", da="s Kroppens anatomi"),
    "d": Text(en="d Activities and participation", da="d Aktiviteter og deltagelse"),
    "e": Text(en="e Environmental factors", da="e Omgivelsesfaktorer"),
    "pf": Text(en="pf Personal factors", da="pf Personlige faktorer"),
}
_NONE = {
    "purpose": Text(en="(no purpose stated)", da="(intet formål angivet)"),
    "group": Text(en="(no group)", da="(ingen gruppe)"),
    "patient": Text(en="(no group)", da="(ingen gruppe)"),
    "icf": Text(en="(no ICF component stated)", da="(ingen ICF-komponent angivet)"),
}
_FIELDS = Text(en="fields", da="felter")
_RECORDERS = Text(en="recorded by", da="registreres af")
PART_OF_WHOLE = "x/y"
"""The head of a column of parts and wholes."""
_FIGURE = Text(en="figure", da="nøgletal")
_ALL = Text(en="All", da="Alle")
_HANDOVER = Text(en="{givers} → {taker}: {phase}", da="{givers} → {taker}: {phase}")
_GOALS = Text(en="Goals", da="Mål")
_NO_GOALS = Text(
    en="Whether the patient's own goals reach those who act on them is not known: no field is named as a goal.",
    da="Om borgerens egne mål når frem til dem, der skal arbejde med dem, kan ikke ses: intet felt er navngivet som"
    " et mål.",
)
_NO_OWN_GOALS = Text(
    en="Fields named as goals. Whether the patient's own goals reach those who act on them is not known: no record"
    " of these is marked as reported by a patient, and none is made by one.",
    da="Felter, der er navngivet som mål. Om borgerens egne mål når frem til dem, der skal arbejde med dem, kan ikke"
    " ses: ingen registrering af dem er mærket som oplyst af en borger, og ingen foretages af en borger.",
)
_OWN_GOALS = Text(
    en="Fields named as goals; the patient's own are those with a record that is marked as reported by a patient or"
    " made by one.",
    da="Felter, der er navngivet som mål; borgerens egne er dem, hvor en registrering er mærket som oplyst af"
    " en borger eller foretages af en borger.",
)
_GOAL_HEAD = (
    Text(en="goal", da="mål"),
    Text(en="the patient's own", da="borgerens eget"),
    _RECORDERS,
    Text(en="needed or used by", da="bruges eller efterspørges af"),
    Text(en="reaches them", da="når frem til dem"),
)
_OWN = {True: Text(en="yes", da="ja"), False: Text(en="not stated", da="fremgår ikke")}


@dataclass(frozen=True)
class Table:
    """A titled table of text; the first column names the row, which ``row_head`` calls where the head is blank."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_head: str = ""

    @property
    def full_head(self) -> tuple[str, ...]:
        """The head with a text above every column."""
        return (self.head[0] or self.row_head, *self.head[1:])


def patient_of(sheet: FigureSheet, language: str) -> Table:
    """The table of what the patient can see."""
    return _table(sheet, "patient", language)


def phases_of(sheet: FigureSheet, language: str) -> Table:
    """The table by phase."""
    return _table(sheet, "phase", language)


def goals_of(sheet: FigureSheet, language: str) -> Table:
    """The table of goals."""
    return _goals(sheet, language)


def icf_of(sheet: FigureSheet, language: str) -> Table:
    """The table by ICF component: a row for each, with the number of its fields and those who record any."""
    found = sheet.figures.of("icf")
    columns = _filled_columns("icf", found)
    labels = _labels(sheet, "actor")
    rows = tuple(
        (
            name_of_row(sheet, "icf", (each.component,), language),
            str(len(each.fields)),
            *(range_of(figures[column]) if column in figures else NO_FIGURE for column in columns),
            _listed([labels[actor] for actor in each.recorders], language),
        )
        for each in sheet.figures.icf
        for figures in (found.get((each.component,), {}),)
    )
    heads = (_FIELDS, *(HEADS[column] for column in columns), _RECORDERS)
    head = ("", *(text.in_language(language) for text in heads))
    title, note, of_row = (texts["icf"].in_language(language) for texts in (_TITLES, _NOTES, _ROW_HEADS))
    return Table(title, note, head, rows, of_row)


def tables_of(sheet: FigureSheet, language: str) -> tuple[Table, ...]:
    """The tables of the figures of a map; none for what the map says nothing of."""
    tables = [_total(sheet, language)]
    tables += [
        icf_of(sheet, language) if table == "icf" else _table(sheet, table, language)
        for table in _COLUMNS
        if _rows_of(sheet, table)
    ]
    if sheet.figures.goals or sheet.figures.has_patient:
        tables.append(_goals(sheet, language))
    return tuple(tables)


def _rows_of(sheet: FigureSheet, table: str) -> Mapping[tuple[str, ...], Mapping[str, Figure]]:
    """The rows of a table, without that of what has no group, purpose or component where there is no other."""
    found = sheet.figures.of(table)
    is_divided = set(found) - {()} != {(NONE,)}
    return {row: figures for row, figures in found.items() if is_divided or row != (NONE,)}


def _filled_columns(table: str, found: Mapping[tuple[str, ...], Mapping[str, Figure]]) -> tuple[str, ...]:
    """The columns of a table with a figure in any row."""
    return tuple(column for column in _COLUMNS[table] if any(column in figures for figures in found.values()))


def range_of(figure: Figure) -> str:
    """``12/20``, with ranges where unknown statements make a difference: ``12–14/20``."""
    known, everything = figure.known, figure.all
    return f"{span(known.part, everything.part)}/{span(known.whole, everything.whole)}"


def _total(sheet: FigureSheet, language: str) -> Table:
    figures = sheet.figures.of("total").get((), {})
    rows = tuple(
        (
            MEASURES[measure].in_language(language),
            range_of(figure),
            whole_percent(figure.known.part, figure.known.whole).in_language(language),
        )
        for measure, figure in figures.items()
    )
    head = (_FIGURE.in_language(language), PART_OF_WHOLE, "%")
    remarks = (
        (_PARTS, True),
        (_RANGES, any(figure.known != figure.all for figure in sheet.figures.figures)),
        (HOPS, not _OF_HOPS.isdisjoint(figures)),
        (MEASURED_ANEW, "twice" in figures and sheet.figures.is_measured_anew),
    )
    note = " ".join(each.in_language(language) for each, holds in remarks if holds) if rows else ""
    return Table(_TITLES["total"].in_language(language), note, head, rows)


def _table(sheet: FigureSheet, table: str, language: str) -> Table:
    found = _rows_of(sheet, table)
    columns = _filled_columns(table, found)
    rows = tuple(
        (
            name_of_row(sheet, table, row, language),
            *(range_of(figures[column]) if column in figures else NO_FIGURE for column in columns),
        )
        for row, figures in found.items()
        if any(column in figures for column in columns)
    )
    note = _NOTES.get(table)
    return Table(
        _TITLES[table].in_language(language),
        note.in_language(language) if note else "",
        ("", *(HEADS[column].in_language(language) for column in columns)),
        rows,
        _ROW_HEADS[table].in_language(language),
    )


def words_of(name: str, language: str) -> str:
    """A table or measure by its id, in Danish in words."""
    words = {**HEADS, **MEASURES, **_TITLES, "goal": _GOALS, "reach": _GOAL_HEAD[-1]}
    return words[name].da if language == "da" and name in words else name


def name_of_row(sheet: FigureSheet, table: str, row: tuple[str, ...], language: str) -> str:
    """What a row of a table is about, in words."""
    if not row:
        return _ALL.in_language(language)
    if table == "handover":
        return _handover_named(sheet, row, language)
    if table == "icf" and row[0] in _COMPONENTS:
        return _COMPONENTS[row[0]].in_language(language)
    labels = _labels(sheet, table)
    return visible(labels[row[0]].in_language(language)) if row[0] in labels else _NONE[table].in_language(language)


def _handover_named(sheet: FigureSheet, row: tuple[str, ...], language: str) -> str:
    """A handover in words: who hands over to whom, and in which phase."""
    phase, taker = row
    actors = _labels(sheet, "actor")
    givers = next(handover.givers for handover in sheet.figures.handovers if handover.phase == phase)
    return _HANDOVER.in_language(language).format(
        givers=", ".join(visible(actors[giver].in_language(language)) for giver in givers),
        taker=visible(actors[taker].in_language(language)),
        phase=visible(sheet.data_map.phases[phase].label.in_language(language)),
    )


def _labels(sheet: FigureSheet, table: str) -> Mapping[str, Label]:
    data_map = sheet.data_map
    if table == "actor":
        return {actor.id: actor.label for actor in data_map.actors.values()}
    if table == "phase":
        return {phase.id: phase.label for phase in data_map.phases.values()}
    if table == "purpose":
        return {purpose.id: purpose.label for purpose in data_map.purposes.values()}
    if table == "goal":
        return {field.id: field.label for field in data_map.fields.values()}
    if table == "channel":
        return {channel.id: channel.label for channel in data_map.channels.values()}
    return {group.id: group.label for group in data_map.groups.values()}


def _goals(sheet: FigureSheet, language: str) -> Table:
    goals = sheet.figures.goals
    note = _NO_GOALS if not goals else _OWN_GOALS if any(goal.patients_own for goal in goals) else _NO_OWN_GOALS
    head = tuple(each.in_language(language) for each in _GOAL_HEAD) if goals else ()
    rows = tuple(_goal(sheet, goal, language) for goal in goals)
    return Table(_GOALS.in_language(language), note.in_language(language), head, rows)


def _goal(sheet: FigureSheet, goal: GoalCoverage, language: str) -> tuple[str, ...]:
    actors = _labels(sheet, "actor")

    def names(ids: Sequence[str]) -> str:
        return _listed([actors[each] for each in ids], language)

    reach = sheet.figures.of("goal").get((goal.field,), {}).get("reach")

    return (
        visible(sheet.data_map.fields[goal.field].label.in_language(language)),
        _OWN[goal.patients_own].in_language(language),
        names(goal.recorders),
        names(goal.acting),
        range_of(reach) if reach else NO_FIGURE,
    )


def _listed(labels: Sequence[Label], language: str) -> str:
    return ", ".join(visible(label.in_language(language)) for label in labels) or NOBODY.in_language(language)
