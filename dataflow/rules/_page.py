"""A rule's page as text."""

from dataflow.base.rule import Example, RuleDescription
from dataflow.base.text import Text

_WHY = Text(en="Why it matters", da="Hvorfor det betyder noget")
_REPORTED = Text(en="Reported", da="Bliver fundet")
_MENDED = Text(en="Mended", da="Rettet")
_MEND = Text(en="How to mend it", da="Sådan rettes det")
_DOUBT = Text(en="When in doubt", da="I tvivlstilfælde")


def page_of(rule: RuleDescription, language: str) -> str:
    """What the rule finds, why it matters, an example that shows it and is mended, what to do, and when to doubt."""
    page = rule.page

    def say(text: Text) -> str:
        return text.in_language(language)

    title = f"{rule.code} {rule.name}: {say(rule.title)} ({rule.severity})"
    sections = (
        (None, say(page.what)),
        (_WHY, say(page.why)),
        (_REPORTED, _shown(page.reported)),
        (_MENDED, _shown(page.fixed)),
        (_MEND, say(page.fix)),
        (_DOUBT, say(page.false_positives)),
    )
    parts = [f"{title}\n{'=' * len(title)}"]
    parts += [
        body if heading is None else f"{say(heading)}\n{'-' * len(say(heading))}\n{body}"
        for heading, body in sections
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _shown(example: Example) -> str:
    blocks = []
    for name, text in example.items():
        lines = [f"    {line}".rstrip() for line in text.splitlines()]
        blocks.append("\n".join(([f"    # {name}"] if len(example) > 1 else []) + lines))
    return "\n\n".join(blocks)
