"""Sums laid out from a rule's two sides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from site_records import base, catalogue, operand, state

from gouji.model import LINEAR_RELATION, Relation, Rule
from gouji.site.arithmetic import OPERANDS_SHOWN, lay_out
from gouji.site.figures import figure, moment
from gouji.site.places import Forms

KEYS = ("regulations_made", "regulations_repealed", "regulations_in_force")


def rule(left: dict[str, float], operator: str, right: dict[str, float]) -> Rule:
    arguments = {"left": left, "operator": operator, "right": right}
    relation = Relation("T201.2021", "2021", LINEAR_RELATION, arguments, (*left, *right))
    return replace(catalogue().rules[0], relations=(relation,))


def laid_out(values: dict[str, float], by: Rule | None, **cells: dict[str, Any]) -> Any:
    record = base()
    table = record["tables"]["disclosure"]["cells"]
    for name, value in values.items():
        table[f"disclosure.{name}"] |= {"value": value, "raw": f"{value:g}"}
    table |= {f"disclosure.{name}": cell for name, cell in cells.items()}
    finding = {"operands": [operand(record, f"disclosure.{name}") for name in KEYS]}
    return lay_out(Forms(record["tables"]), finding, table, by)


def test_signs_and_sum_follow_the_rule() -> None:
    by = rule({KEYS[0]: 1, KEYS[1]: -1}, "<=", {KEYS[2]: 2})
    sums = laid_out({KEYS[0]: 21, KEYS[1]: 5, KEYS[2]: 3}, by)
    assert [(term.sign, term.name.zh, term.value) for term in sums.left.terms] == [
        ("", "本年制发件数", "21"),
        ("−", "本年废止件数", "5"),
    ]
    assert sums.left.total == "16"
    assert sums.relation.zh == "应不大于"
    assert [(term.sign, term.value) for term in sums.right.terms] == [("2 ×", "3")]


@pytest.mark.parametrize("operator", ["=", ">=", "<="])
def test_the_relation_is_said_in_words(operator: str) -> None:
    sums = laid_out({}, rule({KEYS[0]: 1, KEYS[1]: 1}, operator, {KEYS[2]: 1}))
    assert sums.relation.en == {"=": "should equal", "<=": "should be at most", ">=": "should be at least"}[operator]


def test_a_relation_about_other_cells_is_not_used() -> None:
    sums = laid_out({KEYS[0]: 1}, rule({KEYS[0]: 1}, "=", {KEYS[2]: 1}))
    assert sums.right is None
    assert len(sums.left.terms) == 3


def test_blanks_and_placeholders_say_that_they_count_as_zero() -> None:
    by = rule({KEYS[0]: 1, KEYS[1]: 1}, "=", {KEYS[2]: 1})
    sums = laid_out({KEYS[2]: 1}, by, **{KEYS[0]: state("blank"), KEYS[1]: state("placeholder", "—")})
    assert [term.remark.zh for term in sums.left.terms] == ["空白，按 0 计", "“—”，按 0 计"]
    assert sums.left.total == "0"


def test_a_blank_total_is_not_said_to_count_as_zero() -> None:
    record = base()
    cells = record["tables"]["requests"]["cells"]
    cells["requests.granted.total"] = state("blank")
    sums = lay_out(Forms(record["tables"]), {"operands": [operand(record, "requests.granted.total")]}, cells, None)
    assert sums is not None
    assert sums.only is not None
    assert sums.only.remark is not None
    assert sums.only.remark.zh == "空白"


def test_decimals_add_up_without_noise() -> None:
    by = rule({KEYS[0]: 1, KEYS[1]: 1}, "=", {KEYS[2]: 1})
    assert laid_out({KEYS[0]: 0.1, KEYS[1]: 0.2}, by).left.total == "0.3"


def test_a_long_list_of_operands_is_capped() -> None:
    record = base()
    operands = [operand(record, key, None) for key in record["tables"]["requests"]["cells"]]
    sums = lay_out(Forms(record["tables"]), {"operands": operands}, {}, None)
    assert sums is not None
    assert len(sums.left.terms) == OPERANDS_SHOWN
    assert sums.hidden == 175 - OPERANDS_SHOWN


def test_without_operands_there_is_no_sum() -> None:
    assert lay_out(Forms({}), {"operands": []}, {}, None) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (112.0, "112"),
        (-8, "−8"),
        (52.15, "52.15"),
        (None, ""),
        ("2024-01-01/2024-12-31", "2024-01-01/2024-12-31"),
    ],
)
def test_figures_are_written_as_people_write_them(value: object, shown: str) -> None:
    assert figure(value) == shown


def test_times_are_shown_by_the_clock_of_china() -> None:
    assert moment("2026-01-31T17:05:00Z") == "2026-02-01 01:05:00 +08:00"
    assert moment("2026-01-31T17:05:00") == "2026-01-31T17:05:00"
    assert moment("yesterday") == "yesterday"
