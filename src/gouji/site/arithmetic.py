"""A finding's figures laid out as the sum that does not come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import CellState, Rule, Text
from gouji.site.addresses import cell_anchor, report_page
from gouji.site.figures import clipped, figure
from gouji.site.labels import joined, label
from gouji.site.places import Forms, cell_texts, locator_text

OPERANDS_SHOWN = 60
ZEROS_KEPT = 3
RAW_LIMIT = 60

_RELATIONS = {"=": "relation_equal", "<=": "relation_at_most", ">=": "relation_at_least"}


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a sum. `sign` is `+`, `−` or a weight, empty for the first and outside sums.

    `elsewhere` is set for a figure of another report: its page, or an empty text where it has none.
    """

    name: Text
    anchor: str
    sign: str
    value: str
    remark: Text | None
    place: Text | None
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: the terms that are written out, those that are 0, and the sum of all of them."""

    terms: tuple[Term, ...]
    zeros: tuple[Term, ...]
    total: str | None


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A finding's operands. `relation` stands between the two sides; without it there is one list and no sum."""

    left: Side
    right: Side | None = None
    relation: Text | None = None
    hidden: int = 0

    @property
    def is_balance(self) -> bool:
        """Whether both sides are sums, so that neither is what the other should have been."""
        return self.right is not None and self.right.total is not None

    @property
    def only(self) -> Term | None:
        """The single figure of a finding that is about one figure."""
        alone = self.right is None and len(self.left.terms) == 1 and not self.hidden
        return self.left.terms[0] if alone else None


def lay_out(
    forms: Forms,
    finding: Mapping[str, Any],
    cells: Mapping[str, Any],
    rule: Rule | None,
    known: frozenset[str] = frozenset(),
) -> Arithmetic | None:
    """The operands of `finding` as a sum; None without operands.

    `cells` are the report's cell records by key, `known` the ids of the reports that have a page.
    """
    operands: Sequence[Mapping[str, Any]] = finding.get("operands", ())
    shown = operands[:OPERANDS_SHOWN]
    if not shown:
        return None
    names = cell_texts(forms, [str(operand["cell"]) for operand in shown])
    across = any(operand.get("report") for operand in shown)
    relation = None if across else _relation_of(rule, [str(operand["cell"]) for operand in shown])
    if relation is None:
        terms = tuple(
            _others(o, name, known) if o.get("report") else _term(o, name, "", cells, forms)
            for o, name in zip(shown, names, strict=True)
        )
        return Arithmetic(Side(terms, (), None), hidden=len(operands) - len(shown))
    sides = tuple(_side(shown, names, relation[key], cells, forms) for key in ("left", "right"))
    code = _RELATIONS.get(str(relation["operator"]), "relation_equal")
    return Arithmetic(sides[0], sides[1], label(code), len(operands) - len(shown))


def _relation_of(rule: Rule | None, cells: Sequence[str]) -> Mapping[str, Any] | None:
    """The linear relation of the rule that is about just these cells: cell → weight for each side, and operator."""
    for relation in rule.relations if rule and rule.is_linear else ():
        sides = {key: _weights(relation.arguments.get(key), cells) for key in ("left", "right")}
        if all(sides.values()) and {*sides["left"], *sides["right"]} == set(cells):
            return {**sides, "operator": relation.arguments.get("operator")}
    return None


def _weights(side: object, cells: Sequence[str]) -> dict[str, float]:
    """Cell → weight, for the frame's column names on one side of a relation (`total`, `regulations_made`)."""
    if not isinstance(side, Mapping):
        return {}
    return {cell: float(side[part]) for cell in cells for part in cell.split(".")[1:] if part in side}


def _side(
    operands: Sequence[Mapping[str, Any]],
    names: Sequence[Text],
    weights: Mapping[str, float],
    cells: Mapping[str, Any],
    forms: Forms,
) -> Side:
    mine = [(o, name, weights[o["cell"]]) for o, name in zip(operands, names, strict=True) if o["cell"] in weights]
    zeros = [entry for entry in mine if not entry[0].get("value")]
    if len(zeros) <= ZEROS_KEPT or len(zeros) == len(mine):
        zeros = []
    kept = [entry for entry in mine if entry not in zeros]
    terms = tuple(_term(o, name, _sign(w, first=not i), cells, forms) for i, (o, name, w) in enumerate(kept))
    total = sum(weight * (o.get("value") or 0) for o, _, weight in mine)
    return Side(
        terms,
        tuple(_term(o, name, _sign(w), cells, forms) for o, name, w in zeros),
        figure(round(total, 6)) if len(mine) > 1 else None,
    )


def _sign(weight: float, first: bool = False) -> str:
    sign = "−" if weight < 0 else "" if first else "+"
    return sign if abs(weight) == 1 else f"{sign} {figure(abs(weight))} ×".strip()


def _term(operand: Mapping[str, Any], name: Text, sign: str, cells: Mapping[str, Any], forms: Forms) -> Term:
    key = str(operand["cell"])
    value = operand.get("value")
    raw = clipped(str(operand.get("raw") or "").strip(), RAW_LIMIT)
    form = forms.cell(key)
    return Term(
        name,
        cell_anchor(key),
        sign,
        figure(value) if value is not None else raw,
        _remark(str((cells.get(key) or {}).get("state")), value, raw, form is not None and form.role == "total"),
        locator_text(operand.get("at")),
    )


def _others(operand: Mapping[str, Any], name: Text, known: frozenset[str]) -> Term:
    """A figure of another report, called by that report's name."""
    key, report, value = str(operand["cell"]), str(operand["report"]), operand.get("value")
    whose = Text(clipped(str(operand.get("of") or ""), RAW_LIMIT), clipped(str(operand.get("of_en") or ""), RAW_LIMIT))
    raw = clipped(str(operand.get("raw") or "").strip(), RAW_LIMIT)
    return Term(
        joined([whose, name], " ", ": "),
        cell_anchor(key),
        "",
        figure(value) if value is not None else raw,
        None,
        locator_text(operand.get("at")),
        report_page(report) if report in known else "",
    )


def _remark(state: str, value: object, raw: str, total: bool) -> Text | None:
    """What the reader of a sum has to know of a figure that is not printed as it is counted.

    A blank part counts as 0; a blank total is not known.
    """
    if state == CellState.BLANK:
        return label("state_blank" if total else "blank_as_zero")
    if state == CellState.ABSENT:
        return label("absent_row")
    if state == CellState.PLACEHOLDER:
        return label("placeholder_as_zero", raw=raw)
    return (
        label("as_printed", raw=raw) if value is not None and raw and raw.replace("-", "−") != figure(value) else None
    )
