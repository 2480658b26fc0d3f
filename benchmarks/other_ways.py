"""The rulebook's relations in the terms of other libraries, for `benchmarks.failing_rows`.

`asked` and `holds` say once what a relation asks of a row, over terms that each library has its own of: arrays of
numpy, columns of pandas (which pandera and pointblank are given as functions), SQL. A way takes the Parquet files of a
chunk and gives the rows that fail, by relation, with their keys.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import duckdb
import numpy as np
import pandas as pd
import pandera.pandas as pandera
import pointblank
import pyarrow.parquet as pq

from gouji.engine.linear_relation import DEFAULT_TOLERANCE
from gouji.frames import KEYS, Stage, stage_of
from gouji.model import LINEAR_RELATION, Relation
from gouji.rulebook import Rulebook

# Relations by the frame that they look at.
Relations = Mapping[str, Sequence[Relation]]
# The keys of the rows that fail, by relation; as each library gives them.
Failing = dict[str, Any]
Way = Callable[[Path, Relations], Failing]


class Terms(Protocol):
    """What a relation can be said with. Columns by name; what comes out is the library's own."""

    def known(self, column: str) -> Any: ...
    def one_of(self, column: str, values: Sequence[object]) -> Any: ...
    def matches(self, column: str, regex: str) -> Any: ...
    def same(self, first: str, second: str) -> Any: ...
    def total(self, terms: Mapping[str, float]) -> Any: ...
    def within(self, value: Any, least: float | None, most: float | None) -> Any: ...
    def every(self, parts: Sequence[Any]) -> Any: ...
    def opposite(self, part: Any) -> Any: ...


def relations_of(rulebook: Rulebook, edition: str) -> Relations:
    """What is asked of the reports of a chunk, by frame."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for rule, relation in rulebook.relations():
        if relation.edition == edition and stage_of(rule.frame) is Stage.REPORTS:
            found[rule.frame].append(relation)
    return found


def asked(relation: Relation, terms: Terms) -> Any:
    """Whether a row is one that the relation is asked of and has all that it needs."""
    return terms.every(
        [
            *(terms.one_of(column, values) for column, values in relation.when.items()),
            *(terms.known(column) for column in relation.columns),
        ]
    )


def holds(relation: Relation, terms: Terms) -> Any:
    """Whether a row that the relation is asked of is as it should be."""
    say: Mapping[str, Any] = relation.arguments
    match relation.expectation.removeprefix("expect_column_").removeprefix("values_to_"):
        case "be_between":
            return terms.within(terms.total({say["column"]: 1}), say.get("min_value"), say.get("max_value"))
        case "be_in_set":
            return terms.one_of(say["column"], say["value_set"])
        case "not_be_in_set":
            return terms.opposite(terms.one_of(say["column"], say["value_set"]))
        case "match_regex":
            return terms.matches(say["column"], say["regex"])
        case "pair_values_to_be_equal":
            return terms.same(say["column_A"], say["column_B"])
    assert relation.expectation == LINEAR_RELATION, relation.expectation
    weights = dict(say["left"])
    for column, weight in say["right"].items():
        weights[column] = weights.get(column, 0) - weight
    slack = say.get("tolerance", DEFAULT_TOLERANCE)
    least = None if say["operator"] == "<=" else -slack
    return terms.within(terms.total(weights), least, None if say["operator"] == ">=" else slack)


class Vectors:
    """Whole columns at once: what numpy and pandas have in common."""

    def __init__(self, columns: Any) -> None:
        self.columns = columns

    def same(self, first: str, second: str) -> Any:
        return self.columns[first] == self.columns[second]

    def total(self, terms: Mapping[str, float]) -> Any:
        return sum(self.columns[column] * weight for column, weight in terms.items())

    def within(self, value: Any, least: float | None, most: float | None) -> Any:
        bounds = [] if least is None else [value >= least]
        return self.every(bounds if most is None else [*bounds, value <= most])

    def every(self, parts: Sequence[Any]) -> Any:
        whole = parts[0]
        for part in parts[1:]:
            whole = whole & part
        return whole

    def opposite(self, part: Any) -> Any:
        return ~part


class Arrays(Vectors):
    """Arrays of numpy: floats with NaN, and objects with None."""

    def known(self, column: str) -> Any:
        values = self.columns[column]
        return ~np.isnan(values) if values.dtype.kind == "f" else values != None  # noqa: E711 - asked of each

    def one_of(self, column: str, values: Sequence[object]) -> Any:
        return np.logical_or.reduce([self.columns[column] == value for value in values])

    def matches(self, column: str, regex: str) -> Any:
        search = re.compile(regex).search
        return np.array([value is not None and search(value) is not None for value in self.columns[column]])


class Columns(Vectors):
    """Columns of a pandas frame."""

    def known(self, column: str) -> Any:
        return self.columns[column].notna()

    def one_of(self, column: str, values: Sequence[object]) -> Any:
        return self.columns[column].isin(list(values))

    def matches(self, column: str, regex: str) -> Any:
        return self.columns[column].str.contains(regex, na=False)


class Sql:
    """Text of SQL."""

    def known(self, column: str) -> str:
        return f'"{column}" IS NOT NULL'

    def one_of(self, column: str, values: Sequence[object]) -> str:
        return f'"{column}" IN ({", ".join(map(_literal, values))})'

    def matches(self, column: str, regex: str) -> str:
        return f'regexp_matches("{column}", {_literal(regex)})'

    def same(self, first: str, second: str) -> str:
        return f'"{first}" = "{second}"'

    def total(self, terms: Mapping[str, float]) -> str:
        return " + ".join(f'"{column}" * {float(weight)}::DOUBLE' for column, weight in terms.items())

    def within(self, value: str, least: float | None, most: float | None) -> str:
        bounds = [] if least is None else [f"({value}) >= {least}"]
        return self.every(bounds if most is None else [*bounds, f"({value}) <= {most}"])

    def every(self, parts: Sequence[str]) -> str:
        return " AND ".join(f"({part})" for part in parts)

    def opposite(self, part: str) -> str:
        return f"NOT ({part})"


def _literal(value: object) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def with_numpy(frames: Path, relations: Relations) -> Failing:
    """Arrays, nothing else."""
    found = {}
    for frame, own in relations.items():
        table = pq.read_table(frames / f"{frame}.parquet")
        columns = {name: table[name].to_numpy() for name in table.column_names}
        terms = Arrays(columns)
        for relation in own:
            fails = asked(relation, terms) & ~holds(relation, terms)
            found[relation.id] = {key: columns[key][fails] for key in KEYS}
    return found


def with_duckdb(frames: Path, relations: Relations) -> Failing:
    """A frame is loaded once; a query a relation."""
    found = {}
    with duckdb.connect() as database:
        for frame, own in relations.items():
            database.execute(f"CREATE TABLE {frame} AS FROM read_parquet('{frames / f'{frame}.parquet'}')")
            for relation in own:
                fails = Sql().every([asked(relation, Sql()), Sql().opposite(holds(relation, Sql()))])
                names = ", ".join(f'"{key}"' for key in KEYS)
                found[relation.id] = database.execute(f"SELECT {names} FROM {frame} WHERE {fails}").to_arrow_table()
    return found


def with_pandera(frames: Path, relations: Relations) -> Failing:
    """A schema a frame, with a check on whole rows for each relation; failures are collected (`lazy`)."""
    found: Failing = {}
    for frame, own in relations.items():
        rows = pd.read_parquet(frames / f"{frame}.parquet")
        found |= {relation.id: rows.loc[[], list(KEYS)] for relation in own}
        checks = [pandera.Check(_in_order(relation), name=relation.id, ignore_na=False) for relation in own]
        try:
            pandera.DataFrameSchema(checks=checks).validate(rows, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            for name, cases in errors.failure_cases.groupby("check"):
                found[str(name)] = rows.loc[cases["index"].unique(), list(KEYS)]
    return found


def with_pointblank(frames: Path, relations: Relations) -> Failing:
    """A validation a frame, with a step for each relation on the rows that it is asked of; failing rows extracted."""
    found: Failing = {}
    for frame, own in relations.items():
        rows = pd.read_parquet(frames / f"{frame}.parquet")
        plan = pointblank.Validate(rows)
        for relation in own:
            plan = plan.col_vals_expr(expr=_holding(relation), pre=_rows_asked(relation))
        plan = plan.interrogate(extract_limit=len(rows))
        extracts = plan.get_data_extracts()
        for number, relation in enumerate(own, start=1):
            given = extracts.get(number)
            found[relation.id] = rows.loc[[], list(KEYS)] if given is None or not len(given) else given[list(KEYS)]
    return found


def _in_order(relation: Relation) -> Callable[[pd.DataFrame], Any]:
    return lambda rows: ~asked(relation, Columns(rows)) | holds(relation, Columns(rows))


def _holding(relation: Relation) -> Callable[[pd.DataFrame], Any]:
    return lambda rows: holds(relation, Columns(rows))


def _rows_asked(relation: Relation) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda rows: rows[asked(relation, Columns(rows))]


WAYS: Mapping[str, Way] = {
    "numpy alone": with_numpy,
    "DuckDB": with_duckdb,
    "pandera": with_pandera,
    "pointblank": with_pointblank,
}


def failing_keys(found: Failing) -> dict[str, set[tuple[str | None, ...]]]:
    """The keys of the failing rows by relation, for comparing what the ways found."""
    return {name: set(_keys(rows)) for name, rows in found.items()}


def _keys(rows: Any) -> Iterable[tuple[str | None, ...]]:
    if hasattr(rows, "to_pylist"):
        listed: Iterable[tuple[Any, ...]] = (tuple(row[key] for key in KEYS) for row in rows.to_pylist())
    elif isinstance(rows, Sequence):
        listed = (tuple(row[key] for key in KEYS) for row in rows)
    else:
        listed = zip(*(list(rows[key]) for key in KEYS), strict=True)
    return (tuple(None if pd.isna(value) else str(value) for value in row) for row in listed)
