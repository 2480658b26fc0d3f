"""What the prose states of a cell ranks the explanations, and is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.localise import localise, prose_evidence
from gouji.model import Claim, ClaimReading, Locator, Report, Text
from gouji.rulebook import load_rules
from kit.assessed import assessment_of
from kit.balanced import make
from kit.faults import with_cell
from kit.reports import report_of

CELL = "requests.received.total"


def claim(value: float, verdict: str = "mismatch", **changes: object) -> Claim:
    fields: dict[str, object] = {
        "text": f"{value:g}件",
        "value": value,
        "quantity": "requests.received",
        "name": None,
        "aspect": "cells",
        "scope": "body",
        "year": 2024,
        "verdict": verdict,
        "reason": "claim_mismatch",
        "why": Text("", ""),
        "sentence": f"全年新收申请{value:g}件。",
        "at": Locator(line=3),
        "section": 0,
        "paragraph": 0,
        "start": 0,
        "end": 3,
        "readings": (ClaimReading(((CELL, 1),), 7.0),),
    }
    return Claim(**(fields | changes))  # type: ignore[arg-type]


def stating(*claims: Claim) -> Report:
    return replace(report_of(make(7, "2021")), claims=claims)


def test_a_claim_about_one_cell_is_evidence_with_its_sentence() -> None:
    figures = prose_evidence(stating(claim(12))).figures
    ((value, words),) = figures[CELL]
    assert value == 12
    assert "全年新收申请12件" in words.zh


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": "part"},
        {"aspect": "share"},
        {"verdict": "not_assessed"},
        {"readings": (ClaimReading(((CELL, 1),), 7.0), ClaimReading((("requests.carried_in.total", 1),), 3.0))},
        {"readings": (ClaimReading(((CELL, 1), ("requests.carried_in.total", 1)), 10.0),)},
        {"readings": ()},
    ],
)
def test_a_claim_that_may_mean_something_else_is_none(changed: dict[str, object]) -> None:
    assert not prose_evidence(stating(claim(12, **changed))).figures  # type: ignore[arg-type]


def test_a_match_speaks_for_the_cell_that_it_equals() -> None:
    readings = (ClaimReading(((CELL, 1),), 7.0), ClaimReading((("requests.carried_in.total", 1),), 3.0))
    assert list(prose_evidence(stating(claim(7, "match", readings=readings))).figures) == [CELL]


def test_the_prose_decides_between_explanations_and_is_named() -> None:
    good = make(7, "2021")
    bad = with_cell(good, "disputes.reconsideration.total", int(good.number("disputes.reconsideration.total") or 0) + 3)
    upheld = "disputes.reconsideration.upheld"
    stated = int(good.number(upheld) or 0) + 3
    report = replace(
        report_of(bad), claims=(claim(stated, readings=(ClaimReading(((upheld, 1),), float(stated - 3)),)),)
    )
    (cause,) = localise(report, assessment_of(bad, report.id), load_rules(), prose_evidence(report))
    best = cause.solutions[0]
    assert [(change.cell, change.suggested) for change in best.cells] == [(upheld, stated)]
    assert "全年新收申请" in best.evidence[0].text.zh
