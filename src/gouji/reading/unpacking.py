"""Unpack an archive into files of ours, in a worker process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gouji.intake import is_worth_unpacking
from gouji.model import Problem
from gouji.sources.archives import unpack


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive to unpack into `folder`; `name` is what it is called."""

    path: Path
    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of an archive: its path there, and where its bytes lie now, or what is wrong with it."""

    name: str
    path: Path | None
    problem: Problem | None


def unpack_into(packed: Packed) -> tuple[Unpacked, ...] | None:
    """The files of the archive, each under a number in the folder; None when it is no archive but a document.

    OSError when the archive cannot be opened or the folder takes no more.
    """
    members = unpack(packed.path, packed.name, is_worth_unpacking)
    if members is None:
        return None
    found: list[Unpacked] = []
    for number, member in enumerate(members):
        path: Path | None = None
        if member.data is not None:
            packed.folder.mkdir(parents=True, exist_ok=True)
            path = packed.folder / str(number)
            path.write_bytes(member.data)
        found.append(Unpacked(member.name, path, member.problem))
    return tuple(found)
