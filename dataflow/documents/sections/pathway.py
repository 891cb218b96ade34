"""The pathway: what happens in which phase."""

from collections.abc import Iterator

from dataflow.analysis.figures.handovers import handovers_of
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.labelled import label, linked
from dataflow.documents.model import Block, Column, Paragraph, Row, Table, line
from dataflow.documents.pictures import figure
from dataflow.reports._stats_tables import range_of
from dataflow.wording.numbers import NO_FIGURE

TITLE = Text(en="Pathway", da="Forløb")
_INTRO = Text(
    en="The picture shows the actors one below the other and the phases side by side, in the order of the"
    " pathway.{flags} The table below it counts, for each phase, the needs that are met, the shares that keep"
    " structured data structured, and the fields that are recorded again.",
    da="Billedet viser aktørerne under hinanden og faserne ved siden af hinanden i forløbets rækkefølge.{flags}"
    " Tabellen under det tæller for hver fase de opfyldte behov, de delinger, der bevarer strukturerede data, og de"
    " felter, der registreres igen.",
)
_FLAGS = Text(
    en=" A flag marks where the responsibility changes, and how many needs of the new responsible one are met then.",
    da=" Et flag viser, hvor ansvaret skifter, og hvor mange af den nye ansvarliges behov der er opfyldt dér.",
)
_CAPTION = Text(en="What is recorded and shared in each phase", da="Hvad der registreres og deles i hver fase")
_PHASES = Text(en="The phases in figures", da="Faserne i tal")
_PHASE = Text(en="Phase", da="Fase")
_RESPONSIBLE = Text(en="Responsible", da="Ansvarlig")
_MEASURES = {
    "must": Text(en="Must needs met", da="Skal-behov opfyldt"),
    "should": Text(en="Should needs met", da="Bør-behov opfyldt"),
    "may": Text(en="May needs met", da="Kan-behov opfyldt"),
    "structure": Text(en="Structure kept", da="Struktur bevaret"),
    "twice": Text(en="Recorded again", da="Registreret igen"),
}


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """A picture of actors and phases, and the phases in figures."""
    language = order.language
    flags = _FLAGS.in_language(language) if handovers_of(source.data_map) else ""
    yield Paragraph(line(_INTRO.in_language(language).format(flags=flags)))
    yield figure("figure-pathway", _CAPTION.in_language(language), source.picture("pathway"), language)
    yield _phases(source, order)


def _phases(source: Analysed, order: Order) -> Table:
    data_map, language = source.data_map, order.language
    figures = source.figures(order.level).of("phase")
    ordered = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    rows = tuple(
        Row(
            (
                line(label(data_map, "phases", phase.id, language)),
                line(linked(data_map, "actors", phase.responsible, language)) if phase.responsible else (),
                *(
                    line(
                        range_of(found[measure]) if measure in (found := figures.get((phase.id,), {})) else NO_FIGURE
                    )
                    for measure in _MEASURES
                ),
            ),
            anchor=f"phase-{phase.id}",
        )
        for phase in ordered
    )
    columns = (
        Column(_PHASE.in_language(language), 2.6),
        Column(_RESPONSIBLE.in_language(language), 1.4),
        *(Column(text.in_language(language), 1.1, figures=True) for text in _MEASURES.values()),
    )
    return Table("pathway-phases", _PHASES.in_language(language), columns, rows)


SECTION = Section(TITLE, 40, write)
