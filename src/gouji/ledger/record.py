"""Enter a run into the ledger: what is new, what is still there, what came back, what was mended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from gouji.ledger import schema
from gouji.ledger.bodies import Bodies
from gouji.ledger.change import Said, lapsed
from gouji.ledger.gone import Gone, why_gone
from gouji.ledger.seen import Seen, Sighting, Spot
from gouji.ledger.staging import stage, temporary
from gouji.ledger.store import Ledger
from gouji.ledger.writer import Writer
from gouji.model import Step

# As many values as every database takes in one statement.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What is to be known of a run: `key` is its id in run.json, `meanings` the digests of its rules.

    `round` is None where nobody said which it is: then the next one of the year reported on.
    """

    key: str
    started: str | None
    author: str
    gouji: str
    rulebook_version: str
    rulebook_digest: str
    meanings: Mapping[str, str]
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A run in the ledger: its number there, and its round of a year (0 where no report told its year)."""

    run: int
    year: int
    round: int


def record_run(ledger: Ledger, facts: RunFacts, records: Iterable[Mapping[str, Any]]) -> Recorded:
    """Enter the run whose records these are, in one transaction; a run that is in the ledger already is left as it is.

    Raises LedgerRefused when the ledger cannot be written.
    """
    with temporary() as file:
        staged = stage(records, file)
        with ledger.writing() as connection:
            known = _known_run(connection, facts.key)
            if known is not None:
                return known
            recorded = _enter_run(connection, facts, staged.year, ledger.now)
            recorder = _Recorder(connection, ledger, facts, recorded)
            for group in staged.groups():
                recorder.take(group)
            recorder.close()
            return recorded


def _known_run(connection: Connection, key: str) -> Recorded | None:
    runs, rounds = schema.runs.c, schema.rounds.c
    query = select(runs.id, rounds.year, rounds.number).join_from(schema.runs, schema.rounds)
    row = connection.execute(query.where(runs.key == key)).first()
    return Recorded(*row) if row else None


def _enter_run(connection: Connection, facts: RunFacts, year: int, now: str) -> Recorded:
    rounds = schema.rounds.c
    last = connection.scalar(select(func.max(rounds.number)).where(rounds.year == year)) or 0
    number = facts.round or last + 1
    found = connection.scalar(select(rounds.id).where(rounds.year == year, rounds.number == number))
    if found is None:
        found = (connection.scalar(select(func.max(rounds.id))) or 0) + 1
        connection.execute(insert(schema.rounds).values(id=found, year=year, number=number))
    run = (connection.scalar(select(func.max(schema.runs.c.id))) or 0) + 1
    event = (connection.scalar(select(func.max(schema.events.c.id))) or 0) + 1
    connection.execute(
        insert(schema.runs).values(
            id=run,
            key=facts.key,
            round_id=found,
            started=facts.started,
            recorded=now,
            author=facts.author,
            gouji=facts.gouji,
            rulebook_version=facts.rulebook_version,
            rulebook_digest=facts.rulebook_digest,
            first_event=event,
        )
    )
    return Recorded(run, year, number)


class _Recorder:
    """Takes the reports of a run, all of one body and year at a time."""

    def __init__(self, connection: Connection, ledger: Ledger, facts: RunFacts, recorded: Recorded) -> None:
        self._connection = connection
        self._facts = facts
        self._run = recorded.run
        self._today = ledger.today
        self._writer = Writer(connection, ledger.now, facts.author, recorded.run)
        self._bodies = Bodies(connection)

    def take(self, group: Sequence[Seen]) -> None:
        """Enter what the run saw of one body and year, and judge what it did not see any more."""
        first = group[0]
        body = self._bodies.id_of(str(first.organisation), first.code) if first.known else None
        present = self._present(group)
        known = self._known(body, first.year, list(present))
        numbers = {fingerprint: row.id for fingerprint, row in known.items()}
        for fingerprint, (seen, finding) in present.items():
            if fingerprint in known:
                self._again(known[fingerprint], seen, finding)
            else:
                numbers[fingerprint] = self._new(body, seen, finding)
        for seen in group:
            self._report(body, seen, numbers)
        for fingerprint, row in known.items():
            if fingerprint not in present:
                self._absent(row, group)

    def close(self) -> None:
        """Write what still waits."""
        self._writer.flush()

    @staticmethod
    def _present(group: Sequence[Seen]) -> dict[str, tuple[Seen, Sighting]]:
        return {finding.fingerprint: (seen, finding) for seen in group for finding in seen.findings}

    def _known(self, body: int | None, year: int | None, fingerprints: Sequence[str]) -> dict[str, Row[Any]]:
        """What the ledger has of the body and year, and whatever else it has under these fingerprints."""
        findings = schema.findings.c
        known: dict[str, Row[Any]] = {}
        if body is not None:
            query = select(schema.findings).where(findings.body_id == body, findings.year == year)
            known = {row.fingerprint: row for row in self._connection.execute(query)}
        others = [each for each in fingerprints if each not in known]
        if self._writer.unwritten(others):
            self._writer.flush()
        for start in range(0, len(others), _AT_ONCE):
            query = select(schema.findings).where(findings.fingerprint.in_(others[start : start + _AT_ONCE]))
            known |= {row.fingerprint: row for row in self._connection.execute(query)}
        return known

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

    def _again(self, row: Row[Any], seen: Seen, finding: Sighting) -> None:
        known = row._asdict()
        self._writer.set(row.id, self._sight(seen, finding))
        rating = self._rating(finding)
        if any(known[name] != value for name, value in rating.items()):
            self._writer.set(row.id, rating)
        if row.status == Step.MENDED.value:
            self._writer.move(known, "recurred")
        elif lapsed(known, self._today):
            self._writer.move(known, "waiver_expired", Said(until=row.waived_until))
        elif row.status == Step.WAIVED.value and self._asks_otherwise(row.meaning, finding):
            self._writer.move(known, "waiver_void")

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
        gone = why_gone(Spot(row.rule, row.frame, row.row, row.column), row.sha256, group)
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
            self._writer.add(schema.sightings, row)


def _by_outcome(outcomes: Mapping[str, str]) -> str:
    """Rules by what became of them: a run has thousands of reports, and most rules pass."""
    rules: dict[str, list[str]] = {}
    for rule, outcome in outcomes.items():
        rules.setdefault(outcome, []).append(rule)
    return json.dumps({outcome: " ".join(names) for outcome, names in rules.items()})
