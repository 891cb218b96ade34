"""Questions as an interview guide in Markdown, with a line for each answer to be written on."""

import re

from dataflow.base.text import Text
from dataflow.reports import Interview, Report, ReportOptions
from dataflow.reports._questions_guide import Item, guide_of

_ACTING = re.compile(r"([\\`*_\[\]<>|#&~$])")
_ANSWER = Text(
    en="Answer: ☐ yes ☐ no ☐ differs locally. Who says so, and when: ____",
    da="Svar: ☐ ja ☐ nej ☐ forskelligt lokalt. Hvem siger det, og hvornår: ____",
)


def write(interview: Interview, options: ReportOptions) -> str:
    """The order to ask as a numbered list, then a section for each actor."""
    guide = guide_of(interview, options.language)
    blocks = [f"# {_plain(guide.title)}", _plain(guide.intro)]
    if guide.order:
        blocks.append(f"## {_plain(guide.order_title)}")
        blocks.append("\n".join(f"{rank}. {_plain(question)} ({settles})" for rank, question, settles in guide.order))
    for title, items in guide.sections:
        blocks.append(f"## {_plain(title)}")
        blocks += [_item(item, guide.findings_title, options.language) for item in items]
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, findings_title: str, language: str) -> str:
    parts = [f"**{item.rank}. {_plain(item.question)}**", _plain(" ".join(item.plain))]
    if item.findings:
        parts.append("\n".join([f"{findings_title}:", "", *(f"- {_plain(line)}" for line in item.findings)]))
    parts += [f"{what}: {_plain(said)}" for what, said in item.details]
    parts.append(_plain(_ANSWER.in_language(language)))
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    """Text in which nothing acts as Markdown."""
    return _ACTING.sub(r"\\\1", text)


REPORT = Report(write)
