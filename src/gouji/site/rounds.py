"""How the year's rectification goes (整改进展), round by round: from ledger.json of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.messages import message
from gouji.model import Text
from gouji.site.figures import clipped, moment

# A year has a handful; more are a sign that every trial run was entered.
ROUNDS_SHOWN = 20
_COLUMNS = ("reports", "found", "recurred", "mended", "dismissed", "waived", "pending", "faults")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round: when it began, the counts in the order of the columns, and the rate of mending at its end."""

    name: Text
    started: str
    counts: tuple[int, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of a year, the latest ones, and the finding that has been pending longest."""

    title: Text
    note: Text
    columns: tuple[Text, ...]
    rows: tuple[RoundRow, ...]
    oldest: Text | None


def rounds_view(summary: Mapping[str, Any] | None) -> Rounds | None:
    """The section of the overview; None for a run that was not entered in a ledger."""
    if summary is None or not summary.get("rounds"):
        return None
    heads = ("round", "started", *_COLUMNS, "rate")
    return Rounds(
        message("rounds_title", year=summary["year"] or "—"),
        message("rounds_note"),
        tuple(message(f"rounds_{name}") for name in heads),
        tuple(_row(each) for each in summary["rounds"][-ROUNDS_SHOWN:]),
        _oldest(summary["oldest_open"]),
    )


def _row(each: Mapping[str, Any]) -> RoundRow:
    rate = each["rate"]
    return RoundRow(
        message("ledger_round", number=each["round"]),
        moment(each["started"]) if each["started"] else "",
        tuple(each[name] for name in _COLUMNS),
        "—" if rate is None else f"{rate:.1%}",
    )


def _oldest(finding: Mapping[str, Any] | None) -> Text | None:
    if finding is None:
        return None
    who = clipped(str(finding["organisation"] or "—"), 300)
    status = message(f"step_{finding['status']}")
    return message("rounds_oldest", who=who, rule=finding["rule"], days=finding["days"], status=status)
