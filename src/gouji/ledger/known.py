"""What the ledger has of a body's year, and which of a run's findings are among it, whatever they are called now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from gouji.ledger.roll import file_name
from gouji.ledger.same import Lost, come_again
from gouji.ledger.schema import findings, former, reports, rounds, runs, sightings
from gouji.ledger.seen import Seen, Sighting, Spot
from gouji.ledger.writer import Writer
from gouji.model import Step

# As many values as every database takes in one statement.
AT_ONCE = 500

Present = Mapping[str, tuple[Seen, Sighting]]


@dataclass(frozen=True, slots=True)
class Known:
    """The ledger's rows for what a run found of a body and year, by the run's fingerprint; what it lacks is `gone`."""

    rows: dict[str, Row[Any]] = field(default_factory=dict)
    gone: Sequence[Row[Any]] = ()


class Memory:
    """Asks the ledger, within the transaction of one recorded run."""

    def __init__(self, connection: Connection, writer: Writer) -> None:
        self._connection = connection
        self._writer = writer
        nobodys = select(func.count()).select_from(findings).where(findings.c.body_id.is_(None))
        self._nobodys = bool(connection.scalar(nobodys))
        # The files of one body at a time: its findings are asked about one after another.
        self._asked: tuple[int | None, int | None, int] | None = None
        self._files: frozenset[str | None] = frozenset()

    def of(self, body: int | None, group: Sequence[Seen], present: Present, year: int | None = None) -> Known:
        """The rows for `present`, all that was found in `group`, the reports of one body and year.

        `year` is given where the reports do not tell it.
        """
        if self._writer.unwritten(present):
            self._writer.flush()
        own = self._own(body, group[0].year or year)
        rows = {name: own[name] for name in present if name in own}
        rows |= self._by_fingerprint(name for name in present if name not in rows)
        taken = {row.id for row in rows.values()}
        for name, row in self._formerly(body, (name for name in present if name not in rows)).items():
            if row.id not in taken:
                rows[name] = row
                taken.add(row.id)
        gone = [row for row in own.values() if row.id not in taken]
        known = {row.fingerprint: row for row in [*gone, *self._of_nobody(body, group, taken)]}
        come = [finding for name, (_, finding) in present.items() if name not in rows]
        again = {new: known[old] for new, old in come_again(map(_lost, known.values()), come).items()}
        found = {row.id for row in again.values()}
        return Known(rows | again, [row for row in gone if row.id not in found])

    def owner_of(self, names: Sequence[str]) -> int | None:
        """The one body whose findings were known by these fingerprints before it was renamed; None for no such one."""
        owners: set[int | None] = set()
        for some in _some(names):
            joined = select(findings.c.body_id).join_from(former, findings)
            owners |= set(self._connection.scalars(joined.where(former.c.fingerprint.in_(some)).distinct()))
        return owners.pop() if len(owners) == 1 else None

    def source_of(self, row: Row[Any], group: Sequence[Seen]) -> str | None:
        """The file in which a finding was seen last; asked only where the reports of `group` are missing."""
        if any(seen.was_read for seen in group):
            return None
        joined = select(reports.c.source).join_from(sightings, reports)
        latest = joined.where(sightings.c.finding_id == row.id).order_by(reports.c.id.desc()).limit(1)
        return self._connection.scalar(latest)

    def files_before(self, run: int, year: int) -> list[tuple[str, int, int]]:
        """The files of the latest run before `run` in a round of `year`: name, body and year reported on."""
        of_year = select(func.max(runs.c.id)).join_from(runs, rounds).where(rounds.c.year == year, runs.c.id < run)
        known = (reports.c.body_id.is_not(None), reports.c.year.is_not(None))
        query = select(reports.c.source, reports.c.body_id, reports.c.year)
        rows = self._connection.execute(query.where(reports.c.run_id == of_year.scalar_subquery(), *known))
        return [(file_name(row.source), row.body_id, row.year) for row in rows]

    def files_of(self, row: Row[Any]) -> frozenset[str | None]:
        """The digests of all files that there were of the report when the finding was seen last."""
        asked = (row.body_id, row.year, row.last_run)
        if asked != self._asked:
            same = (reports.c.body_id == row.body_id, reports.c.year == row.year, reports.c.run_id == row.last_run)
            query = select(reports.c.sha256).where(*same)
            self._asked, self._files = asked, frozenset(self._connection.scalars(query))
        return self._files

    def _own(self, body: int | None, year: int | None) -> dict[str, Row[Any]]:
        if body is None:
            return {}
        return self._where(findings.c.body_id == body, findings.c.year == year)

    def _by_fingerprint(self, names: Iterable[str]) -> dict[str, Row[Any]]:
        every = (self._where(findings.c.fingerprint.in_(some)) for some in _some(names))
        return {name: row for found in every for name, row in found.items()}

    def _formerly(self, body: int | None, names: Iterable[str]) -> dict[str, Row[Any]]:
        """Findings of the body that were known by these fingerprints once; another may have taken its name."""
        found: dict[str, Row[Any]] = {}
        joined = select(former.c.fingerprint.label("was"), findings).join_from(former, findings)
        for some in _some(names):
            rows = self._connection.execute(joined.where(former.c.fingerprint.in_(some), findings.c.body_id == body))
            found |= {row.was: row for row in rows}
        return found

    def _of_nobody(self, body: int | None, group: Sequence[Seen], taken: set[int]) -> list[Row[Any]]:
        """What was found in these very files while nobody knew whose they are."""
        if body is None or not self._nobodys:
            return []
        files = {seen.sha256 for seen in group if seen.sha256}
        found = self._where(findings.c.body_id.is_(None), findings.c.sha256.in_(files))
        return [row for row in found.values() if row.id not in taken]

    def _where(self, *conditions: ColumnElement[bool]) -> dict[str, Row[Any]]:
        query = select(findings).where(*conditions).order_by(findings.c.id)
        return {row.fingerprint: row for row in self._connection.execute(query)}


def _some(names: Iterable[str]) -> Iterable[list[str]]:
    wanted = list(names)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def _lost(row: Row[Any]) -> Lost:
    return Lost(row.fingerprint, spot_of(row), row.message, Step(row.status).pending)


def spot_of(row: Row[Any]) -> Spot:
    """The rule and place of a finding's row."""
    return Spot(row.rule, row.frame, row.row, row.column)
