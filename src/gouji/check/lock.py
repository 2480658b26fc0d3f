"""One run at a time in a folder. The system gives the lock back when its holder ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from gouji.model import Problem
from gouji.run_folder import LOCK, FolderRefused

# Where the byte is that Windows locks: behind what is written, so that another program can read who holds the lock.
_FAR = 1_000


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a run folder, made if it is new. Raises FolderRefused while another run holds it."""
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _held(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FolderRefused(Problem("run_folder_not_writable", {"path": str(folder), "why": why})) from error
    if file is None:
        raise FolderRefused(Problem("run_folder_in_use", {"path": str(folder), "pid": _holder(path)}))
    try:
        yield
    finally:
        # Windows removes no file that is open, POSIX must remove it before another can take the lock. A folder that
        # takes no more keeps the file: it holds nothing once it is closed.
        with suppress(OSError):
            if os.name != "nt":
                path.unlink()
        with suppress(OSError):
            file.close()
            if os.name == "nt":
                path.unlink()


def _held(path: Path) -> IO[bytes] | None:
    """The open file of the lock, None when another process has it."""
    while True:
        file = path.open("a+b")
        if not _lock(file):
            file.close()
            return None
        if _is_still(path, file):
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
            return file
        # Its holder ended, and took the file away, between our opening and locking it.
        file.close()


def _is_still(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _lock(file: IO[bytes]) -> bool:
    """Whether the lock was free; so it is where the file system knows none."""
    windows, posix = _module("msvcrt"), _module("fcntl")
    try:
        if windows is not None:
            file.seek(_FAR)
            windows.locking(file.fileno(), windows.LK_NBLCK, 1)
        elif posix is not None:
            posix.flock(file.fileno(), posix.LOCK_EX | posix.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _module(name: str) -> Any:
    """The system's module for locks; there is one of the two."""
    try:
        return import_module(name)
    except ImportError:
        return None


def _holder(path: Path) -> str:
    """The process that holds the lock, as it wrote it down."""
    try:
        return path.read_text(encoding="ascii", errors="replace")[:20] or "?"
    except OSError:
        return "?"
