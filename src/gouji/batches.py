"""Many small tasks in few calls: a worker process is asked for a batch of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""Calls a function for each of many tasks, in order: `map`, or a pool's, whose workers can import the function."""

Task = TypeVar("Task")
Result = TypeVar("Result")

# A round to a worker and back costs as much as reading one record.
_BATCH = 16


def in_batches(
    spread: Spread, function: Callable[[Task], Result], tasks: Sequence[Task], size: int = _BATCH
) -> Iterator[Result]:
    """What `function` gives for each of `tasks`, in order. It is a function of a module, or a partial of one.

    `size` tasks go at a time, and their results come back together.
    """
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    for results in spread(partial(_each, function), batches):
        yield from results


def _each(function: Callable[[Any], Any], batch: Sequence[Any]) -> list[Any]:
    return [function(task) for task in batch]
