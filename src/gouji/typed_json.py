"""Frozen dataclasses as JSON and back, by their type hints: nothing that is read can run or name anything else.

A dataclass becomes the list of its fields' values, so that what was written by another version does not fit and is
refused, unless its fields are the same.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union

Value = TypeVar("Value")
Reader = Callable[[Any], Any]

_PLAIN = (str, int, float, bool, type(None), object, Any)
_LISTS: Mapping[Any, Callable[[Iterable[Any]], Any]] = {tuple: tuple, list: list, frozenset: frozenset, Sequence: tuple}


class NotTyped(ValueError):
    """JSON that is not of the type that was asked for."""


def dumps(value: object) -> str:
    """`value` as JSON; TypeError for a type that `loads` would not know."""
    return json.dumps(_written(value), separators=(",", ":"))


def loads(text: str | bytes, kind: type[Value]) -> Value:
    """The `kind` (a dataclass) that `dumps` wrote. Raises NotTyped for anything else."""
    try:
        value: Value = reader(typing.cast(Any, kind))(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotTyped(f"{kind.__name__}: {error}") from error
    return value


def _written(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int, float, bool, type(None))):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _written(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_written(each) for each in value]
    if isinstance(value, (frozenset, set)):
        return sorted(_written(each) for each in value)
    if dataclasses.is_dataclass(value):
        names = _names(typing.cast(Any, type(value)))
        return [_written(getattr(value, name)) for name in names]
    raise TypeError(f"{type(value).__name__} has no JSON")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if _is_named_tuple(kind):
        return tuple(kind._fields)
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)


def _is_named_tuple(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


@cache
def reader(kind: Any) -> Reader:
    """What makes a value of `kind` of the JSON that was written for it."""
    if kind in _PLAIN:
        return lambda value: value
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _of_union(arguments)
    if origin in _LISTS:
        return _of_list(origin, arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _of_mapping(reader(arguments[1]))
    if origin is typing.Literal:
        return lambda value: value
    if isinstance(kind, type) and (issubclass(kind, Enum) or kind is Path):
        return kind
    if dataclasses.is_dataclass(kind) or _is_named_tuple(kind):
        return _of_dataclass(typing.cast(Any, kind))
    raise TypeError(f"{kind} cannot be read from JSON")


def _of_union(arguments: Sequence[Any]) -> Reader:
    """One kind with a shape of its own at most, beside None and plain values."""
    shaped = [each for each in arguments if each not in _PLAIN]
    if not shaped:
        return lambda value: value
    if len(shaped) > 1:
        raise TypeError(f"one of {shaped} cannot be told from another")
    read, plain = reader(shaped[0]), tuple(each for each in arguments if each in _PLAIN and isinstance(each, type))
    return lambda value: value if isinstance(value, plain) else read(value)


def _of_list(origin: Any, arguments: Sequence[Any]) -> Reader:
    made = _LISTS[origin]
    if len(arguments) > 1 and arguments[1] is not Ellipsis:
        readers = [reader(each) for each in arguments]
        return lambda values: tuple(read(each) for read, each in zip(readers, _list(values), strict=True))
    read = reader(arguments[0])
    return lambda values: made([read(each) for each in _list(values)])


def _list(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise NotTyped(f"{type(values).__name__} where a list was expected")
    return values


def _of_mapping(read: Reader) -> Reader:
    return lambda values: {key: read(each) for key, each in values.items()}


def _of_dataclass(kind: type) -> Reader:
    readers: list[Reader] = []

    def made(values: Any) -> Any:
        if not readers:
            # Not before the first value: a dataclass may hold others of its own kind.
            hints = typing.get_type_hints(kind)
            readers.extend(reader(hints[name]) for name in _names(kind))
        if len(_list(values)) != len(readers):
            raise NotTyped(f"{kind.__name__} has {len(readers)} fields")
        return kind(*[read(value) for read, value in zip(readers, values, strict=True)])

    return made
