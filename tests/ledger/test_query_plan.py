"""The filters of `list` are answered from indexes: no filter reads every finding."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.dialects import sqlite

from gouji.ledger.called import called
from gouji.ledger.query import Filter, condition
from gouji.ledger.schema import findings
from gouji.ledger.store import Ledger
from gouji.model import Step
from kit.ledgers import Body, run, spot

NARROW = {
    "body": Filter(body="教育局"),
    "year": Filter(year=2024),
    "rule": Filter(rule="T301"),
    "category": Filter(category="arithmetic"),
    "critical of a category": Filter(category="arithmetic", severity="critical"),
    "age": Filter(age=30),
    "rule of a year": Filter(rule="T301", year=2024),
} | {step.value: Filter(statuses=(step,)) for step in Step}


def plan(ledger: Ledger, wanted: Filter) -> list[str]:
    """How SQLite goes about counting the findings of a filter."""
    query = select(func.count()).select_from(findings).where(condition(wanted, ledger.today))
    text = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with ledger.reading() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]


@pytest.mark.parametrize("name", NARROW)
def test_filters_use_an_index(ledger: Ledger, name: str) -> None:
    run(ledger, "a", [Body(f"示例市第{number}教育局", [spot("T301"), spot("X601")]) for number in range(20)])
    steps = [step for step in plan(ledger, NARROW[name]) if "findings" in step]
    assert steps
    assert all(step.startswith("SEARCH findings USING") for step in steps), steps


def test_a_finding_is_found_by_any_fingerprint_without_a_search(ledger: Ledger) -> None:
    run(ledger, "a", [Body("示例市教育局", [spot("T301")])])
    query = select(findings.c.id).where(called("0" * 16))
    text = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with ledger.reading() as connection:
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    assert not [step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step], steps


def test_a_severity_alone_is_answered_without_reading_the_findings(ledger: Ledger) -> None:
    steps = [step for step in plan(ledger, Filter(severity="critical")) if "findings" in step]
    assert all("COVERING INDEX" in step for step in steps), steps
