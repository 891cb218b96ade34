"""The questions: what nobody has found out yet, as an interview guide."""

from collections.abc import Iterator

from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import Block, Bullets, Heading, Paragraph, Run, line
from dataflow.reports._questions_guide import NOTHING_TO_ASK, Item, guide_of

TITLE = Text(en="Questions", da="Spørgsmål")
_ORDER = Text(en="In the order to ask", da="Rækkefølge")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The order to ask, then the questions to each actor with boxes for the answers."""
    language = order.language
    guide = guide_of(source.interview(order.level), language, to_send=True)
    if not guide.order:
        return
    yield Paragraph(line(guide.intro))
    yield Heading(2, _ORDER.in_language(language), "questions-order")
    yield Bullets(tuple(line(question) for _, question, _ in guide.order), ordered=True)
    for number, (title, items) in enumerate(guide.sections, start=1):
        yield Heading(2, title, f"questions-{number}")
        for item in items:
            yield from _item(item)


def _item(item: Item) -> Iterator[Block]:
    """A question with the lines for its answer, all on one page."""
    yield Paragraph(line(Run(f"{item.rank}. {item.question}", strong=True)), keeps_next=True)
    yield Paragraph(line(" ".join(item.effects)), keeps_next=True)
    if item.findings:
        yield Bullets(tuple(line(finding) for finding in item.findings), keeps_next=True)
    for heading, detail in item.details:
        yield Paragraph(line(f"{heading}: {detail}"), "note", keeps_next=True)
    for place, answer in enumerate(item.answer, start=1):
        yield Paragraph(line(answer), keeps_next=place < len(item.answer))


SECTION = Section(TITLE, 120, write, NOTHING_TO_ASK)
