"""Rows of a Spark frame decided by the same pandas code, batch by batch where the data lie.

All that a suite asks of a frame is answered by one job. Great Expectations first has every expectation of a suite name
its metrics and then resolves them one by one; here each is noted when it is named, and the first that is resolved
answers them all. Only the counts and the failing rows come back to the driver, as `gouji.engine.rows` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.validator.metric_configuration import MetricConfiguration

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# A row of the answer: what one batch came to, as JSON, since every expectation shows other columns.
_SCHEMA = "answer string"
# Rows that Python is given at once. A row of a frame is small; the session's own setting is for whole documents.
_BATCH = 50_000
_BATCH_SETTING = "spark.sql.execution.arrow.maxRecordsPerBatch"
_ERROR = "error"

Judge = Callable[[pd.DataFrame], dict[str, Any]]


class NotJudged(Exception):
    """A question that could not be answered; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every row of a frame, and the columns that it needs."""

    columns: tuple[str, ...]
    judge: Judge


@dataclass(slots=True)
class _Asked:
    """The questions about one frame that wait for an answer, and the answers, by the metric's id."""

    waiting: dict[object, Question] = field(default_factory=dict)
    answers: dict[object, Mapping[str, Any]] = field(default_factory=dict)


# By execution engine, of which every project that is opened has its own, and by batch.
_ASKED: WeakKeyDictionary[SparkDFExecutionEngine, dict[str, _Asked]] = WeakKeyDictionary()


def ask(engine: object, metric: MetricConfiguration, question: Callable[[], Question]) -> None:
    """Note that `question` will be asked by `metric`; nothing for any other engine than Spark's."""
    if isinstance(engine, SparkDFExecutionEngine):
        asked = _asked(engine, metric)
        # Asked again, it wants an answer of now.
        asked.answers.pop(metric.id, None)
        asked.waiting[metric.id] = question()


def answer(engine: SparkDFExecutionEngine, metric: MetricConfiguration, question: Question) -> dict[str, Any]:
    """The counts and failing rows of `metric`, in the order of the rows; of all others that wait for theirs, too.

    Raises NotJudged where the question itself failed; the others have their answers nevertheless.
    """
    asked = _asked(engine, metric)
    if metric.id not in asked.answers:
        asked.waiting[metric.id] = question
        frame = engine.get_domain_records({"batch_id": metric.metric_domain_kwargs["batch_id"]})
        names, questions = list(asked.waiting), list(asked.waiting.values())
        asked.answers |= zip(names, judged_batches(frame, questions), strict=True)
        asked.waiting.clear()
    given = dict(asked.answers[metric.id])
    if _ERROR in given:
        raise NotJudged(given[_ERROR])
    return given


def _asked(engine: SparkDFExecutionEngine, metric: MetricConfiguration) -> _Asked:
    return _ASKED.setdefault(engine, {}).setdefault(str(metric.metric_domain_kwargs["batch_id"]), _Asked())


def judged_batches(frame: DataFrame, questions: list[Question]) -> list[dict[str, Any]]:
    """The answer to each of `questions` about the rows of `frame`, found in one job."""
    known = frozenset(frame.columns)
    lacking = [sorted(set(question.columns) - known) for question in questions]
    answers = [{_ERROR: f"KeyError: {names[0]!r}"} if names else _nothing() for names in lacking]
    able = [number for number, names in enumerate(lacking) if not names]
    if not able:
        return answers
    judges = [(number, questions[number].judge) for number in able]

    def judge(batches: Iterable[pd.DataFrame]) -> Iterable[pd.DataFrame]:
        for batch in batches:
            given = [[number, _judged(judge, batch)] for number, judge in judges]
            yield pd.DataFrame({"answer": [json.dumps(given, ensure_ascii=False)]})

    needed = frame.select(*dict.fromkeys(name for number in able for name in questions[number].columns))
    with _rows_at_once(frame.sparkSession):
        batches = needed.mapInPandas(judge, _SCHEMA).collect()
    for batch in batches:
        for number, given in json.loads(batch["answer"]):
            _add(answers[number], given)
    return answers


def _judged(judge: Judge, batch: pd.DataFrame) -> dict[str, Any]:
    try:
        return judge(batch)
    except Exception as error:  # noqa: BLE001 - one rule that fails must not cost the others their answers
        return {_ERROR: f"{type(error).__name__}: {error}"}


def _nothing() -> dict[str, Any]:
    return {"element_count": 0, "missing_count": 0, "unexpected_count": 0, "unexpected_index_list": []}


def _add(total: dict[str, Any], given: Mapping[str, Any]) -> None:
    if _ERROR in given:
        total.setdefault(_ERROR, given[_ERROR])
        return
    for name, value in given.items():
        total[name] += value


@contextmanager
def _rows_at_once(session: SparkSession) -> Iterator[None]:
    before = session.conf.get(_BATCH_SETTING)
    session.conf.set(_BATCH_SETTING, str(_BATCH))
    try:
        yield
    finally:
        session.conf.set(_BATCH_SETTING, str(before))
