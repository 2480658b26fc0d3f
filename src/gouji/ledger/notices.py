"""The notices under which findings were issued: what a later letter about them refers to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from gouji.ledger.called import all_called
from gouji.ledger.schema import events
from gouji.ledger.store import Ledger

# As many values as every database takes in one statement.
_AT_ONCE = 500


def notices_before(ledger: Ledger, before: str | None) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What gives the 文号 of the notices under which findings, by fingerprint, had last been issued at `before`.

    `before`, a moment in ISO 8601 and UTC, is when the run began that the letter is about: what was issued later may be
    this very letter. None, of a run that does not say, knows of no earlier notice.
    """

    def cited(fingerprints: Sequence[str]) -> tuple[str, ...]:
        if before is None or not fingerprints:
            return ()
        latest: dict[int, tuple[int, str]] = {}
        with ledger.reading() as connection:
            known = list({row["id"] for row in all_called(connection, fingerprints).values()})
            issued = select(events.c.id, events.c.finding_id, events.c.document).where(
                events.c.action == "issue", events.c.at < before, events.c.document.is_not(None)
            )
            for start in range(0, len(known), _AT_ONCE):
                own = issued.where(events.c.finding_id.in_(known[start : start + _AT_ONCE]))
                for row in connection.execute(own.order_by(events.c.id)):
                    latest[row.finding_id] = (row.id, row.document)
        return tuple(dict.fromkeys(document for _, document in sorted(latest.values())))

    return cited
