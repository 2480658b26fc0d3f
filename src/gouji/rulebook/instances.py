"""The linear relations of an edition on the cells of the form: each relation once for every row of its frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gouji.form import load_edition
from gouji.frames import TABLE_OF, cell_key
from gouji.model import LINEAR_RELATION, Relation, Rule


@dataclass(frozen=True, slots=True)
class Instance:
    """One relation at one place of the form: `terms` weigh its cells, and add up to between `least` and `most`."""

    rule: Rule
    relation: Relation
    row: str | None
    column: str | None
    terms: Mapping[str, float]
    least: float
    most: float


def instances(rules: tuple[Rule, ...], edition: str) -> Iterator[Instance]:
    """Every instance of the linear relations that `rules` state between cells of one table."""
    for rule in rules:
        if rule.frame not in TABLE_OF:
            continue
        for relation in rule.relations:
            if relation.edition == edition and relation.expectation == LINEAR_RELATION:
                yield from _of_relation(rule, relation)


def _of_relation(rule: Rule, relation: Relation) -> Iterator[Instance]:
    for row, column in _rows(rule.frame, relation.edition):
        keys = {"table": TABLE_OF[rule.frame], "row": row, "column": column}
        if all(keys.get(name) in values for name, values in relation.when.items()):
            terms = _terms(relation, rule.frame, row, column)
            slack = float(str(relation.arguments.get("tolerance", 0)))
            operator = relation.arguments["operator"]
            least = float("-inf") if operator == "<=" else -slack
            most = float("inf") if operator == ">=" else slack
            yield Instance(rule, relation, relation.row or row, relation.column or column, terms, least, most)


def _rows(frame: str, edition: str) -> list[tuple[str | None, str | None]]:
    table = load_edition(edition).tables[TABLE_OF[frame]]
    if frame == "disclosure":
        return [(None, None)]
    if frame == "applicants":
        return [(None, line.key) for line in table.columns]
    return [(line.key, None) for line in table.rows]


def _terms(relation: Relation, frame: str, row: str | None, column: str | None) -> dict[str, float]:
    """Cell → coefficient, the right side's with the other sign."""
    terms: dict[str, float] = {}
    for side, sign in (("left", 1), ("right", -1)):
        weights = relation.arguments[side]
        assert isinstance(weights, Mapping)  # noqa: S101 - the loader has seen to it
        for name, weight in weights.items():
            terms[str(cell_key(frame, str(name), row, column))] = sign * float(weight)
    return terms
