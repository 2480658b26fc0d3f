"""Bring the tables of a ledger up to date; refuse one that a newer version wrote."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from gouji.ledger.refused import refused

SCRIPTS = Path(str(files("gouji.ledger").joinpath("migrations")))
_VERSIONS = "alembic_version"


def outdated(connection: Connection, shown: str, scripts: Path = SCRIPTS) -> bool:
    """Whether the ledger has older tables than this program, or none.

    Raises LedgerRefused for tables of a newer version and for a database with other tables than a ledger's; `shown` is
    the ledger's place for messages.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return True
    revision = connection.scalar(text("SELECT version_num FROM alembic_version")) if _VERSIONS in tables else None
    if revision is None or "findings" not in tables:
        raise refused("ledger_not_ours", place=shown)
    known = revisions(scripts)
    if revision not in known:
        raise refused("ledger_newer", place=shown, revision=revision)
    return bool(revision != known[-1])


def revisions(scripts: Path = SCRIPTS) -> list[str]:
    """The revisions that this program knows, in order: the numbers with which the files of the migrations begin.

    Alembic would tell as well; it takes a while to import, and every command opens the ledger.
    """
    return sorted(path.name.split("_", 1)[0] for path in (scripts / "versions").glob("[0-9]*.py"))


def is_empty(connection: Connection) -> bool:
    """Whether there is nothing in the database yet."""
    return not inspect(connection).get_table_names()


def migrate(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the migrations that are missing, in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic fills in %(…)s, so that a percent sign in a path must be doubled.
    config.set_main_option("script_location", os.fspath(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
