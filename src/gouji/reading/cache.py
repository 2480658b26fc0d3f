"""What was read of a file before, kept in the user's cache folder under the digest of its content.

An entry is compressed JSON that is read into the types of the model: whatever lies there, nothing of it runs, and what
does not fit is as good as absent. What the reading depends on is in the name of the entry: the bytes, the file's name
and path as the user gives it, what stands over what it says, and this very version of the code and of the form.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.resources import files
from pathlib import Path

from gouji import __version__
from gouji.intake import Input, Overrides, read_report
from gouji.model import Report, Unread
from gouji.sources import LARGEST
from gouji.typed_json import NotTyped, dumps, loads

# What a user's cache may hold: some hundred thousand reports.
MOST_BYTES = 1_000_000_000
_LARGEST_ENTRY = 20_000_000
_KINDS: dict[bytes, type[Report] | type[Unread]] = {b"R": Report, b"U": Unread}
# An error of ours with a file is not what the file says: the next run tries again.
_NOT_KEPT = frozenset({"reader_crashed"})


def default_cache() -> Path | None:
    """The folder in the user's cache folder; None where GOUJI_CACHE is set to nothing."""
    named = os.environ.get("GOUJI_CACHE")
    if named is not None:
        return Path(named) if named else None
    return _user_folder() / "gouji" / "read"


def _user_folder() -> Path:
    """Where the system wants caches of the user's."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    # The specification has relative paths ignored.
    named = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return named if named.is_absolute() else Path.home() / ".cache"


def read_cached(item: Input, overrides: Overrides, folder: Path | None) -> Report | Unread:
    """`read_report`, out of the cache in `folder` where it is there, and into it where it was not."""
    place = None if folder is None else _place(item, overrides, folder)
    if place is None:
        return read_report(item, overrides)
    kept = _kept(place)
    if kept is not None and kept.source == item.source:
        return kept
    read = read_report(item, overrides)
    if isinstance(read, Report) or read.problem.code not in _NOT_KEPT:
        _keep(place, read)
    return read


def usable(folder: Path | None) -> Path | None:
    """`folder` made ready; None where it cannot be written or others may write it, whose word counts for nothing."""
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except OSError:
        return None
    owner = getattr(os, "getuid", None)
    foreign = owner is not None and (state.st_uid != owner() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    return None if foreign else folder


def trim(folder: Path | None, most: int = MOST_BYTES) -> None:
    """Remove the entries that were used longest ago until `most` bytes are left."""
    if folder is None:
        return
    found = sorted(_entries(folder))
    size = sum(entry[1] for entry in found)
    for _, each, path in found:
        if size <= most:
            return
        with suppress(OSError):
            os.unlink(path)
            size -= each


def _entries(folder: Path) -> Iterator[tuple[float, int, str]]:
    with suppress(OSError):
        for shelf in os.scandir(folder):
            if shelf.is_dir(follow_symlinks=False):
                for entry in os.scandir(shelf):
                    known = entry.stat(follow_symlinks=False)
                    yield known.st_mtime, known.st_size, entry.path


def _place(item: Input, overrides: Overrides, folder: Path) -> Path | None:
    """Where the entry of a file is; None for a file that is not read at all."""
    try:
        if item.problem is not None or item.path.stat().st_size > LARGEST:
            return None
        with item.path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    parts = (content, os.fsencode(item.source).hex(), os.fsencode(item.file_name).hex(), astuple(overrides))
    name = hashlib.sha256(repr((*parts, code_digest())).encode()).hexdigest()
    return folder / name[:2] / name[2:]


@cache
def code_digest() -> str:
    """What tells this version from every other, an edited checkout included: the package's files, sizes and times."""
    root = Path(str(files("gouji")))
    known = [
        (path.relative_to(root).as_posix(), (state := path.stat()).st_size, state.st_mtime_ns)
        for part in ("form", "messages", "model", "normalise", "sources")
        for path in sorted((root / part).rglob("*"))
        if path.suffix in (".py", ".yml")
    ]
    return hashlib.sha256(repr((__version__, known)).encode()).hexdigest()


def _kept(place: Path) -> Report | Unread | None:
    try:
        with place.open("rb") as file:
            data = file.read(_LARGEST_ENTRY)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data[1:], _LARGEST_ENTRY)
        if unpacker.unconsumed_tail or not unpacker.eof:
            return None
        kept = loads(text, _KINDS[data[:1]])
        os.utime(place)
    except (OSError, zlib.error, NotTyped, KeyError):
        return None
    return kept


def _keep(place: Path, read: Report | Unread) -> None:
    """Write an entry whole or not at all; a cache that cannot be written is no error."""
    mark = b"R" if isinstance(read, Report) else b"U"
    temporary = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        data = mark + zlib.compress(dumps(read).encode(), 1)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        temporary.write_bytes(data)
        os.replace(temporary, place)
    except (OSError, TypeError):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
