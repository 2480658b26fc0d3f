"""What a manifest says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gouji.model import Problem, Registration


class ManifestRefused(Exception):
    """The manifest cannot be used; each problem names the file, and the row and column where it is about one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `number` as the sheet counts it, `path` as written (None when the row names only a body)."""

    number: int
    path: str | None
    registration: Registration


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest: its file, the digest of it, its rows in order, and what was noticed (unknown columns, …)."""

    path: Path
    sha256: str
    entries: tuple[Entry, ...]
    notes: tuple[Problem, ...] = ()
