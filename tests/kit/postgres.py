"""A PostgreSQL server of our own for tests: in a temporary folder, on a socket, ended with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

# Debian keeps the server's programs out of the path, a folder for each version.
_DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root; these users own nothing.
_USERS = ("postgres", "nobody")


class Server:
    """A running server; every test gets a database of its own."""

    def __init__(self, folder: Path, user: str) -> None:
        self._folder = folder
        self._user = user
        self._databases = 0

    def database(self) -> str:
        """The address of a new, empty database."""
        self._databases += 1
        name = f"ledger{self._databases}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._address(name)

    def _address(self, database: str) -> str:
        return f"postgresql://{self._user}@/{database}?host={self._folder}"


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that listens on a socket only and writes as fast as it can: what it holds is thrown away."""
    # A short path: the name of a socket may have a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
    run_as = _unprivileged(folder)
    data = folder / "data"
    try:
        quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder} | run_as
        initdb = [_program("initdb"), "-D", data, "-A", "trust", "-U", "gouji", "-E", "UTF8", "--no-sync", "--locale=C"]
        subprocess.run(initdb, **quiet)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"
        control = [_program("pg_ctl"), "-D", data, "-w"]
        subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
        try:
            yield Server(folder, "gouji")
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to run the server's programs: as they are, or as a user without rights when the tests run as root."""
    if os.geteuid() != 0:
        return {}
    user = next(entry for name in _USERS for entry in pwd.getpwall() if entry.pw_name == name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _program(name: str) -> str:
    versions = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} of PostgreSQL is not installed (Debian: postgresql)")
    return found
