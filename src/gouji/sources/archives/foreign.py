"""Archives that Python does not read (7z, RAR): bsdtar of libarchive, where it is installed, turns them into a tar.

Windows 10 and macOS have it as `tar`. It reads the archive and writes a stream; nothing reaches the disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from gouji.model import Problem
from gouji.sources.archives.bounds import Budget
from gouji.sources.archives.member import Member
from gouji.sources.archives.names import harmless_path
from gouji.sources.unreadable import Unreadable

_PROTECTED = (b"encrypt", b"passphrase", b"password")


def foreign_members(
    path: Path, name: str, kind: str, wanted: Callable[[str], bool], budget: Budget
) -> Iterator[Member]:
    """The files of the archive at `path` that are `wanted`; `name` and `kind` (its format) are for messages.

    Raises Unreadable without a program that reads it, and when it is damaged, encrypted or beyond the budget.
    """
    program = unpacker()
    if program is None:
        raise Unreadable(Problem("archive_no_program", {"name": name, "format": kind}))
    with tempfile.TemporaryFile() as complaints, _stream(program, path, complaints) as process:
        assert process.stdout is not None  # noqa: S101 - told to Popen
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as stream:
                yield from _members(stream, wanted, budget)
            complete = process.wait() == 0
        except (tarfile.TarError, EOFError, OSError):
            complete = False
        finally:
            with suppress(OSError):
                process.kill()
        if not complete:
            raise Unreadable(Problem(_cause(complaints), {"name": name}))


def unpacker() -> str | None:
    """The path of bsdtar, under whatever name the system has it; None where there is none."""
    found = shutil.which("bsdtar")
    return found or (shutil.which("tar") if sys.platform in ("win32", "darwin") else None)


def _stream(program: str, path: Path, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a program of the system; the path cannot be taken for an option
        [program, "-c", "-f", "-", "--format", "pax", f"@{path.absolute()}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _members(stream: tarfile.TarFile, wanted: Callable[[str], bool], budget: Budget) -> Iterator[Member]:
    for info in stream:
        budget.take_entries(1)
        name = harmless_path(info.name)
        if not info.isreg() or not name or not wanted(name):
            continue
        if info.size > budget.bounds.entry_bytes:
            megabytes = str(budget.bounds.entry_bytes // 1_000_000)
            yield Member(name, problem=Problem("file_too_large", {"name": name, "megabytes": megabytes}))
            continue
        budget.take_bytes(info.size)
        content = stream.extractfile(info)
        if content is not None:
            yield Member(name, content.read())


def _cause(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    said = complaints.read(10_000).lower()
    return "file_encrypted" if any(word in said for word in _PROTECTED) else "zip_damaged"
