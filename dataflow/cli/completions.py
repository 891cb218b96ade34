"""What a shell offers at a press of Tab: ids of the map with their labels, rules, views and formats.

A map is read, not linked, so that this is fast and works while a map has errors. Nothing is offered, and nothing
said, where it can't be read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from dataflow.cli.spoken import environment_language

Offered = tuple[str, str]
"""A value, and what the shell shows beside it."""
Complete = Callable[[typer.Context, str], list[Offered]]

_UNSAFE = re.compile(r"[^\w\s.,;/+&%=<>»«“”’–—-]")
"""What has a meaning to some shell: the scripts of zsh and PowerShell evaluate what is offered."""
_LONGEST = 60


def ids(*sections: str) -> Complete:
    """The ids of these sections of the map that the command line names, with their labels."""

    def offer(context: typer.Context) -> Iterator[Offered]:
        from dataflow.language.ids import is_id
        from dataflow.model.labels import label_of

        for spec in _specs(context):
            for section in sections:
                for name, declared in (getattr(spec, section) or {}).items():
                    if is_id(str(name)):
                        label = label_of(name, getattr(declared, "label", None))
                        yield str(name), label.in_language(environment_language())

    return _offering(offer)


def scenarios() -> Complete:
    """Shell completion of scenario ids, from the map given on the command line."""

    def offer(context: typer.Context) -> Iterator[Offered]:
        from dataflow.language.ids import is_id
        from dataflow.model.labels import label_of

        for spec in _specs(context):
            if spec.scenario is not None and is_id(str(spec.scenario.id)):
                label = label_of(spec.scenario.id, spec.scenario.label)
                yield str(spec.scenario.id), label.in_language(environment_language())

    return _offering(offer)


def rules() -> Complete:
    """The codes of the rules with their names, also after a comma."""

    def offer(context: typer.Context) -> Iterable[Offered]:
        from dataflow.rules import rule_names

        return rule_names().items()

    return _offering(offer)


def views() -> Complete:
    """The views; of one thing (``field:ID``) a view for each."""
    from dataflow.base.kinds import KINDS

    def offer(context: typer.Context) -> Iterator[Offered]:
        from dataflow.views import view_names

        for name in (*view_names(), "explorer"):
            view, colon, _ = name.partition(":")
            if not colon:
                yield name, ""
            elif view in KINDS:
                for each, label in ids(f"{view}s")(context, ""):
                    yield f"{view}:{each}", label

    return _offering(offer)


def names(known: Callable[[], Iterable[str]]) -> Complete:
    """The names that a function gives, such as those of the formats; also after a comma."""
    return _offering(lambda context: ((name, "") for name in known()))


def _offering(offer: Callable[[typer.Context], Iterable[Offered]]) -> Complete:
    """Offers each value once, in their order, whose beginning is written; nothing where that fails."""

    def complete(ctx: typer.Context, incomplete: str) -> list[Offered]:
        before, comma, begun = incomplete.rpartition(",")
        try:
            found = dict(reversed(list(offer(ctx))))
        except Exception:
            return []
        matching = sorted(each for each in found.items() if each[0].lower().startswith(begun.lower()))
        return [(f"{before}{comma}{value}", _shown(text)) for value, text in matching]

    return complete


def _shown(text: str) -> str:
    safe = " ".join(_UNSAFE.sub(" ", text).split())
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}…"


def _specs(context: typer.Context) -> Sequence[Any]:
    """The specs of the map that the command line names, or of that in the current folder, as far as they are read."""
    from dataflow.cli.places import one_map_at
    from dataflow.language.folder import read_base, read_folder
    from dataflow.model.specs import Specs

    # Behind an option without a value the parser stops, and leaves the arguments where they are.
    given = [*(context.params.get(key) for key in ("path", "paths", "words")), context.args]
    written = [
        Path(str(each)) for word in given if word for each in (word if isinstance(word, list | tuple) else [word])
    ]
    found = next((path for path in written if path.exists()), None)
    path = one_map_at(found)
    texts, *_ = read_folder(path)
    specs = Specs(texts, (), (), (), {})
    if specs.builds_on is not None:
        below, *_ = read_base(path, *specs.builds_on)
        specs = Specs({**texts, **below}, (), (), (), {})
    return [file.spec for file in specs.read[0]]
