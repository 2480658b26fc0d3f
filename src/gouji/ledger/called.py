"""Findings by their fingerprints, or by those that they had before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from gouji.ledger.schema import findings, former

# As many values as every database takes in one statement.
_AT_ONCE = 500


def called(fingerprint: str) -> ColumnElement[bool]:
    """The condition on the table of findings; a finding that has the fingerprint now goes before one that had it."""
    own = findings.alias("own")
    now = select(own.c.id).where(own.c.fingerprint == fingerprint).scalar_subquery()
    before = select(former.c.finding_id).where(former.c.fingerprint == fingerprint).scalar_subquery()
    return findings.c.id == func.coalesce(now, before)


def all_called(connection: Connection, fingerprints: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The rows of the findings that have or had these fingerprints, by the fingerprint asked for."""
    found: dict[str, Mapping[str, Any]] = {}
    before = select(former.c.fingerprint.label("called"), findings).join_from(former, findings)
    now = select(findings.c.fingerprint.label("called"), findings)
    for start in range(0, len(fingerprints), _AT_ONCE):
        wanted = fingerprints[start : start + _AT_ONCE]
        for query in (before.where(former.c.fingerprint.in_(wanted)), now.where(findings.c.fingerprint.in_(wanted))):
            found |= {row["called"]: dict(row) for row in connection.execute(query).mappings()}
    return found
