"""Rows of a Spark frame decided by the same pandas code, batch by batch where the data lie.

Only the counts and the failing rows come back to the driver. Results are as `gouji.engine.rows` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# A row of the answer: what one batch came to, as JSON, since every expectation shows other columns.
_SCHEMA = "answer string"

Judge = Callable[[pd.DataFrame], dict[str, Any]]


def judged_batches(frame: DataFrame, columns: Iterable[str], judge: Judge) -> dict[str, Any]:
    """What `judge` says of all rows of `frame`, of which it needs `columns`; failing rows in a stable order."""

    def answers(batches: Iterable[pd.DataFrame]) -> Iterable[pd.DataFrame]:
        for batch in batches:
            yield pd.DataFrame({"answer": [json.dumps(judge(batch), ensure_ascii=False)]})

    needed = frame.select(*dict.fromkeys(columns))
    return _together(json.loads(row["answer"]) for row in needed.mapInPandas(answers, _SCHEMA).toLocalIterator())


def _together(answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total: dict[str, Any] = {"element_count": 0, "missing_count": 0, "unexpected_count": 0, "unexpected_index_list": []}
    for answer in answers:
        for name, value in answer.items():
            total[name] += value
    return total
