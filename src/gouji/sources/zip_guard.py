"""Open a ZIP container (DOCX, XLSX, ODS, OFD, an archive) within bounds: nothing is unpacked before it is judged."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable

_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
# Small parts of repeated markup shrink to nothing; only what unpacks to a size that hurts is suspect.
RATIO_FROM = 4_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a container may hold: entries, bytes unpacked (of one entry, of all), and how far an entry may grow."""

    entries: int = 2_000
    entry_bytes: int = 64_000_000
    total_bytes: int = 200_000_000
    ratio: int = 250


LIMITS = Limits()


class GuardedZip:
    """A container whose directory was found in order. Names have forward slashes; folders are left out."""

    def __init__(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> None:
        self._archive = archive
        self._entries = entries
        self._name = name

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names, in the directory's order."""
        return tuple(self._entries)

    def info(self, entry: str) -> zipfile.ZipInfo:
        """What the directory says of `entry`; KeyError when there is none of that name."""
        return self._entries[entry]

    def read(self, entry: str) -> bytes:
        """The bytes of `entry`, never more than the directory declares (and the limits allow).

        KeyError when there is none of that name, `Unreadable` when it is damaged.
        """
        info = self._entries[entry]
        try:
            return self._archive.read(info)
        except _BROKEN as error:
            raise Unreadable(Problem("zip_damaged", {"name": self._name})) from error


def open_zip(data: bytes, name: str, limits: Limits = LIMITS) -> GuardedZip:
    """The container in `data`; `name` is the file's, for messages.

    Raises `Unreadable`: `zip_damaged`, `zip_too_many`, `zip_too_large` (a bomb), `zip_duplicate`, `zip_unsafe_name`
    or `file_encrypted`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Unreadable(Problem("zip_damaged", {"name": name})) from error
    infos = archive.infolist()
    _check_counts(infos, name, limits)
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_entry(info, name, limits)
        if not info.is_dir():
            entries[_slashed(info.filename)] = info
    return GuardedZip(archive, entries, name)


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A new container with these `entries` only, uncompressed: for readers that do not guard themselves.

    Every byte of them was unpacked here, within the limits, so the other reader cannot see it differently.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return buffer.getvalue()


def part_names(data: bytes) -> frozenset[str] | None:
    """The names in the directory of a ZIP container, unjudged; None when the directory cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(_slashed(name) for name in archive.namelist())
    except _BROKEN:
        return None


def _check_counts(infos: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise Unreadable(Problem("zip_too_many", {"name": name, "count": str(len(infos))}))
    if sum(info.file_size for info in infos) > limits.total_bytes:
        raise Unreadable(Problem("zip_too_large", {"name": name}))
    twice = [entry for entry, count in Counter(_slashed(info.filename) for info in infos).items() if count > 1]
    if twice:
        raise Unreadable(Problem("zip_duplicate", {"name": name, "entry": twice[0][:80]}))


def _check_entry(info: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(Problem("file_encrypted", {"name": name}))
    grown = info.file_size > RATIO_FROM and info.file_size > limits.ratio * max(info.compress_size, 1)
    if grown or info.file_size > limits.entry_bytes:
        raise Unreadable(Problem("zip_too_large", {"name": name}))
    if _is_unsafe(_slashed(info.filename)):
        raise Unreadable(Problem("zip_unsafe_name", {"name": name, "entry": info.filename[:80]}))


def _slashed(entry: str) -> str:
    return entry.replace("\\", "/")


def _is_unsafe(entry: str) -> bool:
    """Whether `entry` would leave the folder that it is unpacked into."""
    return entry.startswith("/") or bool(_DRIVE.match(entry)) or ".." in entry.split("/")
