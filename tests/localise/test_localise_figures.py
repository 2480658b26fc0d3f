"""The figures of the kit that really failed, with explanations that a person agrees with."""

from __future__ import annotations

import pytest

from gouji.localise import localise
from gouji.model import Cause, Confidence
from gouji.rulebook import load_rules
from kit.assessed import assessment_of, fingerprint
from kit.figures import Figures, expected, figure_ids, load
from kit.oracle import failing
from kit.reports import report_of
from kit.slips import inject


def causes(figures: Figures) -> tuple[Cause, ...]:
    return localise(report_of(figures), assessment_of(figures), load_rules())


def suggested(cause: Cause, number: int = 0) -> dict[str, float]:
    return {change.cell: change.suggested for change in cause.solutions[number].cells}


def test_a_total_that_was_not_added_up() -> None:
    (cause,) = causes(load("012"))
    assert suggested(cause) == {"disputes.direct_litigation.total": 3}
    assert cause.confidence is Confidence.CERTAIN
    assert cause.solutions[0].explanation.zh == (
        "若“未经复议直接起诉·总计”为 3（现为 0，疑总计未汇总），则该处勾稽关系成立。"
    )


def test_one_request_counted_as_dealt_with_and_as_carried_out() -> None:
    (cause,) = causes(load("113"))
    assert suggested(cause) == {"requests.carried_out.natural_person": 0, "requests.carried_out.total": 0}
    assert suggested(cause, 1) == {
        "requests.other_remaining.natural_person": 0,
        "requests.other_remaining.total": 0,
        "requests.processed_total.natural_person": 0,
        "requests.processed_total.total": 0,
    }
    assert [solution.slip for solution in cause.solutions] == ["counted_twice", "counted_twice", None, None]
    assert cause.confidence is Confidence.AMBIGUOUS
    assert cause.solutions[0].explanation.zh.endswith(
        "疑 1 件在“（六）其他处理3.其他·自然人”和“四、结转下年度继续办理·自然人”中重复计入。"
    )


def test_a_total_counted_under_another_applicant() -> None:
    (cause,) = causes(load("126"))
    assert suggested(cause) == {
        "requests.processed_total.natural_person": 16,
        "requests.processed_total.public_welfare": 2,
    }
    assert (cause.confidence, cause.minimal, len(cause.findings)) == (Confidence.CERTAIN, 1, 4)
    assert cause.solutions[0].slip == "other_column"
    assert "四处勾稽关系全部成立。疑 2 件计入了另一列。" in cause.solutions[0].explanation.zh


def test_a_column_of_totals_that_was_not_added_up_and_one_result_too_many() -> None:
    (cause,) = causes(load("150"))
    totals = {"received": 6, "unavailable_not_held": 4, "other_remaining": 1, "processed_total": 6}
    assert cause.minimal == 2
    for number, (wrong, right) in enumerate(
        [("unavailable_unclear", "other_not_corrected"), ("other_not_corrected", "unavailable_unclear")]
    ):
        assert suggested(cause, number) == {
            **{f"requests.{row}.total": value for row, value in totals.items()},
            f"requests.{wrong}.natural_person": 0,
            f"requests.{right}.total": 1,
        }
    assert cause.confidence is Confidence.AMBIGUOUS
    assert "（以上五格疑总计未汇总）" in cause.solutions[0].explanation.zh


@pytest.mark.parametrize("id", figure_ids())
def test_every_failing_relation_is_in_one_cause_and_the_first_suggestions_mend_them_all(id: str) -> None:
    figures = load(id)
    found = causes(figures)
    fingerprints = [each for cause in found for each in cause.findings]
    assert sorted(fingerprints) == sorted(fingerprint(relation) for relation in failing(figures))
    assert bool(found) == bool(expected(id))
    mended = inject(figures, [{cell: int(value) for cell, value in suggested(cause).items()} for cause in found])
    assert not failing(mended)
