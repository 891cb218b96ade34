"""Questions as an interview guide to read in a terminal or print."""

from textwrap import wrap

from dataflow.reports import Interview, Report, ReportOptions
from dataflow.reports._questions_guide import Item, guide_of

_WIDTH = 110


def write(interview: Interview, options: ReportOptions) -> str:
    """The order to ask, then the questions to each actor."""
    guide = guide_of(interview, options.language)
    blocks = [_heading(guide.title, "=", options), "\n".join(wrap(guide.intro, _WIDTH))]
    if guide.order:
        lines = [_heading(guide.order_title, "-", options)]
        lines += [_wrapped(f"{rank}. ", f"{question} ({settles})") for rank, question, settles in guide.order]
        blocks.append("\n".join(lines))
    for title, items in guide.sections:
        blocks.append(_heading(title, "-", options))
        blocks += [_item(item, guide.findings_title) for item in items]
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, findings_title: str) -> str:
    lines = [_wrapped(f"{item.rank}. ", item.question)]
    lines += [_wrapped("    ", sentence) for sentence in item.effects]
    if item.findings:
        lines.append(f"    {findings_title}:")
        lines += [_wrapped("    - ", line) for line in item.findings]
    lines += [_wrapped("    ", f"{heading}: {detail}") for heading, detail in item.details]
    return "\n".join(lines)


def _wrapped(start: str, text: str) -> str:
    indent = " " * max(4, len(start))
    return "\n".join(
        wrap(text, _WIDTH, initial_indent=start.ljust(4), subsequent_indent=indent, break_on_hyphens=False)
    )


def _heading(title: str, line: str, options: ReportOptions) -> str:
    return options.bold(title) + "\n" + line * len(title)


REPORT = Report(write)
