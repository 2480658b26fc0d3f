"""The records of a run with what the ledger says of their findings: status, decision, and a hint from years before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select

from gouji.ledger.called import all_called
from gouji.ledger.change import standing
from gouji.ledger.followup import followups
from gouji.ledger.schema import findings
from gouji.ledger.seen import Spot
from gouji.ledger.store import Ledger
from gouji.messages import message
from gouji.model import Outcome, Severity, Step, VerdictKind, finding_counts
from gouji.model.verdict import verdict_kind

Json = dict[str, Any]
_Known = Mapping[str, Mapping[str, Any]]

_JOINED = ("status", "decision", "followup", "hint", "hint_en")
_JUDGED = (VerdictKind.FAULTS.value, VerdictKind.REVIEW.value, VerdictKind.CLEAR.value)
_OPEN_ENDS = (Outcome.UNDETERMINED.value, Outcome.ERROR.value)


def annotate(ledger: Ledger, records: Iterable[Json]) -> Iterator[Json]:
    """Each record that has findings, with what the ledger says of them, see `annotating`."""
    with annotating(ledger) as annotated:
        yield from (annotated(record) for record in records if record["findings"])


@contextmanager
def annotating(ledger: Ledger) -> Iterator[Callable[[Json], Json]]:
    """What joins `status` and, where there are such, `decision`, `followup` and `hint` to the findings of a record.

    The verdict is what remains when findings that were dismissed or waived do not count. What the ledger does not have
    is left as it is. All records see the ledger as it was at the beginning.
    """
    with ledger.reading() as connection:

        def annotated(record: Json) -> Json:
            if not record["findings"]:
                return record
            known = all_called(connection, [finding["fingerprint"] for finding in record["findings"]])
            return _annotated(connection, record, known, ledger.today)

        yield annotated


def _annotated(connection: Connection, record: Json, known: _Known, today: str) -> Json:
    dismissed = _dismissed_before(connection, known, record["year"])
    since = followups(connection, list(known.values()))
    own = [
        _finding(finding, known.get(finding["fingerprint"]), dismissed, since, today) for finding in record["findings"]
    ]
    return record | {"findings": own, "verdict": _verdict(record, own)}


def _finding(
    finding: Json,
    row: Mapping[str, Any] | None,
    dismissed: Mapping[Spot, Mapping[str, Any]],
    since: Mapping[int, Json],
    today: str,
) -> Json:
    if row is None:
        return finding
    step = standing(row, today)
    added: Json = {"status": step.value}
    if not step.counts:
        added["decision"] = {"by": row["decided_by"], "reason": row["reason"], "until": row["waived_until"]}
    if row["id"] in since:
        added["followup"] = since[row["id"]]
    earlier = dismissed.get(_spot(row))
    if earlier is not None and step is not Step.DISMISSED:
        hint = message("hint_dismissed", year=earlier["year"], reason=earlier["reason"] or "—")
        added |= {"hint": hint.zh, "hint_en": hint.en}
    # What an earlier look at the ledger had joined is out of date.
    return {name: value for name, value in finding.items() if name not in _JOINED} | added


def _verdict(record: Json, own: Sequence[Json]) -> str:
    """The record's verdict without the findings that do not count; what was not judged stays so."""
    # Those of `record` may have been joined before.
    every = [*record["findings"], *own]
    if record["verdict"] not in _JUDGED or all(finding_counts(finding.get("status")) for finding in every):
        return str(record["verdict"])
    open_ends = any(entry["outcome"] in _OPEN_ENDS or entry["undetermined"] for entry in record["outcomes"])
    counted = (Severity(finding["severity"]) for finding in own if finding_counts(finding.get("status")))
    return verdict_kind(counted, open_ends=open_ends).value


def _dismissed_before(connection: Connection, known: _Known, year: int | None) -> Mapping[Spot, Mapping[str, Any]]:
    """What was dismissed of the same body in earlier years, by rule and place; the latest year stands."""
    body = next((row["body_id"] for row in known.values()), None)
    if body is None or year is None:
        return {}
    query = select(findings).where(
        findings.c.body_id == body, findings.c.year < year, findings.c.status == Step.DISMISSED.value
    )
    rows = connection.execute(query.order_by(findings.c.year)).mappings()
    return {_spot(row): row for row in map(dict, rows)}


def _spot(row: Mapping[str, Any]) -> Spot:
    return Spot(row["rule"], row["frame"], row["row"], row["column"])
