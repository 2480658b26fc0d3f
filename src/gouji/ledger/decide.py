"""What people do to findings: every move checked against the table of steps, and kept as an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from gouji.ledger import schema
from gouji.ledger.called import called
from gouji.ledger.change import NOTHING, Said, lapsed, standing
from gouji.ledger.refused import refused
from gouji.ledger.steps import Move, allowed
from gouji.ledger.store import Ledger
from gouji.ledger.writer import Writer
from gouji.messages import message
from gouji.model import Step
from gouji.normalise.days import iso_day
from gouji.normalise.text import tidy

_LONGEST = 4_000
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """One move by a person. `review` is the first or the second review, whichever is due.

    `version` is the event that the person saw as the finding's last, None where nobody else can have come between.
    """

    fingerprint: str
    action: str
    author: str
    said: Said = NOTHING
    version: int | None = None


def decide(ledger: Ledger, decisions: Iterable[Decision]) -> list[tuple[str, Step]]:
    """Make the moves, all or none; each fingerprint with the step it has now. Raises LedgerRefused."""
    with ledger.writing() as connection:
        return [(each.fingerprint, make(connection, each, ledger)) for each in decisions]


def make(connection: Connection, decision: Decision, ledger: Ledger) -> Step:
    """Make one move in a transaction that the caller ends; the step the finding has then. Raises LedgerRefused.

    Nothing is written when the move is refused.
    """
    author = _name(decision.author)
    said = _complete(decision.said)
    finding = _finding(connection, decision)
    step = standing(finding, ledger.today)
    move = _move(connection, decision.action, finding, step, author)
    for need in move.needs:
        if getattr(said, need) is None:
            raise refused("ledger_needs", action=message(f"move_{move.action}").zh, need=message(f"need_{need}").zh)
    if said.until is not None and move.target is Step.WAIVED and said.until < ledger.today:
        raise refused("ledger_past", day=said.until)
    writer = Writer(connection, ledger.now, author)
    if lapsed(finding, ledger.today):
        finding |= writer.move(finding, "waiver_expired", Said(until=finding["waived_until"]))
    finding |= {"status": step.value} if step is Step.OVERDUE else {}
    writer.move(finding, move.action, said)
    if move.target is Step.WAIVED:
        writer.add(schema.waivers, _waiver(writer, finding, author, said))
    writer.flush()
    return move.target


def _finding(connection: Connection, decision: Decision) -> dict[str, Any]:
    query = select(schema.findings).where(called(decision.fingerprint))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise refused("ledger_no_finding", fingerprint=decision.fingerprint)
    if decision.version is not None and row["last_event"] != decision.version:
        raise refused("ledger_conflict", **_meanwhile(connection, dict(row)))
    return dict(row)


def _meanwhile(connection: Connection, finding: Mapping[str, Any]) -> dict[str, str]:
    """Who changed a finding last, when and to what, for the person whose change comes too late."""
    events = schema.events.c
    last = connection.execute(select(schema.events).where(events.id == finding["last_event"])).mappings().one()
    step = message(f"step_{last['to_status']}").zh
    return {"author": last["author"], "at": last["at"], "step": f"{step}（{last['to_status']}）"}


def _move(connection: Connection, action: str, finding: Mapping[str, Any], step: Step, author: str) -> Move:
    if action == "review":
        action = "second_review" if step is Step.FIRST_REVIEW else "first_review"
    move = allowed(action, step)
    if move.other_than is not None:
        first = _author_of(connection, finding["id"], move.other_than)
        if first.casefold() == author.casefold():
            raise refused("ledger_same_reviewer", author=author)
    return move


def _author_of(connection: Connection, finding: int, step: Step) -> str:
    events = schema.events.c
    query = select(events.author).where(events.finding_id == finding, events.to_status == step.value)
    return connection.scalar(query.order_by(events.id.desc()).limit(1)) or ""


def _waiver(writer: Writer, finding: Mapping[str, Any], author: str, said: Said) -> dict[str, Any]:
    return {
        "id": writer.number(schema.waivers),
        "finding_id": finding["id"],
        "author": author,
        "reason": said.reason,
        "granted": writer.at,
        "until": said.until,
        "rulebook_version": finding["rulebook_version"],
        "meaning": finding["meaning"],
        "ended": None,
        "ended_why": None,
    }


def _name(author: str) -> str:
    name = tidy(author)
    if not name:
        raise refused("ledger_no_author")
    return name[:_LONGEST_NAME]


def _complete(said: Said) -> Said:
    """What is said, tidied; blank texts say nothing."""
    return Said(
        reason=_text(said.reason),
        text=_text(said.text),
        document=_text(said.document),
        deadline=_day(said.deadline),
        until=_day(said.until),
    )


def _text(text: str | None) -> str | None:
    return tidy(text or "")[:_LONGEST] or None


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    day = iso_day(text)
    if day is None:
        raise refused("ledger_bad_day", text=text[:40])
    return day
