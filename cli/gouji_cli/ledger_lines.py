"""Findings of the ledger as lines for people. Every line is harmless to a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gouji.messages import message
from gouji_cli.terminal import harmless

if TYPE_CHECKING:
    from gouji.ledger.query import Answer


def finding_line(finding: Mapping[str, Any], language: str) -> str:
    """A finding in a line."""
    step = message(f"step_{finding['status']}").get(language)
    severity = message(f"severity_{finding['severity']}").get(language)
    text = finding["message_en" if language == "en" else "message"]
    who = f"{_who(finding, language)} {finding['year'] or ''}".strip()
    return harmless(f"{finding['fingerprint']}  {step}  {severity} {finding['rule']}  {who}  {text}")


def count_line(answer: Answer, language: str) -> str:
    """How many findings there are, and how many of them are listed."""
    shown = len(answer.findings)
    code = "ledger_total" if shown == answer.total else "ledger_some"
    return message(code, total=answer.total, shown=shown).get(language)


def finding_lines(finding: Mapping[str, Any], language: str) -> Iterator[str]:
    """A finding with its history."""
    yield finding_line(finding, language)
    if finding["document"]:
        issued = message("ledger_document", number=finding["document"], deadline=finding["deadline"] or "—")
        yield harmless(f"  {issued.get(language)}")
    doubt = finding["doubt_text_en" if language == "en" else "doubt_text"]
    if doubt:
        yield harmless(f"  {message('move_not_retested').get(language)}: {doubt}")
    for event in finding["events"]:
        yield f"  {event_line(event, language)}"


def event_line(event: Mapping[str, Any], language: str) -> str:
    """What happened, when, by whom, from which step to which, and what was said."""
    parts = [event["at"], event["author"], message(f"move_{event['action']}").get(language)]
    if event["round"] is not None:
        parts.append(message("ledger_round", number=event["round"]).get(language))
    if event["from_status"] != event["to_status"]:
        steps = [message(f"step_{step}").get(language) for step in (event["from_status"], event["to_status"]) if step]
        parts.append(" → ".join(steps))
    return harmless("  ".join([*parts, *_said(event, language)]))


def _said(event: Mapping[str, Any], language: str) -> Iterator[str]:
    if event["action"] == "not_retested":
        yield message(f"gone_{event['reason']}").get(language)
    elif event["reason"]:
        yield event["reason"]
    if event["text"]:
        yield event["text"]
    if event["document"]:
        yield message("ledger_document", number=event["document"], deadline=event["deadline"] or "—").get(language)
    elif event["deadline"]:
        yield message("ledger_until", day=event["deadline"]).get(language)


def _who(finding: Mapping[str, Any], language: str) -> str:
    return str(finding["organisation"] or message("ledger_body_unknown").get(language))
