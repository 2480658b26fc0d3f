"""A run of the ledger as a side of a comparison."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from gouji.ledger.change import standing
from gouji.ledger.refused import refused
from gouji.ledger.schema import bodies, findings, reports, runs, sightings
from gouji.ledger.seen import EARLIER, Other, Seen, Sighting, Spot, beside_of
from gouji.ledger.side import Side, side
from gouji.ledger.store import Ledger


def ledger_side(ledger: Ledger, run: str) -> Side:
    """The run with the id `run`. Raises LedgerRefused when the ledger has no such run.

    The messages are those of the latest run that saw a finding: the ledger keeps one text of each.
    """
    with ledger.reading() as connection:
        row = connection.execute(select(runs).where(runs.c.key == run)).first()
        if row is None:
            raise refused("ledger_no_run", run=run)
        every = list(_reports(connection, row.id, ledger.today))
    earlier = [Other(seen.organisation, seen.code, seen.year, seen.sha256) for seen in every if _is_earlier(seen)]
    return side(run, row.started, [seen for seen in every if not _is_earlier(seen)], earlier)


def _is_earlier(seen: Seen) -> bool:
    return seen.verdict == EARLIER


def _reports(connection: Connection, run: int, today: str) -> Iterator[Seen]:
    found = _sightings(connection, run, today)
    query = select(reports, bodies.c.name, bodies.c.code).outerjoin_from(
        reports, bodies, reports.c.body_id == bodies.c.id
    )
    for row in connection.execute(query.where(reports.c.run_id == run).order_by(reports.c.id)):
        yield Seen(
            source=row.source,
            sha256=row.sha256,
            organisation=row.name,
            code=row.code,
            year=row.year,
            verdict=row.verdict,
            outcomes={rule: outcome for outcome, names in json.loads(row.outcomes).items() for rule in names.split()},
            unsure=tuple(Spot(*spot) for spot in json.loads(row.unsure)),
            findings=tuple(found[row.id]),
        )


def _sightings(connection: Connection, run: int, today: str) -> dict[int, list[Sighting]]:
    joined = sightings.join(reports, sightings.c.report_id == reports.c.id).join(findings)
    rested = sightings.c.beside.label("rested")
    query = select(sightings.c.report_id, rested, findings).select_from(joined).where(reports.c.run_id == run)
    found: dict[int, list[Sighting]] = defaultdict(list)
    for row in connection.execute(query.order_by(findings.c.id)):
        found[row.report_id].append(_sighting(row, today))
    return found


def _sighting(row: Row[Any], today: str) -> Sighting:
    spot = Spot(row.rule, row.frame, row.row, row.column)
    status = standing(row._asdict(), today).value
    words = (row.category, row.severity, row.message, row.message_en)
    return Sighting(row.fingerprint, spot, *words, status, beside_of(row.rested))
