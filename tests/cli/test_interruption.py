"""Interrupts that Python would ignore."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from gouji_cli.interruption import interrupts_heard


class Fragile:
    """Raises when it is thrown away, where nobody can catch it."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __del__(self) -> None:
        raise self.error


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """A shell that starts the tests in the background has interrupts ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
def test_an_interrupt_in_a_destructor_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        Fragile(KeyboardInterrupt())
        threading.Event().wait(30)

    with pytest.raises(KeyboardInterrupt), interrupts_heard():
        interrupted()
    assert capsys.readouterr().err == ""


def test_other_errors_are_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda ignored: told.append(ignored.exc_type))
    usual = sys.unraisablehook
    with interrupts_heard():
        Fragile(ValueError())
    assert told == [ValueError]
    assert sys.unraisablehook is usual
