"""Remember what functions of short texts gave: the same few hundred labels and small numbers stand in every report."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

Rest = ParamSpec("Rest")
Result = TypeVar("Result")

# Longer texts are prose, of which every report has its own; together with how many are kept this bounds the memory.
_LONGEST = 200
_KEPT = 8192


def remembered(function: Callable[Concatenate[str, Rest], Result]) -> Callable[Concatenate[str, Rest], Result]:
    """`function`, a pure one of a text and of what can be hashed, worked out once for each text of a label's length."""
    kept = cast(Callable[Concatenate[str, Rest], Result], lru_cache(maxsize=_KEPT)(function))

    @wraps(function)
    def asked(text: str, /, *args: Rest.args, **named: Rest.kwargs) -> Result:
        return kept(text, *args, **named) if len(text) <= _LONGEST else function(text, *args, **named)

    return asked
