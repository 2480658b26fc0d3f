"""How long the ledger takes: entering runs, and the filters of `gouji ledger list` over a million findings.

    python -m benchmarks.ledger [FINDINGS] [ADDRESS]

ADDRESS is that of an empty PostgreSQL database; without it the ledger is an SQLite file in a temporary folder.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import update

from gouji.ledger.query import Filter, list_findings
from gouji.ledger.record import record_run
from gouji.ledger.runs import RunFacts
from gouji.ledger.schema import findings
from gouji.ledger.store import Ledger, open_ledger
from gouji.model import Step

RULES = [
    f"{family}{number}" for family, count in (("T", 30), ("X", 20), ("D", 10)) for number in range(301, 301 + count)
]
CATEGORIES = "completeness format arithmetic consistency continuity similarity wording".split()
SEVERITIES = ("critical", "warning", "info")
YEARS = (2021, 2022, 2023, 2024, 2025)
EACH = 50
LISTED = 200

FILTERS = {
    "everything": Filter(),
    "one body": Filter(body="示例市第01234局"),
    "part of a name": Filter(body="1234局"),
    "one year": Filter(year=2024),
    "status open": Filter(statuses=(Step.OPEN,)),
    "overdue of a year": Filter(year=2024, statuses=(Step.OVERDUE,)),
    "open again, any year": Filter(statuses=(Step.REOPENED,)),
    "a rule of a year": Filter(year=2024, rule="T305"),
    "a category, critical": Filter(category="arithmetic", severity="critical"),
    "critical alone": Filter(severity="critical"),
    "older than 100 days": Filter(age=100),
    "all at once": Filter(
        body="局", year=2024, rule="T305", category="arithmetic", severity="critical", statuses=(Step.OPEN,), age=0
    ),
}


def records(year: int, reports: int) -> Iterator[dict[str, Any]]:
    """A run's records over a year."""
    draw = random.Random(year)
    for number in range(reports):
        name = f"示例市第{number:05d}局"
        yield {
            "source": f"reports/{year}/{number}.html",
            "sha256": f"{year}{number:060d}",
            "organisation": name,
            "year": year,
            "registration": None,
            "verdict": "faults",
            "outcomes": [{"rule": rule, "outcome": "fail"} for rule in RULES],
            "undetermined": [],
            "findings": [finding(draw, year, number, each) for each in range(EACH)],
        }


def finding(draw: random.Random, year: int, number: int, each: int) -> dict[str, Any]:
    """One finding of a report."""
    return {
        "rule": draw.choice(RULES),
        "category": draw.choice(CATEGORIES),
        "severity": draw.choice(SEVERITIES),
        "where": {"frame": "requests", "row": f"row{each}", "column": None},
        "message": f"表三第 {each} 行：自然人 84 + 商业企业 3 = 87（其余为 0），总计填报 51，差 36。",
        "message_en": f"Table 3, row {each}: 84 + 3 = 87, the total reported is 51, a difference of 36.",
        "fingerprint": f"{year:04x}{number:08x}{each:04x}",
    }


def enter(ledger: Ledger, total: int) -> None:
    """A run for each year, then a few decisions spread over everything, as years of use leave them."""
    reports = max(1, total // (EACH * len(YEARS)))
    for year in YEARS:
        begun = time.perf_counter()
        facts = RunFacts(f"run-{year}", None, "张三", "1.0", "1.0", "0" * 64, {})
        record_run(ledger, facts, records(year, reports))
        seconds = time.perf_counter() - begun
        print(f"entering {reports * EACH:>9,} findings of {year}: {seconds:6.1f} s", flush=True)
    begun = time.perf_counter()
    record_run(ledger, RunFacts("again", None, "张三", "1.0", "1.0", "0" * 64, {}), records(YEARS[-1], reports))
    print(f"entering {reports * EACH:>9,} findings again:  {time.perf_counter() - begun:6.1f} s", flush=True)
    columns = findings.c
    with ledger.writing() as connection:
        for modulus, values in (
            (3, {"status": "mended"}),
            (7, {"status": "issued", "deadline": "2025-03-31"}),
            (50, {"status": "waived", "waived_until": "2025-03-31"}),
            (90, {"status": "dismissed"}),
        ):
            connection.execute(update(findings).where(columns.id % modulus == 0).values(**values))


def main(total: int, place: str) -> None:
    """Print a table of filters and what they take, as `list` asks them: the count, and the first of the findings."""
    ledger = open_ledger(place, create=True)
    enter(ledger, total)
    print(f"\n{'filter':<24} {'found':>9}  milliseconds")
    for name, wanted in FILTERS.items():
        taken = []
        for _ in range(3):
            begun = time.perf_counter()
            answer = list_findings(ledger, wanted, LISTED)
            taken.append(time.perf_counter() - begun)
        print(f"{name:<24} {answer.total:>9,}  {sorted(taken)[1] * 1000:8.0f}", flush=True)


if __name__ == "__main__":
    findings_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        main(findings_wanted, sys.argv[2])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(findings_wanted, str(Path(folder) / "ledger.db"))
