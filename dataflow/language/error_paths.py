"""From an error's path to the node in the tree, its place in the file, and what the schema expects there."""

import types
from typing import Annotated, Any, Union, get_args, get_origin

from dataflow.base.place import Place
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import MappingNode, Scalar, place_of
from dataflow.language.schema import FileSpec
from dataflow.language.spec import Spec

Loc = tuple[int | str, ...]


def steps_in(root: MappingNode, loc: Loc) -> Loc:
    """The leading steps of an error's path that exist in the tree.

    Pydantic's paths also hold the names of union branches, and steps into a shorthand's long form.
    """
    steps: list[int | str] = []
    node: Any = root
    for step in loc:
        inside = isinstance(node, MappingNode) and step in node
        item = isinstance(node, list) and isinstance(step, int)
        if inside or item:
            node = node[step]
            steps.append(step)
    return tuple(steps)


def node_at(root: MappingNode, steps: Loc) -> Any:
    """The node at the end of a path."""
    node: Any = root
    for step in steps:
        node = node[step]
    return node


def place_at(file: str, root: MappingNode, steps: Loc, of_key: bool = False) -> Place:
    """The place of the value at the end of a path; of its key if ``of_key`` is set or there is no value."""
    node: Any = root
    place = place_of(file, root)
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        if isinstance(step, str):
            key = node.key(step)
            node = node[step]
            at_key = node is None or (last and (of_key or not isinstance(node, Scalar)))
            place = place_of(file, key if at_key else node)
        else:
            node = node[step]
            place = place if node is None else place_of(file, node)
    return place


def annotation_at(loc: Loc) -> Any:
    """What the schema expects at a path."""
    annotation: Any = FileSpec
    for step in loc:
        annotation = _inside(annotation, step)
    return annotation


def keys_at(loc: Loc) -> tuple[str, ...]:
    """The keys that a mapping at a path may have; none for the languages of a text."""
    model = _model_in(annotation_at(loc))
    return tuple(keys_of(model)) if model else ()


def _inside(annotation: Any, step: int | str) -> Any:
    model, origin, arguments = _model_in(annotation), get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inside(arguments[0], step)
    if origin in (Union, types.UnionType):
        # A step may be the name of a union branch, which is not in the annotations.
        inner = [argument for argument in arguments if argument is not type(None)]
        return _inside(inner[0], step) if len(inner) == 1 else annotation
    if origin in (dict, tuple):
        return arguments[1] if origin is dict else arguments[0]
    if isinstance(annotation, type) and model is not None:
        return keys_of(model).get(str(step), (None, None))[1]
    return annotation


def _model_in(annotation: Any) -> type[Any] | None:
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model is not None), None)
