"""An interrupt counts wherever it comes."""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Long enough for what was being done, a callback as a rule, to be over; too short to be noticed.
_AFTER_SECONDS = 0.05


@contextmanager
def interrupts_heard() -> Iterator[None]:
    """Send an interrupt again that came where Python can only ignore it: in a destructor or a callback of its own.

    Python would say "Exception ignored in …", with a traceback, and go on as if nobody had pressed a key.
    """
    usual = sys.unraisablehook

    def again(ignored: sys.UnraisableHookArgs) -> None:
        if not issubclass(ignored.exc_type, KeyboardInterrupt):
            usual(ignored)
            return
        timer = threading.Timer(_AFTER_SECONDS, _thread.interrupt_main)
        timer.daemon = True
        with suppress(RuntimeError):  # no thread starts any more when the process is about to end, as was asked for
            timer.start()

    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = usual
