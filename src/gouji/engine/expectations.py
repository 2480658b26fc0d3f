"""Great Expectations' built-in expectations that rules name, each answered by one pass over the frame.

The classes below are GX's own, registered again under their own names, with another way to their results: where pandas
or Spark executes them and every failing row is asked for by its keys, as our checkpoints do, one metric decides all
rows (`gouji.engine.rows`). In all other cases, another engine or another result format, GX goes its own way.
Suites do not change by this: plain GX runs them with the classes it brings.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import (
    ExpectColumnPairValuesToBeEqual as _PairEqual,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween as _Between,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
    ExpectColumnValuesToBeInSet as _InSet,
)
from great_expectations.expectations.core.expect_column_values_to_match_regex import (
    ExpectColumnValuesToMatchRegex as _MatchRegex,
)
from great_expectations.expectations.core.expect_column_values_to_not_be_in_set import (
    ExpectColumnValuesToNotBeInSet as _NotBeInSet,
)
from great_expectations.expectations.core.expect_column_values_to_not_match_regex import (
    ExpectColumnValuesToNotMatchRegex as _NotMatchRegex,
)
from great_expectations.expectations.expectation import BatchExpectation, _mostly_success
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

from gouji.engine.conditions import columns_of, selected
from gouji.engine.rows import JUDGES, judged_rows
from gouji.engine.spark_rows import Question, answer, ask
from gouji.frames import KEYS

# GX warns of each class that takes another's name, which is what this module is for.
logging.getLogger("great_expectations.expectations.registry").setLevel(logging.ERROR)

METRIC = "gouji.rows"
_PARTIAL = 20
_COLUMNS = ("column", "column_A", "column_B")


class RowsMetric(TableMetricProvider):
    """Counts and failing rows of one expectation, as `judged_rows` gives them."""

    metric_name = METRIC
    value_keys = ("expectation", "arguments")

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> dict[str, Any]:
        whole = execution_engine.get_domain_records({"batch_id": metric_domain_kwargs["batch_id"]})
        frame = selected(whole, metric_domain_kwargs["row_condition"])
        judge = JUDGES[metric_value_kwargs["expectation"]]
        return judged_rows(frame, judge(frame, metric_value_kwargs["arguments"]))

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(
        cls,
        execution_engine: SparkDFExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> dict[str, Any]:
        metric = MetricConfiguration(METRIC, metric_domain_kwargs, metric_value_kwargs)
        return answer(execution_engine, metric, question_of(metric))


def question_of(metric: MetricConfiguration) -> Question:
    """What a metric asks of the rows of a Spark frame."""
    condition = metric.metric_domain_kwargs["row_condition"]
    name, arguments = (metric.metric_value_kwargs[each] for each in RowsMetric.value_keys)
    columns = (str(arguments[each]) for each in _COLUMNS if arguments.get(each))

    def judge(batch: pd.DataFrame) -> dict[str, Any]:
        frame = selected(batch, condition)
        return judged_rows(frame, JUDGES[name](frame, arguments))

    return Question((*KEYS, *columns, *columns_of(condition)), judge)


def is_ours(execution_engine: object, result_format: Mapping[str, Any], condition: object) -> bool:
    """Whether one pass over the frame answers: each failing row wanted by its keys, and without more."""
    return (
        isinstance(execution_engine, PandasExecutionEngine | SparkDFExecutionEngine)
        and result_format["result_format"] == "COMPLETE"
        and tuple(result_format.get("unexpected_index_column_names") or ()) == KEYS
        and not result_format["include_unexpected_rows"]
        and not isinstance(condition, str)
    )


class _OnePass(BatchExpectation):
    """What the classes below share; stands before GX's own class in each."""

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None, **kwargs: Any
    ) -> ValidationDependencies:
        """The one metric; GX's own where that cannot answer."""
        wanted = (runtime_configuration or {}).get("result_format", self.result_format)
        result_format = parse_result_format(wanted)
        condition = getattr(self, "row_condition", None)
        if not is_ours(execution_engine, result_format, condition):
            return super().get_validation_dependencies(execution_engine, runtime_configuration)
        metric = MetricConfiguration(
            METRIC,
            {"batch_id": self.batch_id, "row_condition": condition},
            {"expectation": self.expectation_type, "arguments": self._arguments()},
        )
        ask(execution_engine, metric, lambda: question_of(metric))
        return ValidationDependencies({METRIC: metric}, result_format)

    def _arguments(self) -> dict[str, Any]:
        names = (*_COLUMNS, *self.success_keys)
        return {name: _plain(getattr(self, name)) for name in names if hasattr(self, name)}

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> Any:
        if METRIC not in metrics:
            return super()._validate(metrics, runtime_configuration, execution_engine)  # type: ignore[safe-super]
        rows = metrics[METRIC]
        total, missing, failing = (rows[f"{name}_count"] for name in ("element", "missing", "unexpected"))
        success = failing == 0 or _mostly_success(total - missing, failing, _share(self))
        return {"success": success, "result": _counts(total, missing, failing) | _listed(rows["unexpected_index_list"])}


def _share(expectation: Any) -> float:
    """The share of rows that has to hold; `mostly` of GX's own classes."""
    share = expectation.mostly
    return float(share)


def _plain(value: Any) -> Any:
    """An enumerated argument of GX as its text."""
    return getattr(value, "value", value)


def _counts(total: int, missing: int, failing: int) -> dict[str, Any]:
    """The counts under the names that GX's own map expectations give them."""
    decided = _percent(failing, total - missing)
    return {
        "element_count": total,
        "missing_count": missing,
        "missing_percent": _percent(missing, total),
        "unexpected_count": failing,
        "unexpected_percent": decided,
        "unexpected_percent_total": _percent(failing, total),
        "unexpected_percent_nonmissing": decided,
    }


def _listed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "unexpected_index_column_names": list(KEYS),
        "partial_unexpected_index_list": rows[:_PARTIAL],
        "unexpected_index_list": rows,
    }


def _percent(part: int, whole: int) -> float | None:
    return part / whole * 100 if whole else None


class ExpectColumnValuesToBeBetween(_OnePass, _Between):
    """GX's own, in one pass."""


class ExpectColumnValuesToBeInSet(_OnePass, _InSet):
    """GX's own, in one pass."""


class ExpectColumnValuesToNotBeInSet(_OnePass, _NotBeInSet):
    """GX's own, in one pass."""


class ExpectColumnValuesToMatchRegex(_OnePass, _MatchRegex):
    """GX's own, in one pass."""


class ExpectColumnValuesToNotMatchRegex(_OnePass, _NotMatchRegex):
    """GX's own, in one pass."""


class ExpectColumnPairValuesToBeEqual(_OnePass, _PairEqual):
    """GX's own, in one pass."""
