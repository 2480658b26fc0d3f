"""Questions to the ledger: which findings, one finding, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from gouji.ledger.called import called
from gouji.ledger.change import standing
from gouji.ledger.gone import Gone
from gouji.ledger.refused import refused
from gouji.ledger.schema import bodies, events, findings, rounds, runs
from gouji.ledger.store import Ledger
from gouji.model import Step

Json = dict[str, Any]

_FIRST, _LAST = runs.alias("first"), runs.alias("last")
_FIRST_ROUND, _LAST_ROUND = rounds.alias("first_round"), rounds.alias("last_round")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings: each field narrows, None and empty do not. `age` is in days since a finding was first seen.

    `body` is a part of a body's name, or its id in the register.
    """

    body: str | None = None
    year: int | None = None
    rule: str | None = None
    category: str | None = None
    severity: str | None = None
    statuses: tuple[Step, ...] = ()
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The findings asked for, at most as many as wanted, and how many there are."""

    total: int
    findings: Sequence[Json]


def list_findings(ledger: Ledger, wanted: Filter, limit: int | None = None) -> Answer:
    """The findings that `wanted` describes, in the order in which they were found."""
    with ledger.reading() as connection:
        described = condition(wanted, ledger.today)
        total = connection.scalar(select(func.count()).select_from(findings).where(described)) or 0
        if not total:
            return Answer(0, [])
        some = select(findings.c.id).where(described).order_by(findings.c.id).limit(limit)
        return Answer(total, entries(connection, findings.c.id.in_(some), ledger.today))


def find(connection: Connection, fingerprint: str, today: str) -> Json:
    """One finding. Raises LedgerRefused when the ledger has none of this fingerprint."""
    found = entries(connection, called(fingerprint), today)
    if not found:
        raise refused("ledger_no_finding", fingerprint=fingerprint)
    return found[0]


def show(ledger: Ledger, fingerprint: str) -> Json:
    """One finding with its history under `events`, the oldest first. Raises LedgerRefused."""
    with ledger.reading() as connection:
        found = find(connection, fingerprint, ledger.today)
        return found | {"events": _history(connection, found["id"])}


def entries(connection: Connection, described: ColumnElement[bool], today: str) -> list[Json]:
    """The findings that a condition describes, as JSON."""
    return [_entry(dict(row), today) for row in connection.execute(_whole().where(described)).mappings()]


def _whole() -> Select[Any]:
    """Findings with the names of their bodies and the rounds in which they were seen first and last."""
    joined = (
        findings.outerjoin(bodies, findings.c.body_id == bodies.c.id)
        .join(_FIRST, findings.c.first_run == _FIRST.c.id)
        .join(_LAST, findings.c.last_run == _LAST.c.id)
        .join(_FIRST_ROUND, _FIRST.c.round_id == _FIRST_ROUND.c.id)
        .join(_LAST_ROUND, _LAST.c.round_id == _LAST_ROUND.c.id)
    )
    names = [
        bodies.c.name.label("organisation"),
        bodies.c.code.label("organisation_id"),
        _FIRST_ROUND.c.number.label("first_round"),
        _LAST_ROUND.c.number.label("last_round"),
    ]
    return select(findings, *names).select_from(joined).order_by(findings.c.id)


def _entry(row: Mapping[str, Any], today: str) -> Json:
    doubt = Gone(row["doubt"]).text if row["doubt"] else None
    return {
        "id": row["id"],
        "fingerprint": row["fingerprint"],
        "organisation": row["organisation"],
        "organisation_id": row["organisation_id"],
        "year": row["year"],
        "rule": row["rule"],
        "category": row["category"] or None,
        "severity": row["severity"],
        "where": {"frame": row["frame"], "row": row["row"], "column": row["column"]},
        "message": row["message"],
        "message_en": row["message_en"],
        "status": standing(row, today).value,
        "document": row["document"],
        "deadline": row["deadline"],
        "waived_until": row["waived_until"],
        "decided_by": row["decided_by"],
        "reason": row["reason"],
        "doubt": row["doubt"],
        "doubt_text": doubt.zh if doubt else None,
        "doubt_text_en": doubt.en if doubt else None,
        "first_seen": row["first_seen"],
        "first_round": row["first_round"],
        "last_seen": row["last_seen"],
        "last_round": row["last_round"],
        "days": (date.fromisoformat(today) - date.fromisoformat(row["first_seen"][:10])).days,
        "rulebook": row["rulebook_version"],
        "version": row["last_event"],
    }


def _history(connection: Connection, finding: int) -> list[Json]:
    joined = events.outerjoin(runs, events.c.run_id == runs.c.id).outerjoin(rounds, runs.c.round_id == rounds.c.id)
    query = select(events, runs.c.key.label("run"), rounds.c.number.label("round")).select_from(joined)
    rows = connection.execute(query.where(events.c.finding_id == finding).order_by(events.c.id)).mappings()
    names = "at author action from_status to_status reason document deadline text run round".split()
    return [{name: row[name] for name in names} for row in rows]


def condition(wanted: Filter, today: str) -> ColumnElement[bool]:
    """`wanted` as a condition on the table of findings."""
    columns = findings.c
    parts: list[ColumnElement[bool]] = [true()]
    for column, value in (
        (columns.year, wanted.year),
        (columns.rule, wanted.rule.upper() if wanted.rule else None),
        (columns.category, wanted.category),
        (columns.severity, wanted.severity),
    ):
        if value is not None:
            parts.append(column == value)
    if wanted.body:
        named = or_(bodies.c.name.contains(wanted.body, autoescape=True), bodies.c.code == wanted.body)
        parts.append(columns.body_id.in_(select(bodies.c.id).where(named)))
    if wanted.age is not None:
        oldest = date.fromisoformat(today) - timedelta(days=wanted.age)
        parts.append(columns.first_seen < (oldest + timedelta(days=1)).isoformat())
    if wanted.statuses:
        parts.append(or_(*(_stands(step, today) for step in wanted.statuses)))
    return and_(*parts)


def _stands(step: Step, today: str) -> ColumnElement[bool]:
    """`change.standing` as a condition."""
    columns = findings.c
    late = and_(columns.status == Step.ISSUED.value, columns.deadline < today)
    lapsed = and_(columns.status == Step.WAIVED.value, columns.waived_until < today)
    if step is Step.OVERDUE:
        return late
    if step is Step.REOPENED:
        return or_(columns.status == step.value, lapsed)
    if step is Step.ISSUED:
        return and_(columns.status == step.value, or_(columns.deadline.is_(None), columns.deadline >= today))
    if step is Step.WAIVED:
        return and_(columns.status == step.value, columns.waived_until >= today)
    return columns.status == step.value
