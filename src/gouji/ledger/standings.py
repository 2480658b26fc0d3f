"""How findings stand in the ledger today, by the fingerprints that a run gave them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gouji.ledger.change import standing
from gouji.ledger.schema import findings, former
from gouji.ledger.store import Ledger
from gouji.model import Step

_AT_ONCE = 500


def standings(ledger: Ledger, fingerprints: Sequence[str]) -> dict[str, Step]:
    """The step of each finding that the ledger has, also under a fingerprint that it had before."""
    found: dict[str, Step] = {}
    before = select(former.c.fingerprint.label("called"), findings).join_from(former, findings)
    now = select(findings.c.fingerprint.label("called"), findings)
    with ledger.reading() as connection:
        for start in range(0, len(fingerprints), _AT_ONCE):
            wanted = fingerprints[start : start + _AT_ONCE]
            # What has a fingerprint now goes before what had it.
            for query in (
                before.where(former.c.fingerprint.in_(wanted)),
                now.where(findings.c.fingerprint.in_(wanted)),
            ):
                rows = map(dict, connection.execute(query).mappings())
                found |= {row["called"]: standing(row, ledger.today) for row in rows}
    return found
