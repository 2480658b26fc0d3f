"""Findings that rest on several reports: mended in any of them, decided only where all of them are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from gouji.ledger.compare import KINDS, compare
from gouji.ledger.query import show
from gouji.ledger.record import record_run
from gouji.ledger.seen import Other, seen_of
from gouji.ledger.side import side
from gouji.ledger.sides import ledger_side
from gouji.ledger.store import Ledger
from kit.ledgers import Body, facts, spot

Y701, H802, Y709 = spot("Y701"), spot("H802"), spot("Y709")
CHILD = Body("示例市教育局", code="12")
LAST = Body("示例市人民政府", year=2023)
FIRST = Body("示例市人民政府", [Y701], beside=[LAST])
PARENT = Body("示例市人民政府", [H802], beside=[CHILD, Body("示例市财政局", code="13")])
COPY = Body("甲局", [Y709], beside=[Body("乙局")])


def earlier(*bodies: Body) -> list[Other]:
    """Reports handed in as last year's; the run's manifest knows no ids of them."""
    return [body.other._replace(code=None) for body in bodies]


# What a run had: the reports of its files, and those of last year.
Run = tuple[Sequence[Body], Sequence[Body]]

WAYS: dict[str, tuple[Run, Run, str]] = {
    "last year's was corrected": (([FIRST], [LAST]), ([replace(FIRST, spots=[])], [replace(LAST, edit=1)]), "mended"),
    "this year's was corrected": (([FIRST], [LAST]), ([replace(FIRST, spots=[], edit=1)], [LAST]), "mended"),
    "nothing changed": (([FIRST], [LAST]), ([replace(FIRST, spots=[])], [LAST]), "same_file"),
    "last year's is gone": (
        ([FIRST], [LAST]),
        ([replace(FIRST, spots=[], edit=1, outcomes={"Y701": "not_applicable"})], []),
        "other_missing",
    ),
    "last year's was among the files and is unreadable": (
        ([FIRST, LAST], []),
        ([replace(FIRST, spots=[], edit=1), replace(LAST, edit=1, verdict="unreadable")], []),
        "other_missing",
    ),
    "last year's was corrected and the rule could not be decided": (
        ([FIRST], [LAST]),
        ([replace(FIRST, spots=[], outcomes={"Y701": "undetermined"})], [replace(LAST, edit=1)]),
        "undetermined",
    ),
    "this one is unreadable": (
        ([FIRST], [LAST]),
        ([replace(FIRST, edit=1, verdict="unreadable")], [LAST]),
        "unreadable",
    ),
    "a child was corrected": (
        ([PARENT, *PARENT.beside], []),
        ([replace(PARENT, spots=[]), replace(CHILD, edit=1), PARENT.beside[1]], []),
        "mended",
    ),
    "a child is missing": (
        ([PARENT, *PARENT.beside], []),
        ([replace(PARENT, spots=[], edit=1), replace(CHILD, edit=1), replace(PARENT.beside[1], verdict="missing")], []),
        "other_missing",
    ),
    "a child is not among the files": (
        ([PARENT, *PARENT.beside], []),
        ([replace(PARENT, spots=[], edit=1), replace(CHILD, edit=1)], []),
        "other_missing",
    ),
    "a child was renamed and corrected": (
        ([PARENT, *PARENT.beside], []),
        ([replace(PARENT, spots=[]), replace(CHILD, name="示例市教育和体育局", edit=1), PARENT.beside[1]], []),
        "mended",
    ),
    "the other body wrote its own text": (
        ([COPY, *COPY.beside], []),
        ([replace(COPY, spots=[]), replace(COPY.beside[0], edit=1)], []),
        "mended",
    ),
    "the other body is not in the run": (
        ([COPY, *COPY.beside], []),
        ([replace(COPY, spots=[], edit=1)], []),
        "other_missing",
    ),
    "neither text changed": (([COPY, *COPY.beside], []), ([replace(COPY, spots=[]), *COPY.beside], []), "same_file"),
}  # fmt: skip


def judged(told: Any) -> list[tuple[str, str | None]]:
    """Kind and reason of every finding of a comparison."""
    return [(kind, entry.get("why")) for kind in KINDS for entry in told[kind]]


@pytest.mark.parametrize("way", WAYS)
def test_the_ledger_and_both_kinds_of_comparison_judge_alike(ledger: Ledger, way: str) -> None:
    *runs, expected = WAYS[way]
    for name, (bodies, last) in zip("ab", runs, strict=True):
        record_run(ledger, facts(name), [body.record() for body in bodies], earlier(*last))
    subject = runs[0][0][0]
    found = show(ledger, subject.fingerprint(subject.spots[0]))
    assert (found["status"], found["doubt"]) == (("mended", None) if expected == "mended" else ("open", expected))
    assert found["doubt"] is None or (found["doubt_text"] and found["doubt_text_en"])
    sides = [
        side(name, None, [seen_of(body.record()) for body in bodies], earlier(*last))
        for name, (bodies, last) in zip("ab", runs, strict=True)
    ]
    told = judged(compare(*sides))
    assert told == [("mended", None) if expected == "mended" else ("reading_changed", expected)]
    assert judged(compare(ledger_side(ledger, "a"), ledger_side(ledger, "b"))) == told


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (([replace(FIRST, spots=[])], [replace(LAST, edit=1)]), "new"),
        (([replace(FIRST, spots=[])], []), "new"),
        (([replace(FIRST, spots=[])], [LAST]), "reading_changed"),
    ],
    ids=["last year's changed", "there was none", "nothing changed"],
)
def test_what_appears_is_new_unless_nothing_changed(before: Run, kind: str) -> None:
    first = side("a", None, [seen_of(body.record()) for body in before[0]], earlier(*before[1]))
    told = compare(first, side("b", None, [seen_of(FIRST.record())], earlier(LAST)))
    assert [found for found, _ in judged(told)] == [kind]


def test_earlier_reports_are_no_reports_of_the_round(ledger: Ledger) -> None:
    from gouji.ledger.trends import ledger_summary

    recorded = record_run(ledger, facts("a"), [FIRST.record()], earlier(LAST))
    assert [each["reports"] for each in ledger_summary(ledger, recorded)["rounds"]] == [1]
    assert [seen.year for seen in ledger_side(ledger, "a").reports] == [2024]
