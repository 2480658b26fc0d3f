"""Which relations of tables three and four fail: a second opinion, written without the rulebook.

A blank part counts as 0. A blank total beside parts that are not all 0 is unknown wherever it is used, and so is
what cannot be read as a number and what is not printed: a relation that needs one of these is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit.figures import Figures, Relation

APPLICANTS = ("natural_person", "commercial", "research", "public_welfare", "legal_services", "other_organisation")
COLUMNS = (*APPLICANTS, "total")
OUTCOMES = ("upheld", "corrected", "other_outcome", "pending")
CHANNELS = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
NOT_RESULTS = frozenset({"received", "carried_in", "processed_total", "carried_out"})


@dataclass(frozen=True, slots=True)
class Equation:
    """The cells on the left add up to the same as the cells on the right."""

    relation: Relation
    left: tuple[str, ...]
    right: tuple[str, ...]


def equations(figures: Figures) -> Iterator[Equation]:
    """Every relation of T301, T302, T303 and T401 in the report's edition."""
    rows = list(dict.fromkeys(key.split(".")[1] for key in figures.cells if key.startswith("requests.")))
    results = [row for row in rows if row not in NOT_RESULTS]
    for column in COLUMNS:
        intake, outgo = _cells(["received", "carried_in"], column), _cells(["processed_total", "carried_out"], column)
        yield Equation(("T301", None, column), intake, outgo)
        yield Equation(("T302", None, column), _cells(results, column), _cells(["processed_total"], column))
    for row in rows:
        parts = tuple(f"requests.{row}.{applicant}" for applicant in APPLICANTS)
        yield Equation(("T303", row, None), parts, (f"requests.{row}.total",))
    for channel in CHANNELS:
        parts = tuple(f"disputes.{channel}.{outcome}" for outcome in OUTCOMES)
        yield Equation(("T401", channel, None), parts, (f"disputes.{channel}.total",))


def failing(figures: Figures) -> set[Relation]:
    """The relations whose cells are all known and whose two sides differ."""
    return {relation for relation, difference in differences(figures).items() if difference}


def undetermined(figures: Figures) -> set[Relation]:
    """The relations that need a cell which is not known."""
    return {relation for relation, difference in differences(figures).items() if difference is None}


def differences(figures: Figures) -> dict[Relation, float | None]:
    """Left minus right of every relation, rounded to what is not noise; None when a cell is unknown."""
    known = _known(figures)
    found: dict[Relation, float | None] = {}
    for each in equations(figures):
        left, right = [known[key] for key in each.left], [known[key] for key in each.right]
        if None in left or None in right:
            found[each.relation] = None
        else:
            found[each.relation] = round(sum(filter(None, left)) - sum(filter(None, right)), 6)
    return found


def _cells(rows: list[str], column: str) -> tuple[str, ...]:
    return tuple(f"requests.{row}.{column}" for row in rows)


def _known(figures: Figures) -> dict[str, float | None]:
    """What each cell of tables three and four counts for, None when that is unknown."""
    parts: dict[str, list[str]] = {}
    for each in equations(figures):
        if each.relation[0] != "T301":
            parts.setdefault(each.right[0], []).extend(each.left)
    known: dict[str, float | None] = {}
    for key in figures.cells:
        state = figures.state(key)
        if state in ("absent", "text"):
            known[key] = None
        elif state == "number":
            known[key] = figures.number(key)
        else:
            known[key] = 0.0 if all(_is_nothing(figures, part) for part in parts.get(key, ())) else None
    return known


def _is_nothing(figures: Figures, key: str) -> bool:
    """Whether a part adds nothing: a 0, a blank or a placeholder. What is not printed may be anything."""
    state = figures.state(key)
    return figures.number(key) == 0 if state == "number" else state in ("blank", "placeholder")
