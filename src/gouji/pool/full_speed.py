"""Settings of Python itself for a run that makes hundreds of thousands of objects and feeds other processes meanwhile.

By default Python looks for what refers to itself in circles after every few hundred objects that are made, and then
through all there are, again and again; a run has few such circles beside the million objects that its libraries hold
for good. And a thread that has to wait for another gets its turn after 5 milliseconds: a worker that reads a document
in 10 would stand idle as long until the thread that feeds it comes to it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS, _YOUNG, _OLD = 100_000, 20, 10
# More than a chunk of reports comes to: what it leaves is looked for when it ends, and what it works with is no litter.
_OBJECTS_OF_A_RUN = 2_000_000
_TURN_SECONDS = 0.000_5


def collect_seldom(objects: int = _OBJECTS) -> None:
    """From now on look for circles after so many more `objects`, and never through what is there already."""
    gc.freeze()
    gc.set_threshold(objects, _YOUNG, _OLD)


def collect_now(*, settled: bool = False) -> None:
    """Look for circles once. With `settled` what is left then is there for good, and is not looked through again.

    Great Expectations leaves circles that hold the frames of a chunk: 60 kB a report, if nobody looks. They come free a
    chunk later, when another has taken their place, and so only what the libraries made in the first may be settled.
    """
    gc.collect()
    if settled:
        gc.freeze()


@contextmanager
def at_full_speed() -> Iterator[None]:
    """The same for a while, more seldom still, and threads take turns quickly.

    Who does much work meanwhile calls `collect_now` after every part of it.
    """
    before, turn = gc.get_threshold(), sys.getswitchinterval()
    collect_seldom(_OBJECTS_OF_A_RUN)
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*before)
        gc.unfreeze()
