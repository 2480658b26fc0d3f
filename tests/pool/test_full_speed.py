"""Python's own settings are changed for a run and are what they were before once it has ended, however it ends."""

from __future__ import annotations

import gc
import sys
import weakref
from contextlib import suppress

from gouji.pool import at_full_speed, collect_now


def test_settings_are_for_a_while() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with suppress(ZeroDivisionError), at_full_speed():
        assert gc.get_threshold()[0] > before[0][0]
        assert sys.getswitchinterval() < before[1]
        assert gc.get_freeze_count() > 0
        raise ZeroDivisionError
    assert (gc.get_threshold(), sys.getswitchinterval()) == before
    assert gc.get_freeze_count() == 0


class Circle:
    def __init__(self) -> None:
        self.itself = self


def test_circles_are_thrown_away_when_a_chunk_ends() -> None:
    """Regression: those of Great Expectations held the frames of every chunk until the run had ended."""
    with at_full_speed():
        circle = Circle()
        seen = weakref.ref(circle)
        del circle
        assert seen() is not None
        collect_now()
        assert seen() is None
