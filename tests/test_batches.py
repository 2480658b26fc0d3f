"""Many small tasks in few calls: nothing is lost between the batches, and the order stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import pytest

from gouji.batches import in_batches
from gouji.pool import Pool


def times(factor: int, number: int) -> int:
    if number < 0:
        raise ValueError(number)
    return factor * number


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 100])
def test_every_task_is_done_once_in_order(count: int) -> None:
    asked: list[int] = []

    def spread(function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterable[Any]:
        asked.append(len(tasks))
        return map(function, tasks)

    assert list(in_batches(spread, partial(times, 3), range(count))) == [3 * number for number in range(count)]
    assert asked == [-(-count // 16)]


def test_in_worker_processes_the_same_comes_of_it() -> None:
    with Pool(2) as pool:
        assert list(in_batches(pool.map_surely, partial(times, 2), list(range(40)))) == list(range(0, 80, 2))


def test_what_a_task_raises_is_raised_here() -> None:
    with Pool(1) as pool, pytest.raises(ValueError, match="-1"):
        list(in_batches(pool.map_surely, partial(times, 2), [1, -1, 2]))
