"""A finding by its fingerprint, or by one that it had before."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_, select

from gouji.ledger.schema import findings, former


def called(fingerprint: str) -> ColumnElement[bool]:
    """The condition on the table of findings; a finding that has the fingerprint now goes before one that had it."""
    now = findings.alias("now")
    before = select(former.c.finding_id).where(former.c.fingerprint == fingerprint)
    taken = exists(select(now.c.id).where(now.c.fingerprint == fingerprint))
    return or_(findings.c.fingerprint == fingerprint, findings.c.id.in_(before) & ~taken)
