"""Reads valid files directly into the classes of ``schema.py``, without pydantic.

One pass over the nodes, with reader functions that are built once from the annotations of the classes. The first
mistake ends the pass, and pydantic then finds all mistakes (``models.py``). Most maps have none, and need neither the
import of pydantic nor its models (``make bench``).
"""

import types
from collections.abc import Callable
from inspect import get_annotations
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from dataflow.language.nodes import MappingNode, Scalar
from dataflow.language.value_types import AtLeastOne, Key, OneOrMany, RangeOrIds, Read, Shorthand, as_list

if TYPE_CHECKING:
    from dataflow.language.spec import Spec

Made = TypeVar("Made", bound="Spec")
Reader = Callable[[Any], Any]

_KEYS: dict[type[Any], dict[str, tuple[str, Any]]] = {}
_READERS: dict[type[Any], Reader] = {}


class NotSimple(ValueError):
    """A value is not valid; pydantic says why."""


def read_fast(schema: type[Made], node: Any) -> Made:
    """The spec of a node. Raises ValueError if anything in it is not valid."""
    made: Made = _mapping(schema)(node)
    return made


def keys_of(schema: type[Any]) -> dict[str, tuple[str, Any]]:
    """The keys that an author may write, each with the name and the annotation of its attribute."""
    if schema not in _KEYS:
        _KEYS[schema] = _keys_of(schema)
    return _KEYS[schema]


def _keys_of(schema: type[Any]) -> dict[str, tuple[str, Any]]:
    annotations = {name: each for base in reversed(schema.__mro__) for name, each in get_annotations(base).items()}
    return {_written(annotation) or name: (name, annotation) for name, annotation in annotations.items()}


def required_in(schema: type[Any]) -> frozenset[str]:
    """The names of the required attributes."""
    return frozenset(name for name, _ in keys_of(schema).values() if not hasattr(schema, name))


def _written(annotation: Any) -> str | None:
    if get_origin(annotation) is Annotated:
        return next((mark.written for mark in annotation.__metadata__ if isinstance(mark, Key)), None)
    inner = get_args(annotation) if _is_union(annotation) else ()
    return next((found for found in map(_written, inner) if found), None)


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


def _mapping(schema: type[Any]) -> Reader:
    if schema not in _READERS:
        _READERS[schema] = _mapping_reader(schema)
    return _READERS[schema]


def _mapping_reader(schema: type[Any]) -> Reader:
    readers = {key: (name, reader_of(annotation)) for key, (name, annotation) in keys_of(schema).items()}
    required = required_in(schema)
    contradiction = getattr(schema, "contradiction", None)
    make, put = object.__new__, object.__setattr__

    def read(node: Any) -> Any:
        if not isinstance(node, dict):
            raise NotSimple
        made = make(schema)
        for key, value in node.items():
            field = readers.get(key)
            if field is None:
                raise NotSimple
            name, reader = field
            # One by one, as in ``Spec``: so all instances of a class share one table of names.
            put(made, name, reader(value))
        for name in required:
            if not hasattr(made, name):
                raise NotSimple
        if contradiction is not None and contradiction(made) is not None:
            raise NotSimple
        return made

    return read


def reader_of(annotation: Any) -> Reader:
    """The function that reads a value of an annotated type; it raises ValueError for an invalid value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(arguments[0], annotation.__metadata__)
    if _is_union(annotation):
        (inner,) = (reader_of(each) for each in arguments if each is not types.NoneType)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _list(reader_of(arguments[0]))
    if origin is dict:
        return _dictionary(reader_of(arguments[0]), reader_of(arguments[1]))
    return lambda value: _mapping(annotation)(value)  # noqa: PLW0108  # lazily, as a map needs few of the classes


def _marked(annotation: Any, marks: tuple[Any, ...]) -> Reader:
    read = next((mark.function for mark in marks if isinstance(mark, Read)), None)
    if read is not None:
        return read
    if any(isinstance(mark, RangeOrIds) for mark in marks):
        ids, a_range = map(reader_of, get_args(annotation))
        return lambda value: a_range(value) if isinstance(value, MappingNode) else ids(value)
    inner = reader_of(annotation)
    for mark in marks:
        inner = _shorthand(mark, annotation, inner) if isinstance(mark, Shorthand) else _with(mark, inner)
    return inner


def _shorthand(mark: Shorthand, annotation: Any, inner: Reader) -> Reader:
    """A reader that also takes a scalar as the short form of a mapping, without making a node where none is needed.

    Most citations of a large map are short forms (``make bench``, nodes to specs).
    """
    if get_origin(annotation) is not None or not _is_enough(annotation, mark.key):
        return lambda value: inner(mark.spelt_out(value))
    name, of_key = keys_of(annotation)[mark.key]
    reader, make, put = reader_of(of_key), object.__new__, object.__setattr__

    def read(value: Any) -> Any:
        if not isinstance(value, Scalar):
            return inner(value)
        made = make(annotation)
        put(made, name, reader(value))
        return made

    return read


def _is_enough(schema: type[Any], key: str) -> bool:
    return required_in(schema) <= {keys_of(schema)[key][0]} and not hasattr(schema, "contradiction")


def _with(mark: Any, inner: Reader) -> Reader:
    if isinstance(mark, OneOrMany):
        return lambda value: inner(as_list(value))
    if isinstance(mark, AtLeastOne):

        def some(value: Any) -> Any:
            if not value:
                raise NotSimple
            return inner(value)

        return some
    return inner


def _list(item: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise NotSimple
        return tuple([item(each) for each in value])

    return read


def _dictionary(key: Reader, item: Reader) -> Reader:
    def read(value: Any) -> dict[Any, Any]:
        if not isinstance(value, dict):
            raise NotSimple
        return {key(name): item(each) for name, each in value.items()}

    return read
