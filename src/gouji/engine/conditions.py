"""Which rows of a pandas frame a row condition of Great Expectations selects, decided for the whole frame at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from great_expectations.expectations.row_conditions import (
    AndCondition,
    ComparisonCondition,
    NullityCondition,
    Operator,
    OrCondition,
)

Mask = np.ndarray[Any, np.dtype[np.bool_]]


class UnknownCondition(TypeError):
    """A condition that is not among those that a rule can be compiled to."""


def selected(frame: pd.DataFrame, condition: object) -> pd.DataFrame:
    """The rows that `condition` selects: all without one.

    KeyError for a column that the frame does not have, UnknownCondition for a text that only pandas could interpret.
    """
    return frame if condition is None else frame[mask(frame, condition)]


def mask(frame: pd.DataFrame, condition: object) -> Mask:
    """One boolean a row. A null is in no set, equal to nothing and comes before and after nothing, as in GX."""
    if isinstance(condition, AndCondition):
        return np.array(np.logical_and.reduce([mask(frame, part) for part in condition.conditions]), dtype=bool)
    if isinstance(condition, OrCondition):
        return np.array(np.logical_or.reduce([mask(frame, part) for part in condition.conditions]), dtype=bool)
    if isinstance(condition, NullityCondition):
        return np.asarray(frame[condition.column.name].isna() == condition.is_null)
    if isinstance(condition, ComparisonCondition):
        return _compared(frame[condition.column.name], Operator(condition.operator), condition.parameter)
    raise UnknownCondition(f"row condition {condition!r}")


def columns_of(condition: object) -> tuple[str, ...]:
    """The columns that a condition looks at."""
    if isinstance(condition, AndCondition | OrCondition):
        return tuple(name for part in condition.conditions for name in columns_of(part))
    if isinstance(condition, NullityCondition | ComparisonCondition):
        return (str(condition.column.name),)
    return ()


_COMPARISONS: dict[Operator, Callable[[pd.Series[Any], Any], pd.Series[bool]]] = {
    Operator.EQUAL: lambda column, value: column == value,
    Operator.NOT_EQUAL: lambda column, value: column != value,
    Operator.LESS_THAN: lambda column, value: column < value,
    Operator.LESS_THAN_OR_EQUAL: lambda column, value: column <= value,
    Operator.GREATER_THAN: lambda column, value: column > value,
    Operator.GREATER_THAN_OR_EQUAL: lambda column, value: column >= value,
    Operator.IN: lambda column, value: column.isin(list(value)),
    Operator.NOT_IN: lambda column, value: ~column.isin(list(value)),
}


def _compared(column: pd.Series[Any], operator: Operator, value: Any) -> Mask:
    return np.asarray(_COMPARISONS[operator](column, value), dtype=bool)
