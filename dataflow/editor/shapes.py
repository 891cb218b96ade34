"""What may stand at a place of a spec file, from the schema of the language."""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from dataflow.language.fast_reader import keys_of
from dataflow.language.schema import FileSpec
from dataflow.language.spec import Spec
from dataflow.language.value_types import Id, Names, OneOrMany, PhaseId, Read, Shorthand


@dataclass(frozen=True)
class Shape:
    """What a value may be; several of these where it may be written in several ways.

    ``spec`` is the class of a mapping with keys of the language, ``key`` and ``value`` are those of a mapping whose
    keys an author chooses, ``item`` is that of a list. A scalar is one of ``words``, an id that ``names`` says, or
    anything. ``declares`` is set for an id that is declared.
    """

    spec: type[Spec] | None = None
    key: "Shape | None" = None
    value: "Shape | None" = None
    item: "Shape | None" = None
    words: tuple[str, ...] = ()
    names: Names | None = None
    declares: bool = False

    def below(self, step: str | int) -> "Shape":
        """The shape of what is under a key, or of an item of a list; an empty one where there is none."""
        if isinstance(step, int):
            return self.item or Shape()
        keys = keys_of(self.spec) if self.spec is not None else {}
        if step in keys:
            return shape_of(keys[step][1])
        return self.value or Shape()


def shape_at(path: Iterable[str | int]) -> Shape:
    """The shape of the value that keys and numbers lead to from the top of a file."""
    found = FILE
    for step in path:
        found = found.below(step)
    return found


@cache
def shape_of(annotation: Any) -> Shape:
    """The shape of the values of an annotated type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in (Id, PhaseId):
        return Shape(declares=True)
    if origin is Annotated:
        return _marked(arguments[0], annotation.__metadata__)
    if origin in (Union, types.UnionType):
        return _merged(shape_of(each) for each in arguments if each is not types.NoneType)
    if origin is tuple:
        return Shape(item=shape_of(arguments[0]))
    if origin is dict:
        return Shape(key=shape_of(arguments[0]), value=shape_of(arguments[1]))
    return Shape(spec=annotation) if isinstance(annotation, type) and issubclass(annotation, Spec) else Shape()


def _marked(annotation: Any, marks: Iterable[Any]) -> Shape:
    found = shape_of(annotation)
    for mark in marks:
        if isinstance(mark, Read):
            found = Shape(words=tuple(_words(mark.schema)))
        elif isinstance(mark, Names):
            found = replace(found, names=mark, item=found.item and replace(found.item, names=mark))
        elif isinstance(mark, OneOrMany) and found.item is not None:
            found = _merged((found.item, found))
        elif isinstance(mark, Shorthand) and found.spec is not None:
            found = _merged((shape_of(keys_of(found.spec)[mark.key][1]), found))
    return found


def _words(schema: dict[str, Any]) -> Iterator[str]:
    """The words that a JSON Schema of a scalar lists."""
    yield from dict.fromkeys(str(word) for word in schema.get("enum", ()))
    if any(each.get("type") == "boolean" for each in (schema, *schema.get("anyOf", ()))):
        yield from ("true", "false")


def _merged(shapes: Iterable[Shape]) -> Shape:
    found = Shape()
    for each in shapes:
        found = Shape(
            spec=found.spec or each.spec,
            key=found.key or each.key,
            value=found.value or each.value,
            item=found.item or each.item,
            words=found.words or each.words,
            names=found.names or each.names,
            declares=found.declares or each.declares,
        )
    return found


FILE = Shape(spec=FileSpec)
