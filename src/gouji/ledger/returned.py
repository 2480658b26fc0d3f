"""The workbook that came back: each row with a decision becomes a move, unless the finding changed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gouji.ledger.called import all_called
from gouji.ledger.change import Said
from gouji.ledger.columns import EDITED, NEEDED, column_of, decision_of, decisions, heading
from gouji.ledger.decide import Decision, make
from gouji.ledger.refused import LedgerRefused, refused
from gouji.ledger.steps import moves
from gouji.ledger.store import Ledger
from gouji.messages import message
from gouji.model import Problem, Step
from gouji.normalise.days import iso_day

# A row of a sheet: its number there, and the texts of its cells by column; blank ones are left out.
SheetRow = tuple[int, Mapping[int, str]]

_HEAD_ROWS = 10
# What the export fills in for findings that were issued.
_GIVEN = ("document", "deadline")
# Days of the years 2009 to 2064 as spreadsheets count them.
_SERIAL = re.compile(r"[45]\d{4}(\.0+)?")
_DAY_0 = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of a row with a decision: the step that the finding has now, or why it was not applied."""

    row: int
    fingerprint: str
    step: Step | None = None
    problem: Problem | None = None


def apply_rows(ledger: Ledger, rows: Iterable[SheetRow], name: str, author: str) -> list[Returned]:
    """Make the moves of a workbook's rows in one transaction; what is refused is told and the others are made.

    `author` is whose decision it is where a row names nobody; `name` is the workbook's, for messages. Raises
    LedgerRefused when it has not the columns of an export.
    """
    filled = list(_filled(list(rows), name))
    with ledger.writing() as connection:
        told = []
        half = [texts.get("fingerprint", "") for _, texts in filled if "decision" not in texts]
        known = all_called(connection, half)
        for row, texts in filled:
            fingerprint = texts.get("fingerprint", "")
            try:
                if "decision" not in texts:
                    _refuse_half_filled(known.get(fingerprint), texts)
                    continue
                step = make(connection, _decision(texts, author), ledger)
                told.append(Returned(row, fingerprint, step=step))
            except LedgerRefused as error:
                told.append(Returned(row, fingerprint, problem=error.problem))
        return told


def _refuse_half_filled(row: Mapping[str, Any] | None, texts: Mapping[str, str]) -> None:
    """Refuse a row in which somebody wrote and chose no move: what was meant must not be lost without a word.

    `row` is the ledger's for the finding, None where it has none.
    """
    written = [name for name in EDITED if name in texts]
    if row is not None and written and set(written) <= set(_GIVEN):
        # The export fills these in where the finding has been issued; what others changed since is not of this row.
        same_version = texts.get("version", "") == str(row["last_event"])
        written = [name for name in written if same_version and _plain(name, texts[name]) != row[name]]
    if written:
        columns = "、".join(heading(name).zh for name in written)
        raise refused("ledger_sheet_no_decision", columns=columns, decision=heading("decision").zh)


def _filled(rows: Sequence[SheetRow], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header in which somebody may have written something, by the names of the columns."""
    columns: dict[int, str] = {}
    for place, (number, texts) in enumerate(rows):
        if not columns:
            columns = {at: column for at, text in texts.items() if (column := column_of(text))}
            if not set(NEEDED) <= set(columns.values()):
                columns = {}
                if place >= _HEAD_ROWS:
                    break
            continue
        named = {columns[at]: text.strip() for at, text in texts.items() if at in columns and text.strip()}
        if not named.keys().isdisjoint(EDITED):
            yield number, named
    if not columns:
        needed = "、".join(heading(column).zh for column in NEEDED)
        raise refused("ledger_sheet_not_ours", name=name, columns=needed)


def _decision(texts: Mapping[str, str], author: str) -> Decision:
    action = decision_of(texts["decision"])
    if action is None:
        choices = "、".join(message(f"move_{each}").zh for each in decisions())
        raise refused("ledger_sheet_word", text=texts["decision"][:40], choices=choices)
    version = texts.get("version", "")
    if not version.isdecimal():
        raise refused("ledger_sheet_version")
    return Decision(
        texts.get("fingerprint", ""), action, texts.get("author", author), _said(action, texts), int(version)
    )


def _said(action: str, texts: Mapping[str, str]) -> Said:
    """What the move needs, from the columns; what other moves need may stand there from before."""
    needs = moves()[action].needs
    return Said(
        reason=None if "text" in needs else texts.get("text"),
        text=texts.get("text") if "text" in needs else None,
        document=texts.get("document") if "document" in needs else None,
        deadline=_day(texts.get("deadline")) if "deadline" in needs else None,
        until=_day(texts.get("until")) if "until" in needs else None,
    )


def _plain(name: str, text: str) -> str | None:
    return iso_day(_day(text) or "") if name == "deadline" else text


def _day(text: str | None) -> str | None:
    """A day as it was written; one whose cell lost its format is the number that spreadsheets count days by."""
    if text is None or not _SERIAL.fullmatch(text):
        return text
    return (_DAY_0 + timedelta(days=int(text[:5]))).isoformat()
