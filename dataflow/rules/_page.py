"""A rule's page as plain text."""

from dataflow.base.rule import Example, RuleDescription
from dataflow.base.text import Text

_WHY = Text(en="Why it matters", da="Hvorfor det betyder noget")
_REPORTED = Text(en="Reported", da="Bliver fundet")
_FIXED = Text(en="Mended", da="Rettet")
_FIX = Text(en="How to mend it", da="Sådan rettes det")
_FALSE_POSITIVES = Text(en="When in doubt", da="I tvivlstilfælde")


def page_of(rule: RuleDescription, language: str) -> str:
    """The page: what the rule finds, why it matters, an example and its fix, how to fix it, and false positives."""
    page = rule.page

    def say(text: Text) -> str:
        return text.in_language(language)

    title = f"{rule.code} {rule.name}: {say(rule.title)} ({rule.severity})"
    sections = (
        (None, say(page.what)),
        (_WHY, say(page.why)),
        (_REPORTED, _shown(page.reported)),
        (_FIXED, _shown(page.fixed)),
        (_FIX, say(page.fix)),
        (_FALSE_POSITIVES, say(page.false_positives)),
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
