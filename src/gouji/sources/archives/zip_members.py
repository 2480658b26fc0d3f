"""The members of a ZIP archive. One that is damaged or encrypted costs only itself."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from gouji.model import Problem
from gouji.sources.archives.bounds import Budget
from gouji.sources.archives.member import Member
from gouji.sources.archives.names import harmless_path, zip_name
from gouji.sources.unreadable import Unreadable

_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


def zip_members(file: BinaryIO, name: str, wanted: Callable[[str], bool], budget: Budget) -> Iterator[Member]:
    """The files of the ZIP archive called `name` that are `wanted` by their path, in the order packed.

    Raises Unreadable when the archive is damaged or beyond the budget, before anything of it is unpacked.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise Unreadable(Problem("zip_damaged", {"name": name})) from error
    with archive:
        infos = archive.infolist()
        budget.take_entries(len(infos))
        named = [(harmless_path(zip_name(info)), info) for info in infos if _is_file(info)]
        chosen = [(path, info) for path, info in named if path and wanted(path)]
        budget.take_bytes(sum(info.file_size for _, info in chosen if _refusal(info, "", budget) is None))
        for path, info in chosen:
            refusal = _refusal(info, path, budget)
            yield Member(path, problem=refusal) if refusal else _read(archive, info, path)


def _is_file(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16)


def _refusal(info: zipfile.ZipInfo, name: str, budget: Budget) -> Problem | None:
    """Why an entry is not unpacked, by what the directory says of it; None when it may be."""
    bounds = budget.bounds
    if info.flag_bits & _ENCRYPTED:
        return Problem("member_encrypted", {"name": name})
    if info.file_size > bounds.entry_bytes:
        return Problem("file_too_large", {"name": name, "megabytes": str(bounds.entry_bytes // 1_000_000)})
    if info.file_size > bounds.ratio_from and info.file_size > bounds.ratio * max(info.compress_size, 1):
        return Problem("zip_too_large", {"name": name})
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    """An entry with its bytes, never more than the directory declares."""
    try:
        return Member(name, archive.read(info))
    except NotImplementedError:
        return Member(name, problem=Problem("member_method", {"name": name}))
    except _BROKEN:
        return Member(name, problem=Problem("zip_damaged", {"name": name}))
