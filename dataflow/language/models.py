"""The classes of ``schema.py`` as pydantic models, which find all mistakes in a file.

Imported only if a file has a mistake.
"""

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, create_model, model_validator

from dataflow.language.fast_reader import keys_of, required_in
from dataflow.language.nodes import MappingNode
from dataflow.language.spec import Spec
from dataflow.language.value_types import AtLeastOne, Key, RangeOrIds, objection

_STRICT = ConfigDict(extra="forbid", frozen=True)


_MODELS: dict[type[Spec], type[BaseModel]] = {}


def model_of(schema: type[Spec]) -> type[BaseModel]:
    """The pydantic model of a class of the schema."""
    if schema not in _MODELS:
        _MODELS[schema] = _model_of(schema)
    return _MODELS[schema]


def _model_of(schema: type[Spec]) -> type[BaseModel]:
    required = required_in(schema)
    definitions: dict[str, Any] = {
        name: (_annotation(annotation), Field(... if name in required else None, alias=key if key != name else None))
        for key, (name, annotation) in keys_of(schema).items()
    }
    agrees: Any = model_validator(mode="after")(_agreeing(schema)) if hasattr(schema, "contradiction") else None
    return create_model(
        schema.__name__,
        __config__=_STRICT,
        __doc__=schema.__doc__,
        __module__=schema.__module__,
        __validators__={"agrees": agrees} if agrees else None,
        **definitions,
    )


def _agreeing(schema: Any) -> Any:
    def agrees(model: Any) -> Any:
        found = schema.contradiction(model)
        if found is not None:
            raise objection("contradiction", kind=found[0], at=found[1])
        return model

    return agrees


def _annotation(annotation: Any) -> Any:
    """An annotation with models in place of classes, and pydantic's markers in place of ours."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if any(isinstance(mark, RangeOrIds) for mark in annotation.__metadata__):
            return _range_or_ids(*arguments[0].__args__)
        marks = [
            Field(min_length=1) if isinstance(mark, AtLeastOne) else mark
            for mark in annotation.__metadata__
            if not isinstance(mark, Key)
        ]
        inner = _annotation(arguments[0])
        return Annotated[(inner, *marks)] if marks else inner
    if origin in (Union, types.UnionType):
        return Union[tuple(_annotation(each) for each in arguments)]  # noqa: UP007  # of any number of types
    if origin is tuple:
        return tuple[_annotation(arguments[0]), ...]  # type: ignore[misc]  # built at run time
    if origin is dict:
        return dict[_annotation(arguments[0]), _annotation(arguments[1])]  # type: ignore[misc]
    return model_of(annotation) if isinstance(annotation, type) and issubclass(annotation, Spec) else annotation


def _range_or_ids(ids: Any, a_range: Any) -> Any:
    # Tags that can't be keys of a spec: they are part of pydantic's error paths.
    return Annotated[
        Annotated[_annotation(ids), Tag("ids")] | Annotated[_annotation(a_range), Tag("range")],
        Discriminator(lambda value: "range" if isinstance(value, MappingNode | model_of(a_range)) else "ids"),
    ]
