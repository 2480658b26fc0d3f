"""How much of an archive is unpacked."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one archive may hold, with all archives within: entries, bytes unpacked of one and of all, and the depth.

    `ratio` is how far one entry may grow; small ones of repeated markup shrink to nothing, so it holds from
    `ratio_from` bytes on.
    """

    entries: int = 20_000
    entry_bytes: int = 50_000_000
    total_bytes: int = 2_000_000_000
    ratio: int = 250
    ratio_from: int = 4_000_000
    depth: int = 3


@dataclass(slots=True)
class Budget:
    """What is left of the bounds while an archive is unpacked."""

    bounds: Bounds
    name: str
    entries: int = field(init=False)
    total_bytes: int = field(init=False)

    def __post_init__(self) -> None:
        self.entries = self.bounds.entries
        self.total_bytes = self.bounds.total_bytes

    def take_entries(self, count: int) -> None:
        """Count entries, whether they are wanted or not; raises Unreadable when there are too many."""
        self.entries -= count
        if self.entries < 0:
            raise Unreadable(Problem("archive_too_many", {"name": self.name, "limit": str(self.bounds.entries)}))

    def take_bytes(self, count: int) -> None:
        """Count bytes that are unpacked; raises Unreadable when they are too many."""
        self.total_bytes -= count
        if self.total_bytes < 0:
            megabytes = str(self.bounds.total_bytes // 1_000_000)
            raise Unreadable(Problem("archive_too_large", {"name": self.name, "megabytes": megabytes}))
