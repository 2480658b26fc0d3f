"""How a year's rectification goes, round by round: what was found, mended and came back, and what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from gouji.ledger.query import Filter, condition, entries
from gouji.ledger.runs import Recorded
from gouji.ledger.schema import bodies, events, findings, reports, rounds, runs
from gouji.ledger.seen import EARLIER
from gouji.ledger.store import Ledger
from gouji.model import Severity, Step, VerdictKind

Json = dict[str, Any]

SCHEMA = 1
_PENDING = [step.value for step in Step if step.pending]
_COUNTS = ("found", "recurred", "mended", "dismissed", "waived")


@dataclass(frozen=True, slots=True)
class _Round:
    """A round and the events in it: from the first of its first run to the last before the next round."""

    number: int
    started: str | None
    runs: tuple[int, ...]
    first_event: int
    next_event: int | None


def ledger_summary(ledger: Ledger, recorded: Recorded) -> Json:
    """What ledger.json of a run holds: the rounds of its year, the steps, the oldest that is open, and each body."""
    with ledger.reading() as connection:
        series = _rounds(connection, recorded.year)
        own = [run for each in series for run in each.runs]
        by_round = [_moved(connection, each, own) for each in series]
        reported = _reported(connection, own)
        oldest = _oldest(connection, own, ledger.today)
        return {
            "schema": SCHEMA,
            "year": recorded.year or None,
            "round": recorded.round,
            "rounds": _sums(series, by_round, reported),
            "statuses": _steps(connection, own, ledger.today),
            "oldest_open": oldest,
            "bodies": _bodies(connection, series, by_round),
        }


def _rounds(connection: Connection, year: int) -> list[_Round]:
    joined = select(runs, rounds.c.number).join_from(runs, rounds).where(rounds.c.year == year)
    found: dict[int, list[Any]] = {}
    for row in connection.execute(joined.order_by(runs.c.id)):
        found.setdefault(row.number, []).append(row)
    ordered = sorted(found.items(), key=lambda item: item[1][0].first_event)
    begins = [own[0].first_event for _, own in ordered]
    ends: list[int | None] = [*begins[1:], None]
    return [
        _Round(number, own[0].started, tuple(row.id for row in own), own[0].first_event, end)
        for (number, own), end in zip(ordered, ends, strict=True)
    ]


def _moved(connection: Connection, each: _Round, own: Sequence[int]) -> dict[int | None, Counter[str]]:
    """How many findings of the year moved how in a round, by body."""
    end = [events.c.id < each.next_event] if each.next_event is not None else []
    within = and_(events.c.id >= each.first_event, *end, findings.c.first_run.in_(own))
    to, was = events.c.to_status, events.c.from_status
    changes = was.is_distinct_from(to)
    pending = _one(to.in_(_PENDING)) - _one(and_(was.is_not(None), was.in_(_PENDING)))
    critical = case((findings.c.severity == Severity.CRITICAL.value, pending), else_=0)
    sums = {
        "found": _one(events.c.action == "found"),
        "recurred": _one(and_(was == Step.MENDED.value, to == Step.REOPENED.value)),
        "mended": _one(and_(to == Step.MENDED.value, changes)),
        "dismissed": _one(and_(to == Step.DISMISSED.value, changes)),
        "waived": _one(and_(to == Step.WAIVED.value, changes)),
        "pending": pending,
        "critical": critical,
        "mended_now": _one(to == Step.MENDED.value) - _one(and_(was.is_not(None), was == Step.MENDED.value)),
    }
    query = select(findings.c.body_id, *(func.sum(value).label(name) for name, value in sums.items()))
    rows = connection.execute(query.join_from(events, findings).where(within).group_by(findings.c.body_id))
    return {row.body_id: Counter({name: int(getattr(row, name)) for name in sums}) for row in rows}


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _sums(
    series: Sequence[_Round], by_round: Sequence[dict[int | None, Counter[str]]], reported: Counter[int]
) -> list[Json]:
    """Each round with what happened in it, and what is pending and the rate of mending (整改率) at its end.

    The rate is what is mended out of all that counts: mended or still pending; None while nothing counts.
    """
    total: Counter[str] = Counter()
    told: list[Json] = []
    for each, moved in zip(series, by_round, strict=True):
        happened: Counter[str] = Counter()
        for own in moved.values():
            happened.update(own)
        total.update(happened)
        told.append(
            {"round": each.number, "started": each.started, "reports": sum(reported[run] for run in each.runs)}
            | {name: happened[name] for name in _COUNTS}
            | {"pending": total["pending"], "faults": total["critical"]}
            | {"rate": _rate(total["mended_now"], total["pending"])}
        )
    return told


def _rate(mended: int, pending: int) -> float | None:
    return round(mended / (mended + pending), 4) if mended + pending else None


_NO_REPORT = (EARLIER, VerdictKind.UNREADABLE.value, VerdictKind.MISSING.value)


def _reported(connection: Connection, own: Sequence[int]) -> Counter[int]:
    """How many reports each run brought to its round: those that a later run of the round has again count there only.

    A report is its body's of a year; one of a body that nobody knows is known by its file.
    """
    file = case((reports.c.body_id.is_(None), reports.c.source))
    report = (runs.c.round_id, reports.c.body_id, reports.c.year, file)
    latest = func.max(reports.c.run_id).over(partition_by=report).label("latest")
    query = select(reports.c.run_id, latest).join_from(reports, runs, reports.c.run_id == runs.c.id)
    there = query.where(reports.c.run_id.in_(own), reports.c.verdict.not_in(_NO_REPORT)).subquery()
    counts = select(there.c.run_id, func.count().label("reports")).where(there.c.run_id == there.c.latest)
    return Counter({row.run_id: row.reports for row in connection.execute(counts.group_by(there.c.run_id))})


def _steps(connection: Connection, own: Sequence[int], today: str) -> dict[str, int]:
    """How many findings of the year stand at each step today."""
    of_year = findings.c.first_run.in_(own)
    counts = {}
    for step in Step:
        query = select(func.count()).select_from(findings).where(of_year, condition(Filter(statuses=(step,)), today))
        counts[step.value] = connection.scalar(query) or 0
    return counts


def _oldest(connection: Connection, own: Sequence[int], today: str) -> Json | None:
    """The finding that has been pending longest."""
    pending = condition(Filter(statuses=tuple(step for step in Step if step.pending)), today)
    query = select(func.min(findings.c.id)).where(findings.c.first_run.in_(own), pending)
    oldest = connection.scalar(query)
    return entries(connection, findings.c.id == oldest, today)[0] if oldest is not None else None


def _bodies(
    connection: Connection, series: Sequence[_Round], by_round: Sequence[dict[int | None, Counter[str]]]
) -> list[Json]:
    """Each body's story: what happened to its findings in each round, and what was pending at its end."""
    names = {row.id: row.name for row in connection.execute(select(bodies.c.id, bodies.c.name))}
    stories: dict[int | None, list[Json]] = {}
    pending: Counter[int | None] = Counter()
    mended: Counter[int | None] = Counter()
    for each, moved in zip(series, by_round, strict=True):
        for body in dict.fromkeys([*stories, *moved]):
            own = moved.get(body, Counter())
            pending[body] += own["pending"]
            mended[body] += own["mended_now"]
            story: Json = {"round": each.number, "started": each.started} | {name: own[name] for name in _COUNTS}
            story |= {"pending": pending[body], "rate": _rate(mended[body], pending[body])}
            stories.setdefault(body, []).append(story)
    ordered = sorted(stories.items(), key=lambda item: names.get(item[0] or 0, ""))
    return [{"organisation": names.get(body or 0), "rounds": story} for body, story in ordered]
