"""Open a ledger: an SQLite file, or a PostgreSQL database that an office shares.

Writers take turns: SQLite locks the file when a transaction that writes begins (BEGIN IMMEDIATE), PostgreSQL takes an
advisory lock. A transaction is all or nothing, also when the process is killed in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from gouji.ledger.migrate import SCRIPTS, is_empty, migrate, outdated
from gouji.ledger.refused import LedgerRefused, refused

# Seconds that a writer waits for the one before it; recording a large run takes a while.
PATIENCE = 120
# The key of the advisory lock: any number that nobody else uses.
_LOCK = 0x676F756A69
_WRITES = "gouji_writes"
_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger; `place` is its file or address without password, for messages."""

    engine: Engine
    place: str
    clock: Clock = utc_now

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; what it sees does not change meanwhile."""
        with _worded(self.place), self.engine.connect() as plain:
            still = {"isolation_level": "REPEATABLE READ"} if plain.dialect.name == "postgresql" else {}
            connection = plain.execution_options(**still)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of the only writer, in one transaction: all is kept at the end, or nothing."""
        with _worded(self.place), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                _take_turn(connection)
                yield connection

    @property
    def now(self) -> str:
        """The time as the ledger keeps it: ISO 8601 in UTC, to the second."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

    @property
    def today(self) -> str:
        """The day here, as an ISO date: deadlines and waivers run out at its end."""
        return self.clock().astimezone().date().isoformat()


def open_ledger(where: str, *, create: bool = False, clock: Clock = utc_now, scripts: Path = SCRIPTS) -> Ledger:
    """The ledger at `where`: a file, or `postgresql://user@host/database`. Tables of an older version are migrated.

    `create` makes a new one where there is none. An SQLite ledger is copied beside itself before it is migrated.
    Raises LedgerRefused when it cannot be reached, is not a ledger, or was written by a newer version.
    """
    url = _url(where)
    file = Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
    # As the user writes it, without the name of the driver.
    shown = str(file) if file else url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
    if file and not create and not file.is_file():
        raise refused("ledger_not_there", place=shown)
    if file and not file.absolute().parent.is_dir():
        raise refused("ledger_no_folder", place=shown)
    ledger = Ledger(_engine(url), shown, clock)
    _bring_up_to_date(ledger, file, create, scripts)
    return ledger


def _bring_up_to_date(ledger: Ledger, file: Path | None, create: bool, scripts: Path) -> None:
    with ledger.reading() as connection:
        if not outdated(connection, ledger.place, scripts):
            return
        fresh = is_empty(connection)
    if fresh and not create:
        raise refused("ledger_not_there", place=ledger.place)
    with ledger.writing() as connection:
        # Another process may have done it while this one waited for its turn.
        if outdated(connection, ledger.place, scripts):
            if file and not is_empty(connection):
                _back_up(file, ledger.clock())
            migrate(connection, scripts)


def _back_up(file: Path, moment: datetime) -> None:
    """A copy of the ledger beside it, by SQLite itself: what stands in the write-ahead log is in it."""
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = file.with_name(f"{file.name}.{stamp}.bak")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise refused("ledger_bad_address", place=where.partition("://")[0] + "://…") from error
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and not url.host:
        return url
    raise refused("ledger_bad_address", place=url.render_as_string(hide_password=True))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        # A connection for each use: a pooled one would hold the file open, which Windows does not let go of.
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 15})
    except ModuleNotFoundError as error:
        raise refused("ledger_no_driver") from error


def _set_up_sqlite(connection: Any, _: object) -> None:
    # The driver's own transactions begin late and without a lock; ours begin in `_begin_sqlite`.
    connection.isolation_level = None
    # The mode stays with the file. Whoever finds it locked comes while another process sets it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # Kilobytes: a large run changes pages all over the indexes before it is written.
    connection.execute("PRAGMA cache_size = -64000")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@contextmanager
def _worded(place: str) -> Iterator[None]:
    """What the database says, as a refusal; refusals from within pass through."""
    try:
        yield
    except LedgerRefused:
        raise
    except DBAPIError as error:
        why = " ".join(str(error.orig).split())[:200]
        code = "ledger_not_ours" if "not a database" in why else "ledger_failed"
        raise refused(code, place=place, **({"why": why} if code == "ledger_failed" else {})) from error
