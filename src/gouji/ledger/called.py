"""A finding by its fingerprint, or by one that it had before."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from gouji.ledger.schema import findings, former


def called(fingerprint: str) -> ColumnElement[bool]:
    """The condition on the table of findings; a finding that has the fingerprint now goes before one that had it."""
    own = findings.alias("own")
    now = select(own.c.id).where(own.c.fingerprint == fingerprint).scalar_subquery()
    before = select(former.c.finding_id).where(former.c.fingerprint == fingerprint).scalar_subquery()
    return findings.c.id == func.coalesce(now, before)
