"""Our one-pass expectations come to what Great Expectations' own come to, on frames with every kind of value."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import great_expectations as gx
import great_expectations.expectations.core as core
import pandas as pd
import pytest
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.expectations import registry
from great_expectations.expectations.row_conditions import Column

from gouji.engine import expectations, lazily
from gouji.engine.results_store import RunResultsStore
from gouji.frames import KEYS

FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": list(KEYS),
    "return_unexpected_index_query": False,
}
IN_A = Column("row").is_in(["a"])
BOTH = IN_A & Column("word").is_in(["x", "yy"])

CASES: list[tuple[str, dict[str, Any]]] = [
    ("ExpectColumnValuesToBeBetween", {"column": "value", "min_value": 0}),
    ("ExpectColumnValuesToBeBetween", {"column": "value", "max_value": 3, "strict_max": True}),
    ("ExpectColumnValuesToBeBetween", {"column": "value", "min_value": 0, "max_value": 0, "row_condition": IN_A}),
    ("ExpectColumnValuesToBeBetween", {"column": "value", "min_value": 0, "mostly": 0.4}),
    ("ExpectColumnValuesToBeBetween", {"column": "nothing", "min_value": 0}),
    ("ExpectColumnValuesToBeInSet", {"column": "word", "value_set": ["x", "z"]}),
    ("ExpectColumnValuesToBeInSet", {"column": "word", "value_set": ["x"], "row_condition": BOTH}),
    ("ExpectColumnValuesToNotBeInSet", {"column": "word", "value_set": ["yy"], "row_condition": IN_A}),
    ("ExpectColumnValuesToMatchRegex", {"column": "word", "regex": "^.$"}),
    ("ExpectColumnValuesToNotMatchRegex", {"column": "word", "regex": "y{2}"}),
    *(
        ("ExpectColumnPairValuesToBeEqual", {"column_A": "value", "column_B": "other", "ignore_row_if": ignored})
        for ignored in ("either_value_is_missing", "both_values_are_missing", "neither")
    ),
    ("ExpectColumnPairValuesToBeEqual", {"column_A": "word", "column_B": "row", "ignore_row_if": "neither"}),
]


def frame(rows: int, seed: int = 1) -> pd.DataFrame:
    draw = random.Random(seed)
    return pd.DataFrame(
        {
            "report": [f"r{i // 3}" for i in range(rows)],
            "table": ["t"] * rows,
            "row": [draw.choice(["a", "b"]) for _ in range(rows)],
            "column": [None] * rows,
            "value": [draw.choice([-1.0, 0.0, 2.5, 3.0, None]) for _ in range(rows)],
            "other": [draw.choice([-1.0, 0.0, 3.0, None]) for _ in range(rows)],
            "word": [draw.choice(["x", "yy", "a", None]) for _ in range(rows)],
            "nothing": pd.Series([None] * rows, dtype="float64"),
        }
    )


def results(classes: Any, rows: pd.DataFrame, result_format: Any = FORMAT) -> list[Any]:
    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": rows})
    suite = ExpectationSuite("s", expectations=[getattr(classes, name)(**arguments) for name, arguments in CASES])
    return list(batch.validate(suite, result_format=result_format).results)


@contextmanager
def as_shipped() -> Iterator[None]:
    """GX's own classes under their names."""
    registered: Any = registry._registered_expectations
    ours = {getattr(core, name).expectation_type: getattr(core, name) for name, _ in CASES}
    with patch.dict(registered, ours):
        yield


@pytest.fixture(scope="module")
def ours() -> dict[int, list[Any]]:
    return {rows: results(expectations, frame(rows)) for rows in (0, 60)}


def essence(result: Any) -> Any:
    content = result.result
    rows = [tuple(row[name] for name in KEYS) for row in content.get("unexpected_index_list") or ()]
    counts = {name: content.get(name) for name in ("element_count", "unexpected_count", "unexpected_percent_total")}
    return result.success, counts, rows, result.exception_info["raised_exception"]


@pytest.mark.parametrize("rows", [0, 60])
def test_the_same_as_great_expectations_own(ours: dict[int, list[Any]], rows: int) -> None:
    with as_shipped():
        theirs = results(core, frame(rows))
    assert [essence(result) for result in ours[rows]] == [essence(result) for result in theirs]
    assert rows == 0 or sum(not result.success for result in theirs) > 5


def test_failing_rows_show_their_value_and_keys(ours: dict[int, list[Any]]) -> None:
    listed = ours[60][0].result["unexpected_index_list"]
    assert listed
    assert all(row["value"] == -1.0 and row["column"] is None and set(row) == {"value", *KEYS} for row in listed)


@pytest.mark.parametrize("wanted", ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"])
def test_another_result_format_is_left_to_great_expectations(wanted: str) -> None:
    own = results(expectations, frame(30), wanted)
    with as_shipped():
        theirs = results(core, frame(30), wanted)
    # As text: a value that is not a number is not equal to itself.
    assert [repr(result.result) for result in own] == [repr(each.result) for each in theirs]


def test_what_is_stored_is_read_back_by_great_expectations() -> None:
    context = gx.get_context(mode="ephemeral")
    rows = frame(60)
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": rows})
    suite = ExpectationSuite("s", expectations=[getattr(expectations, name)(**given) for name, given in CASES])
    result = batch.validate(suite, result_format=FORMAT)
    store = RunResultsStore()
    read: Any = store.deserialize(store.serialize(result))  # type: ignore[no-untyped-call]
    whole: Any = result
    assert read.to_json_dict()["results"] == whole.to_json_dict()["results"]
    assert (read.success, read.suite_name, read.statistics) == (result.success, "s", result.statistics)


def test_modules_that_are_not_needed_are_loaded_when_they_are() -> None:
    lazily.import_lazily(["colorsys"])
    sys.modules.pop("colorsys", None)
    lazily.import_lazily(["colorsys", "no_such_module_anywhere"])
    import colorsys

    assert isinstance(sys.modules["colorsys"], lazily._Deferred)
    assert colorsys.rgb_to_hls(0, 0, 0) == (0.0, 0.0, 0.0)
    assert not isinstance(sys.modules["colorsys"], lazily._Deferred)
    assert "no_such_module_anywhere" not in sys.modules
