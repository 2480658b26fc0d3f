"""What became of findings since they were found: the notice they were issued under, its deadline, the body's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from gouji.ledger.schema import events
from gouji.model import Step

Json = dict[str, Any]
_Row = Mapping[str, Any]

_ANSWERS = ("answer", "dispute")
# A finding that is issued again, or open again, waits for another answer.
_ANEW = frozenset({Step.ISSUED.value, Step.OPEN.value, Step.REOPENED.value})


def followups(connection: Connection, rows: Sequence[_Row]) -> Mapping[int, Json]:
    """For each of these rows of the table of findings, by id, what there is to say beside its step.

    `document` and `deadline` of the notice, `answer` (text, at, disputed), `reason` where it was mended in part, and
    `first_seen` for what an earlier run had found already. Without any of them there is no entry.
    """
    answers = _answers(connection, [row["id"] for row in rows if row["status"] != Step.OPEN.value])
    found = {row["id"]: _followup(row, answers.get(row["id"])) for row in rows}
    return {key: said for key, said in found.items() if said}


def _followup(row: _Row, answer: Json | None) -> Json:
    said = {
        "document": row["document"],
        "deadline": row["deadline"],
        "answer": answer,
        "reason": row["reason"] if row["status"] == Step.PARTLY.value else None,
        "first_seen": row["first_seen"] if row["first_run"] != row["last_run"] else None,
    }
    return {name: value for name, value in said.items() if value}


def _answers(connection: Connection, findings: Sequence[int]) -> Mapping[int, Json]:
    """The latest answer to each finding since it was last issued."""
    answers: dict[int, Json] = {}
    if not findings:
        return answers
    query = select(events).where(events.c.finding_id.in_(findings)).order_by(events.c.id)
    for event in connection.execute(query).mappings():
        if event["action"] in _ANSWERS:
            disputed = event["action"] == "dispute"
            answers[event["finding_id"]] = {"text": event["text"], "at": event["at"], "disputed": disputed}
        elif event["to_status"] in _ANEW:
            answers.pop(event["finding_id"], None)
    return answers
