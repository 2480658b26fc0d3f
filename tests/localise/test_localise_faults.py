"""Faults put into balanced reports: what is found, what is said, and what is left open."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.localise import Evidence, localise
from gouji.model import Assessment, Cause, CellState, Confidence, Report, Text
from gouji.outputs.causes import cause_entries
from gouji.rulebook import load_rules
from kit import balanced, faults, slips
from kit.assessed import assessment_of
from kit.figures import Figures, load
from kit.oracle import failing
from kit.reports import report_of

RULES = load_rules()
BALANCED = balanced.make(7, organisation="示例市人民政府")


def causes(figures: Figures, evidence: Evidence | None = None) -> tuple[Cause, ...]:
    return localise(report_of(figures), assessment_of(figures), RULES, evidence or Evidence())


def first(figures: Figures) -> dict[str, float]:
    """The first suggestions of all causes together."""
    return {change.cell: change.suggested for cause in causes(figures) for change in cause.solutions[0].cells}


def with_cell(report: Report, key: str, **parts: object) -> Report:
    table = report.tables[key.split(".")[0]]
    cells = {**table.cells, key: table.cells[key]._replace(**parts)}
    return replace(report, tables={**report.tables, table.name: replace(table, cells=cells)})


@given(balanced.balanced(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_single_wrong_cell_that_breaks_two_relations_is_found_and_its_figure_restored(
    figures: Figures, chooser: random.Random
) -> None:
    cells = [key for key in figures.form_cells() if key.startswith("requests.")]
    key = chooser.choice(cells)
    due = int(figures.number(key) or 0)
    wrong = chooser.choice([value for value in range(60) if value != due])
    (cause,) = causes(faults.with_cell(figures, key, wrong))
    assert {change.cell: change.suggested for change in cause.solutions[0].cells} == {key: due}
    assert (cause.confidence, cause.minimal) == (Confidence.CERTAIN, 1)


@given(balanced.balanced(), st.randoms(use_true_random=False), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_every_suggestion_mends_all_relations_with_counts_and_is_no_larger_than_the_fault(
    figures: Figures, chooser: random.Random, count: int
) -> None:
    cells = [key for key in figures.form_cells() if not key.startswith("disclosure.")]
    wrong = {key: chooser.randint(0, 300) for key in chooser.sample(cells, count)}
    faulty = slips.inject(figures, [wrong])
    found = causes(faulty)
    assert sum(len(cause.findings) for cause in found) == len(failing(faulty))
    for cause in found:
        assert cause.solutions
        for solution in cause.solutions:
            assert all(change.suggested >= 0 and change.suggested == int(change.suggested) for change in solution.cells)
            assert all(change.suggested != (change.value or 0) for change in solution.cells)
            mended = slips.inject(faulty, [{change.cell: int(change.suggested) for change in solution.cells}])
            assert len(failing(mended)) == len(failing(faulty)) - len(cause.findings)


@given(balanced.balanced("2021"), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_result_depends_on_nothing_but_the_report(figures: Figures, chooser: random.Random) -> None:
    cells = [key for key in figures.form_cells() if not key.startswith("disclosure.")]
    faulty = slips.inject(figures, [{key: chooser.randint(0, 99) for key in chooser.sample(cells, 4)}])
    report, assessment = report_of(faulty), assessment_of(faulty)
    turned = replace(assessment, findings=assessment.findings[::-1])
    assert localise(report, assessment, RULES) == localise(report, turned, RULES)


@pytest.mark.parametrize(
    ("due", "reported", "slip"),
    [
        (101, 110, "transposed"),
        (130, 170, "digit_changed"),
        (130, 13, "digit_dropped"),
        (13, 133, "digit_doubled"),
        (13, 173, "digit_added"),
        (13, -13, "sign"),
        (13, 0.0013, "ten_thousand"),
        (13, 13.5, "fraction"),
        (13, None, "left_blank"),
        (13, 46, None),
    ],
)
def test_the_slip_behind_one_wrong_figure_is_named(due: int, reported: float | None, slip: str | None) -> None:
    key = "requests.partly_granted.natural_person"
    before = int(BALANCED.number(key) or 0)
    others = ["requests.partly_granted.total", "requests.processed_total.natural_person"]
    others += ["requests.processed_total.total", "requests.received.natural_person", "requests.received.total"]
    figures = faults.with_cell(BALANCED, key, due)
    for other in others:
        figures = faults.off_by(figures, other, due - before)
    assert not failing(figures)
    (cause,) = causes(faults.with_cell(figures, key, reported))
    (solution,) = cause.solutions
    assert [(change.cell, change.value, change.suggested) for change in solution.cells] == [(key, reported, due)]
    assert solution.slip == slip


def test_the_sentence_says_what_would_have_to_stand_where_and_why_it_may_not() -> None:
    cause, _ = causes(faults.transpose_digits(load("012"), "requests.received.natural_person"))
    assert cause.solutions[0].explanation == Text(
        "若“一、本年新收政府信息公开申请数量·自然人”为 140（现为 104，疑两位数字颠倒），则两处勾稽关系全部成立。",
        "If “I. Received this year, Natural persons” were 140 (reported 104; perhaps two digits transposed), "
        "all 2 relations would hold.",
    )


@pytest.mark.parametrize("kind", ["neighbour_column", "neighbour_row", "row_shifted", "counted_twice", "cells_fused"])
def test_slips_between_cells_are_named(kind: str) -> None:
    fault = slips.draw(BALANCED, kind, 1, random.Random(3))
    assert fault is not None
    found = causes(slips.inject(BALANCED, fault))
    codes = {solution.slip for cause in found for solution in cause.solutions}
    assert kind in codes


def test_two_rows_that_are_one_column_off_are_two_slips_and_not_a_dozen_wrong_cells() -> None:
    fault = slips.draw(BALANCED, "row_shifted", 2, random.Random(5))
    assert fault is not None
    due = {cell: BALANCED.number(cell) for each in fault for cell in each}
    assert first(slips.inject(BALANCED, fault)) == due


def test_independent_faults_are_causes_of_their_own() -> None:
    wrong = {"requests.granted.natural_person": 3, "requests.unavailable_not_held.total": 5}
    figures = BALANCED
    for key, by in wrong.items():
        figures = faults.off_by(figures, key, by)
    found = causes(figures)
    assert [len(cause.findings) for cause in found] == [2, 2]
    assert first(figures) == {key: BALANCED.number(key) for key in wrong}


def test_with_many_faults_nothing_is_certain() -> None:
    chosen = slips.draw(BALANCED, "sign", 4, random.Random(1))
    assert chosen is not None
    found = causes(slips.inject(BALANCED, chosen))
    assert {cause.confidence for cause in found} == {Confidence.LIKELY}
    assert {cause.confidence for cause in causes(slips.inject(BALANCED, chosen[:1]))} == {Confidence.CERTAIN}


def test_what_cannot_be_told_apart_is_called_ambiguous() -> None:
    figures = faults.off_by(BALANCED, "disputes.reconsideration.other_outcome", 50)
    (cause,) = causes(figures)
    cells = {change.cell for solution in cause.solutions for change in solution.cells}
    assert cells >= {"disputes.reconsideration.other_outcome", "disputes.reconsideration.total"}
    assert cause.confidence is not Confidence.CERTAIN


def test_evidence_decides_between_explanations_and_is_named() -> None:
    figures = load("113")
    source = Text("正文“结转下年度办理”1件", "the text, which has 1 carried out")
    (cause,) = causes(figures, Evidence({"requests.carried_in.natural_person": ((1.0, source),)}))
    best = cause.solutions[0]
    assert [change.cell for change in best.cells] == ["requests.carried_in.natural_person", "requests.carried_in.total"]
    assert [support.text for support in best.evidence] == [source]
    assert "“二、上年结转政府信息公开申请数量·自然人”为 1，与正文“结转下年度办理”1件一致。" in best.explanation.zh


def test_evidence_for_the_figure_as_reported_speaks_against_changing_it() -> None:
    source = Text("正文", "the text")
    (cause,) = causes(load("113"), Evidence({"requests.carried_out.total": ((1.0, source),)}))
    assert "requests.carried_out.total" not in {change.cell for change in cause.solutions[0].cells}
    assert cause.solutions[0].slip == "counted_twice"


def test_evidence_brings_in_an_explanation_that_is_not_the_smallest() -> None:
    key = "disputes.direct_litigation.upheld"
    source = Text("台账", "the register")
    (cause,) = causes(load("012"), Evidence({key: ((0.0, source),)}))
    assert any({change.cell for change in solution.cells} > {key} for solution in cause.solutions)
    assert cause.confidence is not Confidence.CERTAIN


def test_evidence_about_other_cells_changes_nothing() -> None:
    figures = load("012")
    source = Text("台账", "the register")
    assert causes(figures, Evidence({"requests.granted.total": ((99.0, source),)})) == causes(figures)


def test_a_doubtful_reading_is_a_slip_of_the_reading() -> None:
    key = "requests.granted.natural_person"
    figures = faults.off_by(BALANCED, key, 9)
    report = with_cell(report_of(figures), key, raw=f"{figures.text(key)[0]} {figures.text(key)[1:]}")
    (cause,) = localise(report, assessment_of(figures), RULES)
    assert cause.solutions[0].slip == "reading"
    assert "未能准确读取，请对照原文" in cause.solutions[0].explanation.zh


def test_a_figure_that_ran_into_the_blank_cell_beside_it_is_a_slip_of_the_reading() -> None:
    key, beside = "requests.processed_total.natural_person", "requests.processed_total.commercial"
    value = int(BALANCED.number(key) or 0)
    figures = faults.with_cell(faults.with_cell(BALANCED, key, int(f"{value}4")), beside, None)
    solutions = [solution for cause in causes(figures) for solution in cause.solutions]
    assert [(solution.slip, solution.cells[0].suggested) for solution in solutions] == [("cells_fused", value)]


def test_cells_that_cannot_be_used_neither_constrain_nor_are_suggested() -> None:
    key = "requests.granted.commercial"
    figures = faults.off_by(faults.unreadable(BALANCED, key), "requests.partly_granted.natural_person", 4)
    assert key not in first(figures)
    assert first(figures) == {
        "requests.partly_granted.natural_person": BALANCED.number("requests.partly_granted.natural_person")
    }
    report = report_of(figures)
    assert report.tables["requests"].cells[key].state is CellState.TEXT


def test_a_negative_count_is_wrong_in_any_case() -> None:
    key = "requests.granted.natural_person"
    figures = faults.negative(BALANCED, key)
    assert first(figures) == {key: BALANCED.number(key)}
    both = faults.negative(figures, "requests.granted.total")
    assert set(first(both)) == {key, "requests.granted.total"}


def test_nothing_fails_and_nothing_is_suggested() -> None:
    assert causes(BALANCED) == ()


def test_figures_beyond_reason_and_findings_without_their_cells_are_survived() -> None:
    key = "requests.granted.natural_person"
    figures = faults.with_cell(BALANCED, key, 10**15)
    report, assessment = report_of(figures), assessment_of(figures)
    assert localise(report, assessment, RULES) == ()
    bare = replace(report, tables={})
    assert localise(bare, Assessment(report.id, assessment.verdict, assessment.findings, (), ()), RULES) == ()


def test_a_whole_column_of_totals_left_empty_is_explained_by_the_totals() -> None:
    figures = BALANCED
    totals = {
        key: figures.number(key) for key in figures.form_cells() if key.startswith("requests.") and key[-6:] == ".total"
    }
    for key in totals:
        figures = faults.with_cell(figures, key, 0)
    assert first(figures) == {key: value for key, value in totals.items() if value}


def test_the_json_of_causes() -> None:
    (entry,) = cause_entries(causes(load("012")))
    (solution,) = entry.pop("solutions")
    assert {key: entry[key] for key in ("confidence", "minimal")} == {"confidence": "certain", "minimal": 1}
    assert len(entry["findings"]) == 1
    cell = "disputes.direct_litigation.total"
    assert solution["cells"] == [{"cell": cell, "value": 0, "suggested": 3, "slip": "total_empty"}]
    assert (solution["slip"], solution["evidence"]) == ("total_empty", [])
    assert solution["mended"] == {
        "disputes.direct_litigation.upheld": 2,
        "disputes.direct_litigation.corrected": 0,
        "disputes.direct_litigation.other_outcome": 1,
        "disputes.direct_litigation.pending": 0,
        cell: 3,
    }


def test_quotation_marks_inside_a_cells_name_are_single_ones() -> None:
    [key] = [key for key in BALANCED.form_cells() if key.endswith("security_stability.natural_person")]
    (cause,) = causes(faults.with_cell(BALANCED, key, 57))
    assert "·自然人”为" in cause.solutions[0].explanation.zh
    assert "‘三安全一稳定’" in cause.solutions[0].explanation.zh
    assert "“三安全一稳定”" not in cause.solutions[0].explanation.zh
