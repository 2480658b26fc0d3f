"""Reports in which every relation holds, drawn by hypothesis or made from a seed, for both editions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from gouji.form import load_edition
from kit.figures import Figures, Value
from kit.oracle import APPLICANTS, CHANNELS, COLUMNS, NOT_RESULTS, OUTCOMES

Choose = Callable[[int, int], int]
"""Choose a whole number between two, both included."""

ORGANISATIONS = ("示例市人民政府", "样本县人民政府", "示例市教育局", "样本县示例镇人民政府", "示例新区管委会")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large the numbers of a report get; a cell that `cells` does not name gets up to `other`.

    Keys are row and column of the form (`granted.natural_person`); `*.commercial` stands for a column and, where that
    is not named, `licences.*` for a row.
    """

    cells: Mapping[str, int]
    other: int

    def of(self, row: str, column: str) -> int:
        """The largest number for a cell."""
        names = (f"{row}.{column}", f"*.{column}", f"{row}.*")
        return next((self.cells[name] for name in names if name in self.cells), self.other)


ANY = Limits({"*.natural_person": 200}, 40)
_CITY = Limits(
    {
        "regulations.*": 4,
        "normative_documents.*": 60,
        "licences.*": 90000,
        "penalties.*": 70000,
        "coercive_measures.*": 3000,
        "*.items_last_year": 300,
        "*.items_change": 9,
        "granted.natural_person": 420,
        "partly_granted.natural_person": 130,
        "unavailable_not_held.natural_person": 260,
        "unavailable_needs_creation.natural_person": 20,
        "declined_petition.natural_person": 15,
        "other_not_corrected.natural_person": 25,
        "other_remaining.natural_person": 40,
        "other.natural_person": 60,
        "granted.commercial": 20,
        "unavailable_not_held.commercial": 9,
        "granted.legal_services": 6,
        "carried_out.natural_person": 40,
        "*.natural_person": 8,
        "*.commercial": 1,
        "*.research": 0,
        "*.public_welfare": 0,
        "*.legal_services": 0,
        "*.other_organisation": 0,
        "reconsideration.upheld": 60,
        "reconsideration.other_outcome": 30,
        "direct_litigation.corrected": 2,
    },
    9,
)


def make(
    seed: int, edition: str = "2021", *, organisation: str | None = None, year: int | None = None, id: str = "made"
) -> Figures:
    """The balanced report number `seed`, with numbers as a body of its kind has them."""
    choose = random.Random(seed).randint
    body = organisation or ORGANISATIONS[choose(0, len(ORGANISATIONS) - 1)]
    return _balanced(choose, edition, _plausible(body), body, year or _year(choose, edition), id)


@st.composite
def balanced(draw: st.DrawFn, edition: str | None = None) -> Figures:
    """Balanced reports of `edition`, or of either, with any numbers."""

    def choose(low: int, high: int) -> int:
        return draw(st.integers(low, high))

    chosen = edition or draw(st.sampled_from(("2019", "2021")))
    body = draw(st.sampled_from(ORGANISATIONS))
    return _balanced(choose, chosen, ANY, body, _year(choose, chosen), "drawn")


def _plausible(organisation: str) -> Limits:
    """Only cities make regulations; counties and departments have less of everything."""
    if organisation.endswith("市人民政府"):
        return _CITY
    share = 3 if organisation.endswith("人民政府") else 6
    return Limits({**{key: -(-limit // share) for key, limit in _CITY.cells.items()}, "regulations.*": 0}, 3)


def _year(choose: Choose, edition: str) -> int:
    return choose(2019, 2020) if edition == "2019" else choose(2021, 2025)


def _balanced(choose: Choose, edition: str, limits: Limits, organisation: str, year: int, id: str) -> Figures:
    cells: dict[str, Value] = {
        **_disclosure(choose, edition, limits),
        **_requests(choose, edition, limits),
        **_disputes(choose, limits),
    }
    return Figures(id, organisation, year, edition, edition, cells)


def _disclosure(choose: Choose, edition: str, limits: Limits) -> dict[str, Value]:
    """Numbers for table two that are also plausible: what is in force covers what was issued this year."""
    cells: dict[str, Value] = {}
    for key, cell in load_edition(edition).tables["disclosure"].cells.items():
        limit = limits.of(cell.row, cell.column)
        cells[key] = choose(-limit if cell.kind == "change" else 0, limit)
        if cell.kind == "amount":
            cells[key] = choose(0, 10**6) / 100
    for made, stock in (("made", "in_force"), ("newly_disclosed", "disclosed_in_total")):
        for row in ("regulations", "normative_documents"):
            if f"disclosure.{row}_{stock}" in cells:
                issued = cells[f"disclosure.{row}_{made}"]
                cells[f"disclosure.{row}_{stock}"] = (issued if isinstance(issued, int) else 0) + choose(
                    0, 5 * limits.of(row, stock)
                )
    return cells


def _requests(choose: Choose, edition: str, limits: Limits) -> dict[str, Value]:
    rows = [row.key for row in load_edition(edition).tables["requests"].rows]
    table = {row: dict.fromkeys(APPLICANTS, 0) for row in rows}
    results = [row for row in rows if row not in NOT_RESULTS]
    for applicant in APPLICANTS:
        for row in results:
            table[row][applicant] = choose(0, limits.of(row, applicant))
        done = sum(table[row][applicant] for row in results)
        pending = choose(0, limits.of("carried_out", applicant))
        carried_in = choose(0, min(30, done + pending))
        column = {"processed_total": done, "carried_out": pending, "carried_in": carried_in}
        for row, value in {**column, "received": done + pending - carried_in}.items():
            table[row][applicant] = value
    cells: dict[str, Value] = {}
    for row in rows:
        line = {**table[row], "total": sum(table[row].values())}
        cells.update({f"requests.{row}.{column}": line[column] for column in COLUMNS})
    return cells


def _disputes(choose: Choose, limits: Limits) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for channel in CHANNELS:
        parts = [choose(0, limits.of(channel, outcome)) for outcome in OUTCOMES]
        line = dict(zip((*OUTCOMES, "total"), (*parts, sum(parts)), strict=True))
        cells.update({f"disputes.{channel}.{outcome}": value for outcome, value in line.items()})
    return cells
