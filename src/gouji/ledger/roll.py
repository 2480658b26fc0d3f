"""Which reports a run had, in little memory: whether one that a finding rests on was there again, and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from gouji.ledger.seen import Other, Seen
from gouji.model import VerdictKind


class Copy(NamedTuple):
    """A file of a report: its digest, and whether it could be read."""

    sha256: str | None
    was_read: bool


_Key = tuple[str, str, int | None]


class Roll:
    """The reports of a run and those that were handed in as earlier ones, by body and year."""

    def __init__(self, reports: Iterable[Seen] = (), earlier: Iterable[Other] = ()) -> None:
        self._copies: dict[_Key, list[Copy]] = defaultdict(list)
        self._unread: set[str] = set()
        for seen in reports:
            self.add(seen)
        for other in earlier:
            self._enter(other, was_read=True)

    def add(self, seen: Seen) -> None:
        """Enter a report of the run."""
        if not seen.was_read and seen.verdict != VerdictKind.MISSING.value:
            self._unread.add(file_name(seen.source))
        self._enter(Other(seen.organisation, seen.code, seen.year, seen.sha256), seen.was_read)

    def _enter(self, other: Other, was_read: bool) -> None:
        for key in _keys(other):
            self._copies[key].append(Copy(other.sha256, was_read))

    def of(self, other: Other) -> list[Copy]:
        """The files of the report that `other` is, by the body's id, else by its name; by content where it has none."""
        return next((self._copies[key] for key in _keys(other) if key in self._copies), [])

    def could_not_read(self, source: str | None) -> bool:
        """Whether the run had a file of the same name as `source` and could not read it."""
        return source is not None and bool(self._unread) and file_name(source) in self._unread


def file_name(source: str) -> str:
    """The name of a report's file, without its folders."""
    return PurePosixPath(source.replace("\\", "/")).name


def _keys(other: Other) -> list[_Key]:
    """What a report is found by, the surest first."""
    code = [("code", other.code, other.year)] if other.code else []
    name = [("name", other.organisation, other.year)] if other.organisation else []
    return [*code, *name] or [("file", other.sha256 or "", None)]


def earlier_of(entries: Iterable[Mapping[str, Any]]) -> list[Other]:
    """The earlier reports that a run's manifest lists (`previous`)."""
    return [Other(entry["organisation"], None, entry["year"], entry["sha256"]) for entry in entries]
