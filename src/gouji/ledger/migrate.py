"""Bring the tables of a ledger up to date; refuse one that a newer version wrote."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from gouji.ledger.refused import refused

SCRIPTS = Path(str(files("gouji.ledger").joinpath("migrations")))


def outdated(connection: Connection, shown: str, scripts: Path = SCRIPTS) -> bool:
    """Whether the ledger has older tables than this program, or none.

    Raises LedgerRefused for tables of a newer version and for a database with other tables than a ledger's; `shown` is
    the ledger's place for messages.
    """
    directory = ScriptDirectory.from_config(_config(scripts))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        if inspect(connection).get_table_names():
            raise refused("ledger_not_ours", place=shown)
        return True
    known = {script.revision for script in directory.walk_revisions()}
    if revision not in known:
        raise refused("ledger_newer", place=shown, revision=revision)
    return revision != directory.get_current_head()


def is_empty(connection: Connection) -> bool:
    """Whether there is nothing in the database yet."""
    return not inspect(connection).get_table_names()


def migrate(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the migrations that are missing, in the connection's transaction."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config(scripts: Path) -> Config:
    # Alembic fills in %(…)s, so that a percent sign in a path must be doubled.
    config = Config()
    config.set_main_option("script_location", os.fspath(scripts).replace("%", "%%"))
    return config
