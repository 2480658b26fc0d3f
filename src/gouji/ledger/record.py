"""Enter a run into the ledger: what is new, what is still there, what came back, what was mended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from gouji.ledger import schema
from gouji.ledger.bodies import Bodies
from gouji.ledger.change import Said, lapsed
from gouji.ledger.gone import Gone, Was, why_gone
from gouji.ledger.known import Memory, spot_of
from gouji.ledger.roll import Roll, file_name
from gouji.ledger.runs import Recorded, RunFacts, enter_run, known_run
from gouji.ledger.seen import EARLIER, Other, Seen, Sighting, beside_of, beside_text
from gouji.ledger.staging import stage, temporary
from gouji.ledger.store import Ledger
from gouji.ledger.writer import Writer
from gouji.model import Step


def record_run(
    ledger: Ledger, facts: RunFacts, records: Iterable[Mapping[str, Any]], earlier: Sequence[Other] = ()
) -> Recorded:
    """Enter the run whose records these are, in one transaction; a run that is in the ledger already is left as it is.

    `earlier` are the reports of earlier years that the run's were held against. Raises LedgerRefused when the ledger
    cannot be written.
    """
    with temporary() as file:
        staged = stage(records, file, Roll(earlier=earlier))
        with ledger.writing() as connection:
            known = known_run(connection, facts.key)
            if known is not None:
                return known
            recorded = enter_run(connection, facts, staged.year, ledger.now)
            recorder = _Recorder(connection, ledger, facts, recorded, staged.roll)
            for other in earlier:
                recorder.keep(other)
            for group in staged.groups():
                recorder.take(group)
            recorder.close()
            return recorded


class _Recorder:
    """Takes the reports of a run, all of one body and year at a time."""

    def __init__(self, connection: Connection, ledger: Ledger, facts: RunFacts, recorded: Recorded, roll: Roll) -> None:
        self._facts = facts
        self._run = recorded.run
        self._year = recorded.year
        self._roll = roll
        self._today = ledger.today
        self._writer = Writer(connection, ledger.now, facts.author, recorded.run)
        self._bodies = Bodies(connection)
        self._memory = Memory(connection, self._writer)
        self._taken: set[tuple[int | None, int | None]] = set()
        self._nameless: list[Seen] = []

    def take(self, group: Sequence[Seen]) -> None:
        """Enter what the run saw of one body and year, and judge what it did not see any more."""
        first = group[0]
        if not first.known and not first.was_read:
            self._nameless.append(first)
        present = {finding.fingerprint: (seen, finding) for seen in group for finding in seen.findings}
        body = self._body(first, list(present)) if first.known else None
        self._taken.add((body, first.year))
        known = self._memory.of(body, group, present)
        numbers = {fingerprint: row.id for fingerprint, row in known.rows.items()}
        for fingerprint, (seen, finding) in present.items():
            if fingerprint in known.rows:
                self._again(known.rows[fingerprint], body, seen, finding)
            else:
                numbers[fingerprint] = self._new(body, seen, finding)
        for seen in group:
            self._report(body, seen, numbers)
        for row in known.gone:
            self._absent(row, group)

    def _body(self, seen: Seen, fingerprints: Sequence[str]) -> int:
        """Whose report it is; a name that a body gave up is known by what was found under it."""
        name = str(seen.organisation)
        former = self._memory.owner_of(fingerprints) if not seen.code and not self._bodies.knows(name) else None
        return self._bodies.id_of(name, seen.code, seen.aliases) if former is None else former

    def keep(self, other: Other) -> None:
        """Enter an earlier report, so that the run can be compared with others later."""
        known = other.organisation is not None and other.year is not None
        body = self._bodies.id_of(str(other.organisation), other.code) if known else None
        self._report(body, Seen("", other.sha256, other.organisation, other.code, other.year, EARLIER), {})

    def close(self) -> None:
        """Judge what stood in files that could not be read and whose they are nobody knows; write what still waits."""
        names = {file_name(seen.source): seen for seen in self._nameless}
        for name, body, year in self._memory.files_before(self._run, self._year) if names else ():
            if name in names and (body, year) not in self._taken:
                for row in self._memory.of(body, [names[name]], {}, year).gone:
                    self._absent(row, [names[name]])
        self._writer.flush()

    def _new(self, body: int | None, seen: Seen, finding: Sighting) -> int:
        number = self._writer.number(schema.findings)
        spot = finding.spot
        values = {
            "id": number,
            "fingerprint": finding.fingerprint,
            "body_id": body,
            "year": seen.year,
            "rule": spot.rule,
            "frame": spot.frame,
            "row": spot.row,
            "column": spot.column,
            "first_run": self._run,
            "first_seen": self._writer.at,
        }
        self._writer.found(values | self._sight(seen, finding) | self._rating(finding))
        return number

    def _again(self, row: Row[Any], body: int | None, seen: Seen, finding: Sighting) -> None:
        known = row._asdict()
        self._writer.set(row.id, self._sight(seen, finding))
        if row.fingerprint != finding.fingerprint:
            self._writer.rename(known, finding.fingerprint)
        if row.body_id is None and body is not None:
            self._writer.set(row.id, {"body_id": body, "year": seen.year})
        rating = self._rating(finding)
        if any(known[name] != value for name, value in rating.items()):
            self._writer.set(row.id, rating)
        if row.status == Step.MENDED.value:
            # Whoever saw that it is mended saw more than this file, which is still the one from before.
            if row.decided_by is None or not self._as_before(row, seen, finding):
                self._writer.move(known, "recurred")
        elif lapsed(known, self._today):
            self._writer.move(known, "waiver_expired", Said(until=row.waived_until))
        elif row.status == Step.WAIVED.value and self._asks_otherwise(row.meaning, finding):
            self._writer.move(known, "waiver_void")

    @staticmethod
    def _as_before(row: Row[Any], seen: Seen, finding: Sighting) -> bool:
        """Whether nothing that the finding rests on has changed by a byte."""
        return bool(row.sha256 == seen.sha256 and row.beside == beside_text(finding.beside))

    def _asks_otherwise(self, before: str | None, finding: Sighting) -> bool:
        """Whether the rule asks something else than when the finding was seen last."""
        now = self._meaning(finding)
        return before is not None and now is not None and before != now

    def _absent(self, row: Row[Any], group: Sequence[Seen]) -> None:
        known = row._asdict()
        if lapsed(known, self._today):
            known |= self._writer.move(known, "waiver_expired", Said(until=row.waived_until))
        if not Step(known["status"]).pending:
            return
        was = Was(spot_of(row), row.sha256, self._memory.source_of(row, group), beside_of(row.beside))
        gone = why_gone(was, group, self._roll)
        if gone is Gone.MENDED:
            gone = why_gone(was._replace(files=self._memory.files_of(row)), group, self._roll)
        if gone is Gone.MENDED:
            self._writer.move(known, "retested")
            self._writer.set(row.id, {"doubt": None})
        elif gone.value != row.doubt:
            self._writer.note(known, "not_retested", gone.value)
            self._writer.set(row.id, {"doubt": gone.value})

    def _sight(self, seen: Seen, finding: Sighting) -> dict[str, Any]:
        return {
            "message": finding.message,
            "message_en": finding.message_en,
            "rulebook_version": self._facts.rulebook_version,
            "meaning": self._meaning(finding),
            "last_run": self._run,
            "last_seen": self._writer.at,
            "sha256": seen.sha256,
            "beside": beside_text(finding.beside),
            "doubt": None,
        }

    @staticmethod
    def _rating(finding: Sighting) -> dict[str, Any]:
        return {"category": finding.category, "severity": finding.severity}

    def _meaning(self, finding: Sighting) -> str | None:
        return self._facts.meanings.get(finding.spot.rule)

    def _report(self, body: int | None, seen: Seen, numbers: Mapping[str, int]) -> None:
        number = self._writer.number(schema.reports)
        self._writer.add(
            schema.reports,
            {
                "id": number,
                "run_id": self._run,
                "body_id": body,
                "year": seen.year,
                "source": seen.source,
                "sha256": seen.sha256,
                "verdict": seen.verdict,
                "outcomes": _by_outcome(seen.outcomes),
                "unsure": json.dumps([list(spot) for spot in seen.unsure], ensure_ascii=False),
            },
        )
        for finding in seen.findings:
            row = {"report_id": number, "finding_id": numbers[finding.fingerprint]}
            self._writer.add(schema.sightings, row | {"beside": beside_text(finding.beside)})


def _by_outcome(outcomes: Mapping[str, str]) -> str:
    """Rules by what became of them: a run has thousands of reports, and most rules pass."""
    rules: dict[str, list[str]] = {}
    for rule, outcome in outcomes.items():
        rules.setdefault(outcome, []).append(rule)
    return json.dumps({outcome: " ".join(names) for outcome, names in rules.items()})
