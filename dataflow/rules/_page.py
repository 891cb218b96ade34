"""A rule's page as plain text."""

from dataflow.base.rule import CORRECTION, FALSE_POSITIVES, FIX, WHY, Example, RuleDescription
from dataflow.base.text import Text
from dataflow.wording.remarks import SEVERITIES

REPORTED = Text(en="Reported", da="Eksempel")
FIXED = Text(en="Fixed", da="Rettet eksempel")
_ORIGIN = Text(en="A rule of the package {package}.", da="En regel fra pakken {package}.")


def page_of(rule: RuleDescription, language: str, correction: Text | None = None) -> str:
    """The page: what the rule finds, why it matters, an example and its fix, how to fix it, and false positives.

    ``correction`` says whether the tool can correct the mistake itself.
    """

    def say(text: Text) -> str:
        return text.in_language(language)

    title = f"{rule.code} {rule.name}: {say(rule.title)} ({say(SEVERITIES[rule.severity])})"
    sections = (
        (None, say(rule.what)),
        (WHY, say(rule.why)),
        (REPORTED, _shown(rule.reported)),
        (FIXED, _shown(rule.fixed)),
        (FIX, say(rule.fix)),
        *(() if correction is None else ((CORRECTION, say(correction)),)),
        (FALSE_POSITIVES, say(rule.false_positives)),
    )
    parts = [f"{title}\n{'=' * len(title)}"]
    if rule.origin is not None:
        parts.append(_ORIGIN.in_language(language).format(package=rule.origin))
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
