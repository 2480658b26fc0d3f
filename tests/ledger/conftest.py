"""Ledgers for tests: a file, and a database on a PostgreSQL server that the tests start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gouji.ledger.store import Ledger, open_ledger
from kit.ledgers import Clock
from kit.postgres import Server, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server."""
    with running_server() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """A clock that the test sets."""
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    """A new ledger in a file."""
    return open_ledger(str(tmp_path / "ledger.db"), create=True, clock=clock)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database: tests that ask for it run on both."""
    return str(request.param)


@pytest.fixture(scope="module")
def new_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, database: str
) -> Callable[[], str]:
    """Makes places for new ledgers: files, or databases of the server."""
    if database == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("ledger") / "ledger.db")
    server: Server = request.getfixturevalue("postgres")
    return server.database
