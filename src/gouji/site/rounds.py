"""How the year's rectification goes (整改进展), round by round: from ledger.json of the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.messages import message
from gouji.model import Text
from gouji.site.figures import clipped, moment

# A year has a handful; more are a sign that every trial run was entered.
ROUNDS_SHOWN = 20
_COLUMNS = ("reports", "found", "recurred", "mended", "dismissed", "waived", "pending", "faults")
_OF_BODY = ("found", "recurred", "mended", "dismissed", "waived", "pending")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round: when it began, the counts in the order of the columns, and the rate of mending at its end."""

    name: Text
    started: str
    counts: tuple[int, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of a year, the latest ones; of a run also the finding that has been pending longest."""

    title: Text
    note: Text
    columns: tuple[Text, ...]
    rows: tuple[RoundRow, ...]
    oldest: Text | None


def rounds_view(summary: Mapping[str, Any] | None) -> Rounds | None:
    """The section of the overview; None for a run that was not entered in a ledger."""
    if summary is None or not summary.get("rounds"):
        return None
    return Rounds(
        message("rounds_title", year=summary["year"] or "—"),
        message("rounds_note"),
        _heads(_COLUMNS),
        tuple(_row(each, _COLUMNS) for each in summary["rounds"][-ROUNDS_SHOWN:]),
        _oldest(summary["oldest_open"]),
    )


def body_rounds(summary: Mapping[str, Any] | None) -> dict[str, Rounds]:
    """The story of each body by its name, for its reports' pages; nothing for a run without a ledger."""
    if summary is None:
        return {}
    title = message("rounds_of_body", year=summary["year"] or "—")
    note, heads = message("rounds_note"), _heads(_OF_BODY)
    return {
        body["organisation"]: Rounds(
            title, note, heads, tuple(_row(each, _OF_BODY) for each in body["rounds"][-ROUNDS_SHOWN:]), None
        )
        for body in summary["bodies"]
        if body["organisation"]
    }


def _heads(columns: Sequence[str]) -> tuple[Text, ...]:
    return tuple(message(f"rounds_{name}") for name in ("round", "started", *columns, "rate"))


def _row(each: Mapping[str, Any], columns: Sequence[str]) -> RoundRow:
    rate = each["rate"]
    return RoundRow(
        message("ledger_round", number=each["round"]),
        moment(each["started"]) if each["started"] else "",
        tuple(each[name] for name in columns),
        "—" if rate is None else f"{rate:.1%}",
    )


def _oldest(finding: Mapping[str, Any] | None) -> Text | None:
    if finding is None:
        return None
    who = clipped(str(finding["organisation"] or "—"), 300)
    status = message(f"step_{finding['status']}")
    return message("rounds_oldest", who=who, rule=finding["rule"], days=finding["days"], status=status)
