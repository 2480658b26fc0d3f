"""How often Python looks for what refers to itself in circles and can be thrown away.

By default it does after every few hundred objects that are made, and then through all there are, again and again. A run
makes hundreds of thousands, nearly all without circles, beside the million that its libraries hold for good.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS, _YOUNG, _OLD = 100_000, 20, 10


def collect_seldom() -> None:
    """From now on look seldom, and never through what is there already."""
    gc.freeze()
    gc.set_threshold(_OBJECTS, _YOUNG, _OLD)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """The same for a while."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
