"""Questions as an interview guide in Markdown, with a line for each answer."""

from dataflow.reports import Interview, Report, ReportOptions
from dataflow.reports._markdown import backslashed
from dataflow.reports._questions_guide import Item, guide_of


def write(interview: Interview, options: ReportOptions) -> str:
    """The order to ask as a numbered list, then a section for each actor."""
    guide = guide_of(interview, options.language, to_send=True)
    blocks = [f"# {backslashed(guide.title)}", backslashed(guide.intro)]
    if guide.order:
        blocks.append(f"## {backslashed(guide.order_title)}")
        blocks.append(
            "\n".join(f"{rank}. {backslashed(question)} ({settles})" for rank, question, settles in guide.order)
        )
    for title, items in guide.sections:
        blocks.append(f"## {backslashed(title)}")
        blocks += [_item(item, guide.findings_title) for item in items]
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, findings_title: str) -> str:
    parts = [f"**{item.rank}. {backslashed(item.question)}**", backslashed(" ".join(item.effects))]
    if item.findings:
        parts.append("\n".join([f"{findings_title}:", "", *(f"- {backslashed(line)}" for line in item.findings)]))
    parts += [f"{heading}: {backslashed(detail)}" for heading, detail in item.details]
    parts.append(backslashed(item.answer))
    return "\n\n".join(parts)


REPORT = Report(write)
