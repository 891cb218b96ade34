"""The handovers: for each, which needs of the new responsible actor are met at that moment."""

from collections.abc import Iterator, Mapping

from dataflow.analysis.needs.outcomes import Answer, Outcome
from dataflow.base.finding import Severity
from dataflow.base.text import Filling, Sentence, Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.gap_table import LEVELS
from dataflow.documents.labelled import linked
from dataflow.documents.model import Block, Column, Heading, Paragraph, Row, Run, Table, line
from dataflow.documents.pictures import figure
from dataflow.documents.takeovers import Takeover, takeovers_of
from dataflow.views import Focus
from dataflow.views._tables import reason
from dataflow.wording.counts import NEEDS, counted
from dataflow.wording.lists import listed

TITLE = Text(en="Handovers", da="Overgange")
_INTRO = Text(
    en="A handover is a phase for which another actor is responsible than for the phase before. What counts here is"
    " what the new responsible actor has when the phase begins, before it has recorded anything itself.",
    da="En overgang er en fase, som en anden er ansvarlig for end fasen før. Her tæller det, den nye ansvarlige"
    " har, når fasen begynder, før den selv har registreret noget.",
)
_NONE = Text(en="The map has no handover.", da="Kortet har ingen overgange.")
_COUNTS = Text(en="{needs}: {counts}.", da="{needs}: {counts}.")
_COUNT: Mapping[Outcome, Text] = {
    Outcome.MET: Text(en="{count} met", da="{count} opfyldt"),
    Outcome.LATER: Text(en="{count} met later in the phase", da="{count} opfyldt senere i fasen"),
    Outcome.DEGRADED: Text(en="{count} partly met", da="{count} delvist opfyldt"),
    Outcome.OPEN: Text(en="{count} perhaps met", da="{count} måske opfyldt"),
    Outcome.UNMET: Text(en="{count} not met", da="{count} ikke opfyldt"),
}
_CAPTION = Text(en="What is there at the handover {name}", da="Hvad der er til stede ved overgangen {name}")
_SHOWS = Text(
    en=" shows the fields by group and counts how many needs are met; the table lists every need.",
    da=" viser felterne efter gruppe og tæller, hvor mange behov der er opfyldt; tabellen viser hvert behov.",
)
_TABLE = Text(en="Needs of {taker} at the handover {name}", da="Behov hos {taker} ved overgangen {name}")
_HEADS = (
    (Text(en="Field", da="Felt"), 3.0),
    (Text(en="Level", da="Niveau"), 0.8),
    (Text(en="At the handover", da="Ved overgangen"), 1.6),
    (Text(en="Why not", da="Hvorfor ikke"), 2.0),
)
_SOME_COUNTED = Text(en="{count} met for some only", da="{count} opfyldt kun for nogle")
_FOR_SOME = Text(en="Met for some", da="Opfyldt for nogle")
_VERDICTS = {
    Outcome.MET: Text(en="Met", da="Opfyldt"),
    Outcome.LATER: Text(en="Later in the phase", da="Senere i fasen"),
    Outcome.DEGRADED: Text(en="Partly met", da="Delvist opfyldt"),
    Outcome.OPEN: Text(en="Perhaps met", da="Måske opfyldt"),
    Outcome.UNMET: Text(en="Not met", da="Ikke opfyldt"),
}
LEVEL_NAMES = {
    "must": LEVELS[Severity.ERROR],
    "should": LEVELS[Severity.WARNING],
    "may": LEVELS[Severity.INFO],
}


def verdict(given: Answer) -> Text:
    """The outcome of a need in words; one that is met for some only counts as met."""
    return _FOR_SOME if given.outcome is Outcome.DEGRADED and given.is_met else _VERDICTS[given.outcome]


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """For each handover a picture, counts and a table by field."""
    language = order.language
    takeovers = takeovers_of(source)
    if takeovers:
        yield Paragraph(line(_INTRO.in_language(language)))
    for takeover in takeovers:
        name = takeover.name(source.data_map, language)
        yield Heading(2, name, takeover.anchor)
        yield Paragraph(line(_counted(takeover, language)))
        picture = source.picture("handover", Focus(phases=(takeover.handover.phase,)))
        anchor = f"figure-handover-{takeover.handover.phase}"
        yield figure(anchor, _CAPTION.in_language(language).format(name=name), picture, language)
        yield Paragraph(line(Run("", target=f"#{anchor}", is_reference=True), _SHOWS.in_language(language)))
        columns = tuple(Column(text.in_language(language), width) for text, width in _HEADS)
        rows = tuple(
            _row(source, field, level, given, language) for (field, level), given in takeover.answers.items()
        )
        taker = source.data_map.actors[takeover.handover.taker].name
        caption = Sentence(_TABLE, {"taker": taker, "name": name}).in_language(language)
        yield Table(f"table-handover-{takeover.handover.phase}", caption, columns, rows)


def _counted(takeover: Takeover, language: str) -> str:
    found = [
        _SOME_COUNTED if each.outcome is Outcome.DEGRADED and each.is_met else _COUNT[each.outcome]
        for each in takeover.answers.values()
    ]
    texts = (_COUNT[Outcome.MET], _SOME_COUNTED, *(_COUNT[each] for each in Outcome if each is not Outcome.MET))
    counts = [Sentence(text, {"count": str(found.count(text))}) for text in texts if text in found]
    words: dict[str, Filling] = {"needs": counted(takeover.needs, NEEDS), "counts": listed(counts)}
    return Sentence(_COUNTS, words).in_language(language)


def _row(source: Analysed, field: str, level: str, given: Answer, language: str) -> Row:
    why = reason(given)
    return Row(
        (
            line(linked(source.data_map, "fields", field, language)),
            line(LEVEL_NAMES[level].in_language(language)),
            line(verdict(given).in_language(language)),
            line("" if why is None else why.in_language(language)),
        )
    )


SECTION = Section(TITLE, 60, write, _NONE)
