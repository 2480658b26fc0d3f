"""What is said of a file whose worker gave no result."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gouji.intake import Input, unread
from gouji.model import Problem, Unread
from gouji.pool import Limits, Lost, LostKind
from gouji.sources import LARGEST


def lost_report(item: Input, lost: Lost, limits: Limits) -> Unread:
    """The entry of a file that a worker did not finish, with the file's digest as evidence."""
    return unread(item, lost_problem(lost, limits), _digest(item.path))


def lost_problem(lost: Lost, limits: Limits) -> Problem:
    """Why there is no result, in the user's words."""
    if lost.kind is LostKind.TIMEOUT:
        return Problem("worker_timeout", {"seconds": lost.detail})
    if lost.kind is LostKind.MEMORY:
        return Problem("worker_memory", {"megabytes": str((limits.memory or 0) // 1_000_000)})
    code = "worker_crashed" if lost.kind is LostKind.CRASHED else "reader_crashed"
    return Problem(code, {"why": lost.detail})


def _digest(path: Path) -> str | None:
    """The digest of a file's content; None where it cannot be opened or is too large to be a report."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
