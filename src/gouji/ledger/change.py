"""A move of one finding as rows: the event that is kept, and what it changes of the finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.ledger.steps import Move
from gouji.model import Step

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said with a move; `until` and `deadline` are ISO dates, the last days that still count."""

    reason: str | None = None
    text: str | None = None
    document: str | None = None
    deadline: str | None = None
    until: str | None = None


NOTHING = Said()


@dataclass(frozen=True, slots=True)
class Mark:
    """When and by whom a move is made, in which run if in one, and the number of its event."""

    event: int
    at: str
    author: str
    run: int | None = None


def event_of(finding: Mapping[str, Any], move: Move, mark: Mark, said: Said = NOTHING) -> Values:
    """The event's row. `finding` needs `id` and `status`, which is None for a new one."""
    return {
        "id": mark.event,
        "finding_id": finding["id"],
        "run_id": mark.run,
        "at": mark.at,
        "author": mark.author,
        "action": move.action,
        "from_status": finding["status"],
        "to_status": move.target.value,
        "reason": said.reason,
        "document": said.document,
        "deadline": said.until or said.deadline,
        "text": said.text,
    }


def changed(finding: Mapping[str, Any], move: Move, mark: Mark, said: Said = NOTHING) -> Values:
    """What the move makes of the finding: the values of the columns that every move sets."""
    again = move.target in (Step.OPEN, Step.REOPENED)
    return {
        "status": move.target.value,
        "document": said.document or (None if again else finding["document"]),
        "deadline": said.deadline or (None if again else finding["deadline"]),
        "waived_until": said.until if move.target is Step.WAIVED else None,
        "decided_by": None if move.by_run else mark.author,
        "reason": None if move.by_run else said.reason or said.text,
        "last_event": mark.event,
    }


def lapsed(finding: Mapping[str, Any], today: str) -> bool:
    """Whether the finding's waiver has run out before `today`."""
    until = finding["waived_until"]
    return finding["status"] == Step.WAIVED.value and until is not None and until < today


def standing(finding: Mapping[str, Any], today: str) -> Step:
    """The step of a finding on the day `today`: a waiver may have run out, a deadline may have passed."""
    if lapsed(finding, today):
        return Step.REOPENED
    issued = finding["status"] == Step.ISSUED.value
    if issued and finding["deadline"] is not None and finding["deadline"] < today:
        return Step.OVERDUE
    return Step(finding["status"])
