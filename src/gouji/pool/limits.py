"""What a worker may use, and what is said of a task that it did not finish."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: `seconds`, and `memory` in bytes of address space where the system can limit it.

    A worker ends after `tasks` tasks, or once it has held more than `resident` bytes, and another takes its place:
    what a library leaks does not add up.
    """

    seconds: float = 60.0
    memory: int | None = 2_000_000_000
    tasks: int = 2_000
    resident: int = 600_000_000


class LostKind(StrEnum):
    """Why a task gave no result."""

    TIMEOUT = "timeout"
    CRASHED = "crashed"  # the process ended: killed, a fault in a library
    MEMORY = "memory"
    RAISED = "raised"  # the function raised


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands in the place of a result that there is not. `detail` is for people: a signal's name, an error's text."""

    kind: LostKind
    detail: str = ""
