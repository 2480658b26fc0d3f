"""Remember what functions of short texts gave: the same few hundred labels and small numbers stand in every report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

# Longer texts are prose, of which every report has its own; together with how many are kept this bounds the memory.
_LONGEST = 200
_KEPT = 8192


class _Memory(dict[str, Result]):
    """What a function gave for texts. When it is full it begins anew: what comes again is soon there again."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[[str], Result]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Result:
        result = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = result
        return result


def remembered(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """`function`, a pure one of a text, worked out once for each text of a label's length.

    A dictionary is asked and no function of ours, since a report asks a thousand times.
    """
    return _Memory(function).__getitem__
