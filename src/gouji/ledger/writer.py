"""Rows on their way into the ledger: numbered here, since only one process writes, and written by the thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update

from gouji.ledger import schema
from gouji.ledger.change import NOTHING, Mark, Said, Values, changed, event_of
from gouji.ledger.steps import moves
from gouji.model import Step

_MANY = 5_000
# Rows that others refer to are written first.
_ORDER = (schema.findings, schema.reports, schema.sightings, schema.events, schema.waivers, schema.former)


class Writer:
    """Collects rows and changes within one writing transaction; `flush` before anything is read back."""

    def __init__(self, connection: Connection, at: str, author: str, run: int | None = None) -> None:
        self.connection = connection
        self.at = at
        self._author = author
        self._run = run
        self._next: dict[str, int] = {}
        self._rows: dict[str, list[Values]] = defaultdict(list)
        self._updates: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        self._ended: list[Values] = []
        self._new: dict[str, int] = {}
        self._waiting = 0

    def number(self, table: Table) -> int:
        """The next free id of `table`."""
        if table.name not in self._next:
            highest = self.connection.scalar(select(func.max(table.c.id)))
            self._next[table.name] = (highest or 0) + 1
        given = self._next[table.name]
        self._next[table.name] = given + 1
        return given

    def add(self, table: Table, row: Values) -> None:
        """A new row, with its id where the table has one."""
        self._rows[table.name].append(row)
        self._count()

    def found(self, row: Values) -> None:
        """A new finding, with the event that it was found."""
        finding: Values = {"id": row["id"], "status": None, "document": None, "deadline": None}
        mark, move = self._mark(), moves()["found"]
        self._new[row["fingerprint"]] = row["id"]
        self.add(schema.findings, row | changed(finding, move, mark))
        self.add(schema.events, event_of(finding, move, mark))

    def unwritten(self, fingerprints: Iterable[str]) -> bool:
        """Whether what the ledger has under one of these has changed and still waits to be written."""
        return any(each in self._new for each in fingerprints)

    def set(self, finding: int, values: Values) -> None:
        """New values of some columns of a finding."""
        if values:
            self._updates[tuple(sorted(values))].append({"_id": finding} | values)
            self._count()

    def move(self, finding: Mapping[str, Any], action: str, said: Said = NOTHING) -> Values:
        """The move `action` on a finding, with its event; what it sets, already put down to be written."""
        move, mark = moves()[action], self._mark()
        self.add(schema.events, event_of(finding, move, mark, said))
        values = changed(finding, move, mark, said)
        if finding["status"] == Step.WAIVED.value:
            self._ended.append({"_finding": finding["id"], "_ended": self.at, "_why": action})
        self.set(finding["id"], values)
        return values

    def rename(self, finding: Mapping[str, Any], fingerprint: str) -> None:
        """Let a finding be known by another fingerprint, and still be found by the one that it had."""
        table = schema.former
        again = (fingerprint, finding["fingerprint"])
        self.connection.execute(table.delete().where(table.c.fingerprint.in_(again)))
        self.add(table, {"fingerprint": finding["fingerprint"], "finding_id": finding["id"]})
        self.note(finding, "known_as", f"{finding['fingerprint']} → {fingerprint}")
        self.set(finding["id"], {"fingerprint": fingerprint})
        self._new |= dict.fromkeys(again, finding["id"])

    def note(self, finding: Mapping[str, Any], action: str, reason: str) -> None:
        """An event that changes no step: why a run could not say whether a finding is mended, or its other name."""
        self.add(
            schema.events,
            {
                "id": self.number(schema.events),
                "finding_id": finding["id"],
                "run_id": self._run,
                "at": self.at,
                "author": self._author,
                "action": action,
                "from_status": finding["status"],
                "to_status": finding["status"],
                "reason": reason,
                "document": None,
                "deadline": None,
                "text": None,
            },
        )

    def flush(self) -> None:
        """Write what waits."""
        for table in _ORDER:
            if rows := self._rows.pop(table.name, None):
                self.connection.execute(table.insert(), rows)
        statement = update(schema.findings).where(schema.findings.c.id == bindparam("_id"))
        for values in self._updates.values():
            self.connection.execute(statement, values)
        self._updates.clear()
        self._new.clear()
        if self._ended:
            self._end_waivers()
        self._waiting = 0

    def _end_waivers(self) -> None:
        waivers = schema.waivers.c
        statement = update(schema.waivers).where(waivers.finding_id == bindparam("_finding"), waivers.ended.is_(None))
        self.connection.execute(statement.values(ended=bindparam("_ended"), ended_why=bindparam("_why")), self._ended)
        self._ended.clear()

    def _mark(self) -> Mark:
        return Mark(self.number(schema.events), self.at, self._author, self._run)

    def _count(self) -> None:
        self._waiting += 1
        if self._waiting >= _MANY:
            self.flush()
