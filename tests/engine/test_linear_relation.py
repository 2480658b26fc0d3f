"""The expectation class for linear relations against arithmetic done row by row."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.engine.linear_relation import DEFAULT_TOLERANCE, ExpectLinearRelation, describe, evaluate
from gouji.frames import KEYS

COLUMNS = ("a", "b", "c", "d")
OPERATORS = ("=", "<=", ">=")

Row = dict[str, float | None]

_counts = st.integers(-20, 20)
_values = st.one_of(st.none(), _counts, _counts.map(lambda tenths: tenths / 10))
_terms = st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from((1, -1, 2, 0.5)), min_size=1, max_size=3)


def frame_of(rows: list[Row]) -> pd.DataFrame:
    keys = {name: [f"{name}{number}" for number in range(len(rows))] for name in KEYS}
    return pd.DataFrame(keys | {name: [row.get(name, 0) for row in rows] for name in COLUMNS})


def judged(row: Row, left: dict[str, float], operator: str, right: dict[str, float], tolerance: float) -> bool | None:
    """Whether one row holds, None when it cannot be decided: the plain way."""
    values = {name: row.get(name, 0) for name in (*left, *right)}
    if any(value is None or math.isnan(value) for value in values.values()):
        return None
    a = sum(coefficient * (values[name] or 0) for name, coefficient in left.items())
    b = sum(coefficient * (values[name] or 0) for name, coefficient in right.items())
    # Decimals are drawn in tenths; what is nearer than this to the tolerance is noise of floating point.
    gap = round(a - b, 9)
    return {"=": abs(gap) <= tolerance, "<=": gap <= tolerance, ">=": gap >= -tolerance}[operator]


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(st.dictionaries(st.sampled_from(COLUMNS), _values), max_size=8),
    left=_terms,
    operator=st.sampled_from(OPERATORS),
    right=_terms,
    tolerance=st.sampled_from((1e-6, 0.05, 1.05)),
)
def test_every_row_is_judged_as_by_hand(
    rows: list[Row], left: dict[str, float], operator: str, right: dict[str, float], tolerance: float
) -> None:
    result = evaluate(frame_of(rows), left, operator, right, tolerance)
    verdicts = [judged(row, left, operator, right, tolerance) for row in rows]
    failing = [number for number, holds in enumerate(verdicts) if holds is False]
    assert [entry["report"] for entry in result["unexpected_index_list"]] == [f"report{number}" for number in failing]
    assert result["element_count"] == len(rows)
    assert result["missing_count"] == verdicts.count(None)
    assert result["unexpected_count"] == len(failing)


def test_a_failing_row_is_listed_with_its_keys_and_sides() -> None:
    frame = frame_of([{"a": 3, "b": 1, "c": 1}]).assign(row=pd.Series([None], dtype="object"))
    result = evaluate(frame, {"a": 1, "b": -1}, "<=", {"c": 1}, 0)
    assert result["unexpected_index_list"] == [
        {"report": "report0", "table": "table0", "row": None, "column": "column0", "left": 2.0, "right": 1.0}
    ]


@pytest.mark.parametrize("kind", ["Int64", "Float64", "float64", "object"])
def test_a_missing_value_of_any_kind_is_undetermined(kind: str) -> None:
    missing = None if kind == "object" else float("nan") if kind == "float64" else pd.NA
    frame = frame_of([{"a": 1}, {"a": 1}, {"a": 2}])
    frame["b"] = pd.Series([1, 2, missing], dtype=kind)
    result = evaluate(frame, {"a": 1}, "=", {"b": 1}, 0)
    assert (result["missing_count"], result["unexpected_count"]) == (1, 1)


def test_decimals_of_money_add_up() -> None:
    frame = frame_of([{"a": 0.1, "b": 0.2, "c": 0.3}])
    assert evaluate(frame, {"a": 1, "b": 1}, "=", {"c": 1}, DEFAULT_TOLERANCE)["unexpected_count"] == 0


@pytest.mark.parametrize("operator", OPERATORS)
def test_one_case_off_is_off_however_large_the_counts(operator: str) -> None:
    total = 999_999_999_999_999
    frame = frame_of([{"a": total, "b": total + 1}, {"a": total + 1, "b": total}])
    result = evaluate(frame, {"a": 1}, operator, {"b": 1}, DEFAULT_TOLERANCE)
    assert result["unexpected_count"] == {"=": 2, "<=": 1, ">=": 1}[operator]


def test_an_empty_frame_has_counted_nothing() -> None:
    result = evaluate(frame_of([]), {"a": 1}, "=", {"b": 1}, 0)
    assert result == {"element_count": 0, "missing_count": 0, "unexpected_count": 0, "unexpected_index_list": []}


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        evaluate(frame_of([{}]), {"nothing": 1}, "=", {"b": 1}, 0)
    with pytest.raises(ValueError, match="unknown operator"):
        evaluate(frame_of([{}]), {"a": 1}, "<", {"b": 1}, 0)


def test_the_relation_is_described_in_both_languages() -> None:
    kwargs: dict[str, Any] = {"left": {"a": 1, "b": -1, "c": 2}, "operator": "<=", "right": {"d": -1}}
    assert describe(kwargs, "zh") == "每一行：a - b + 2 x c ≤ -d"
    assert describe(kwargs, "en") == "In every row: a - b + 2 x c ≤ -d"


def test_the_class_is_registered_under_the_name_that_rules_use() -> None:
    expectation = ExpectLinearRelation(left={"a": 1}, operator="=", right={"b": 1})
    assert expectation.configuration.type == "expect_linear_relation"


def test_a_difference_of_just_the_tolerance_is_within_it() -> None:
    """Regression: 7.00 - 5.95 is a little more than 1.05 in floating point."""
    result = evaluate(frame_of([{"a": 7, "b": 5.95}, {"a": 7, "b": 5.94}]), {"a": 1}, "=", {"b": 1}, 1.05)
    assert [entry["report"] for entry in result["unexpected_index_list"]] == ["report1"]
