"""The expectation class for a linear relation between columns of a row, and its metric.

`left operator right`, where both sides are sums of columns with coefficients. A row in which one of the columns is
null is undetermined: counted apart, neither passed nor failed. Domain and result follow GX's built-in expectations
(element_count, unexpected_count, unexpected_index_list), so that whatever reads those reads ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation, render_suite_parameter_string
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.expectations.row_conditions import RowConditionType
from great_expectations.render.components import LegacyRendererType, RenderedStringTemplateContent
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration
from great_expectations.validator.validator import ValidationDependencies

from gouji.engine.conditions import columns_of, selected
from gouji.engine.rows import Judged, judged_rows
from gouji.engine.spark_rows import Question, answer, ask
from gouji.frames import KEYS

METRIC = "gouji.linear_relation"

# Counts are exact in float64; this only absorbs what adding decimals of money leaves behind.
DEFAULT_TOLERANCE = 1e-6

_SYMBOLS = {"=": "=", "<=": "≤", ">=": "≥"}

# A difference of exactly the tolerance is within it, whatever floating point makes of the decimals that were added.
_NOISE = 1e-9


def evaluate(
    frame: pd.DataFrame, left: Mapping[str, float], operator: str, right: Mapping[str, float], tolerance: float
) -> dict[str, Any]:
    """Decide every row of `frame` at once.

    Returns the counts and, for each failing row, its key columns with the value of either side. Raises KeyError for
    a column that the frame does not have and ValueError for an unknown operator.
    """
    a, b = _side(frame, left), _side(frame, right)
    decided = a.notna() & b.notna()
    difference, tolerance = a - b, tolerance + _NOISE
    if operator == "=":
        holds = difference.abs() <= tolerance
    elif operator == "<=":
        holds = difference <= tolerance
    elif operator == ">=":
        holds = difference >= -tolerance
    else:
        raise ValueError(f"unknown operator {operator}")
    return judged_rows(frame, Judged(np.asarray(decided), np.asarray(holds), {"left": a, "right": b}))


def _side(frame: pd.DataFrame, terms: Mapping[str, float]) -> pd.Series[float]:
    total = pd.Series(0.0, index=frame.index)
    for column, coefficient in terms.items():
        total = total + frame[column].astype("float64") * coefficient
    return total


class LinearRelationMetric(TableMetricProvider):
    """All rows of a batch against one linear relation: `evaluate` on pandas, and on the batches of a Spark frame."""

    metric_name = METRIC
    value_keys = ("left", "operator", "right", "tolerance")

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
        tolerance = metric_value_kwargs.get("tolerance")
        return evaluate(
            frame,
            metric_value_kwargs["left"],
            metric_value_kwargs["operator"],
            metric_value_kwargs["right"],
            DEFAULT_TOLERANCE if tolerance is None else tolerance,
        )

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
    left, operator, right = (metric.metric_value_kwargs[name] for name in ("left", "operator", "right"))
    said = metric.metric_value_kwargs.get("tolerance")
    tolerance = DEFAULT_TOLERANCE if said is None else said

    def judge(batch: pd.DataFrame) -> dict[str, Any]:
        return evaluate(selected(batch, condition), left, operator, right, tolerance)

    return Question((*KEYS, *left, *right, *columns_of(condition)), judge)


def _sum(terms: Mapping[str, float]) -> str:
    text = ""
    for column, coefficient in terms.items():
        sign = "-" if coefficient < 0 else "+"
        factor = "" if abs(coefficient) == 1 else f"{abs(coefficient):g} x "
        text += f" {sign} {factor}{column}" if text else f"{'-' if coefficient < 0 else ''}{factor}{column}"
    return text


def describe(kwargs: Mapping[str, Any], language: str) -> str:
    """The relation in one sentence, in column names of the frame."""
    relation = f"{_sum(kwargs['left'])} {_SYMBOLS[kwargs['operator']]} {_sum(kwargs['right'])}"
    if language == "en":
        return f"In every row: {relation}"
    return f"每一行：{relation}"


def _content(text: str) -> list[RenderedStringTemplateContent]:
    template = {"template": "$relation", "params": {"relation": text}}
    return [RenderedStringTemplateContent(content_block_type="string_template", string_template=template)]


class ExpectLinearRelation(BatchExpectation):
    """Expect `left operator right` in every row, both sides sums of columns with coefficients.

    Args:
        left, right: column → coefficient.
        operator: `=`, `<=` or `>=`.
        tolerance: how far the sides may differ; `DEFAULT_TOLERANCE` when not given.
        row_condition: which rows to look at, as in GX's own expectations.
    """

    left: dict[str, float]
    operator: str
    right: dict[str, float]
    tolerance: float | None = None
    row_condition: RowConditionType = None
    condition_parser: str | None = None

    metric_dependencies: ClassVar[tuple[str, ...]] = (METRIC,)
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id", "row_condition", "condition_parser")
    success_keys: ClassVar[tuple[str, ...]] = ("left", "operator", "right", "tolerance")
    args_keys: ClassVar[tuple[str, ...]] = ("left", "operator", "right")

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> ValidationDependencies:
        """The one metric, named here and not looked for by GX, which takes its time over it."""
        wanted = (runtime_configuration or {}).get("result_format", self.result_format)
        metric = MetricConfiguration(
            METRIC,
            {"batch_id": self.batch_id, "row_condition": self.row_condition, "condition_parser": self.condition_parser},
            {name: getattr(self, name) for name in self.success_keys},
        )
        ask(execution_engine, metric, lambda: question_of(metric))
        return ValidationDependencies({METRIC: metric}, parse_result_format(wanted))

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        result = dict(metrics[METRIC])
        wanted = self._get_result_format(runtime_configuration=runtime_configuration)
        name = wanted["result_format"] if isinstance(wanted, dict) else str(wanted)
        success = result["unexpected_count"] == 0
        if name == "BOOLEAN_ONLY":
            return {"success": success, "result": {}}
        if name != "COMPLETE":
            result["partial_unexpected_index_list"] = result.pop("unexpected_index_list")[:20]
        return {"success": success, "result": result}

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    @render_suite_parameter_string
    def _prescriptive_renderer(
        cls, configuration: Any = None, result: Any = None, runtime_configuration: Any = None, **kwargs: Any
    ) -> list[RenderedStringTemplateContent]:
        return _content(describe(configuration.kwargs, "zh"))

    @classmethod
    @renderer(renderer_type="gouji.prescriptive.en")
    @render_suite_parameter_string
    def _prescriptive_renderer_en(
        cls, configuration: Any = None, result: Any = None, runtime_configuration: Any = None, **kwargs: Any
    ) -> list[RenderedStringTemplateContent]:
        return _content(describe(configuration.kwargs, "en"))
