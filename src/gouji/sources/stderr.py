"""Keep what libraries print away from the user, who gets a message in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDERR = 2


@contextmanager
def without_stderr() -> Iterator[None]:
    """What the process writes to stderr inside goes nowhere, not even from foreign code; unless GOUJI_DEBUG is set."""
    try:
        kept = None if os.environ.get("GOUJI_DEBUG") else os.dup(_STDERR)
    except OSError:
        kept = None  # there is no stderr to keep anything from
    if kept is None:
        yield
        return
    try:
        with open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), _STDERR)
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, _STDERR)
        os.close(kept)
