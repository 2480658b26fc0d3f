"""Runs in the ledger, and the rounds (第 N 轮) that they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from gouji.ledger import schema


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


def known_run(connection: Connection, key: str) -> Recorded | None:
    """The run with the id `key`; None when it was not entered."""
    runs, rounds = schema.runs.c, schema.rounds.c
    query = select(runs.id, rounds.year, rounds.number).join_from(schema.runs, schema.rounds)
    row = connection.execute(query.where(runs.key == key)).first()
    return Recorded(*row) if row else None


def enter_run(connection: Connection, facts: RunFacts, year: int, now: str) -> Recorded:
    """Enter a run over reports on `year`, and its round where that is new."""
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
