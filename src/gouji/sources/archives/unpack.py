"""Unpack an archive with the archives in it."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from gouji.model import Problem
from gouji.sources.archives.bounds import Bounds, Budget
from gouji.sources.archives.foreign import foreign_members
from gouji.sources.archives.kinds import ZIP, could_be_archive, is_document, kind_of_archive
from gouji.sources.archives.member import Member, inside
from gouji.sources.archives.zip_members import zip_members
from gouji.sources.unreadable import Unreadable

_HEAD = 256


def unpack(
    path: Path, name: str, wanted: Callable[[str], bool], bounds: Bounds | None = None
) -> Iterator[Member] | None:
    """The files in the archive at `path` that are `wanted` by their path in it; None when it is no archive.

    `name` is for messages. What is in an archive within stands in its place. Two files of one name get `#2`, `#3` …;
    whatever cannot be unpacked is a member with a problem. OSError when the file cannot be opened.
    """
    with path.open("rb") as file:
        kind = kind_of_archive(file.read(_HEAD))
        if kind is None or (kind == ZIP and is_document(file)):
            return None
    return _numbered(_unpacked(path, kind, Budget(bounds or Bounds(), name), wanted))


def _unpacked(path: Path, kind: str, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    found = False
    try:
        for member in _with_nested(_members(path, kind, budget, wanted), budget, wanted, depth=1):
            found = True
            yield member
    except Unreadable as refused:
        yield Member("", problem=refused.problem)
    else:
        if not found:
            yield Member("", problem=Problem("archive_empty", {"name": budget.name}))


def _members(path: Path, kind: str, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    if kind != ZIP:
        yield from foreign_members(path, budget.name, kind, wanted, budget)
        return
    with path.open("rb") as file:
        yield from zip_members(file, budget.name, wanted, budget)


def _with_nested(
    members: Iterator[Member], budget: Budget, wanted: Callable[[str], bool], depth: int
) -> Iterator[Member]:
    for member in members:
        if member.data is None or not could_be_archive(member.data[:_HEAD]):
            yield member
        else:
            yield from _nested(member.name, member.data, budget, wanted, depth)


def _nested(name: str, data: bytes, budget: Budget, wanted: Callable[[str], bool], depth: int) -> Iterator[Member]:
    kind = kind_of_archive(data[:_HEAD])
    if kind is None or (kind == ZIP and is_document(io.BytesIO(data))):
        yield Member(name, data)
        return
    if depth >= budget.bounds.depth:
        yield Member(name, problem=Problem("archive_too_deep", {"name": name, "limit": str(budget.bounds.depth)}))
        return
    try:
        for member in _with_nested(_of_bytes(name, data, kind, budget, wanted), budget, wanted, depth + 1):
            yield Member(inside(name, member.name), member.data, member.problem)
    except Unreadable as refused:
        yield Member(name, problem=refused.problem)


def _of_bytes(name: str, data: bytes, kind: str, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    if kind == ZIP:
        yield from zip_members(io.BytesIO(data), name, wanted, budget)
        return
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        path = Path(folder) / "archive"
        path.write_bytes(data)
        yield from foreign_members(path, name, kind, wanted, budget)


def _numbered(members: Iterator[Member]) -> Iterator[Member]:
    """Two files of one name are both kept: the second gets a number."""
    seen: Counter[str] = Counter()
    for member in members:
        seen[member.name] += 1
        count = seen[member.name]
        if count > 1 and PurePosixPath(member.name).name:
            yield Member(f"{member.name}#{count}", member.data, member.problem)
        else:
            yield member
