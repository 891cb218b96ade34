"""Questions as an interview guide in Markdown, with a line for each answer."""

from dataflow.reports import Interview, Report, ReportOptions
from dataflow.reports._markdown import plain
from dataflow.reports._questions_guide import Item, guide_of


def write(interview: Interview, options: ReportOptions) -> str:
    """The order to ask as a numbered list, then a section for each actor."""
    guide = guide_of(interview, options.language, to_send=True)
    blocks = [f"# {plain(guide.title)}", plain(guide.intro)]
    if guide.order:
        blocks.append(f"## {plain(guide.order_title)}")
        blocks.append("\n".join(f"{rank}. {plain(question)}" for rank, question, _ in guide.order))
    for title, items in guide.sections:
        blocks.append(f"## {plain(title)}")
        blocks += map(_item, items)
    return "\n\n".join(blocks) + "\n"


def _item(item: Item) -> str:
    parts = [f"**{item.rank}. {plain(item.question)}**", plain(" ".join(item.effects))]
    if item.findings:
        parts.append("\n".join(f"- {plain(line)}" for line in item.findings))
    parts += [f"{heading}: {plain(detail)}" for heading, detail in item.details]
    parts += map(plain, item.answer)
    return "\n\n".join(parts)


REPORT = Report(write)
