"""XML, written so that nothing in a text can become markup."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from dataflow.renderers.primitives.text import safe

Value = str | float


def number(value: float) -> str:
    """At most two decimals, and no more of them than needed."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def numbers(values: Iterable[float]) -> str:
    """Several numbers, with spaces between them."""
    return " ".join(map(number, values))


def element(name: str, attributes: Mapping[str, Value | None] | None = None, *children: str) -> str:
    """An element; attributes that are None are left out. Children are markup already."""
    given = "".join(
        f" {key}={quoteattr(value)}" if isinstance(value, str) else f' {key}="{number(value)}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    return f"<{name}{given}>{''.join(children)}</{name}>" if children else f"<{name}{given}/>"


def words(text: str) -> str:
    """A text as markup: escaped, and with nothing hidden in it."""
    return escape(safe(text))
