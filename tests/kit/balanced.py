"""Reports in which every relation holds, drawn by hypothesis or made from a seed, for both editions."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import strategies as st

from gouji.form import load_edition
from kit.figures import Figures, Value
from kit.oracle import APPLICANTS, CHANNELS, COLUMNS, NOT_RESULTS, OUTCOMES

Choose = Callable[[int, int], int]
"""Choose a whole number between two, both included."""

ORGANISATIONS = ("示例市人民政府", "样本县人民政府", "示例市教育局", "样本县示例镇人民政府", "示例新区管委会")


def make(
    seed: int, edition: str = "2021", *, organisation: str | None = None, year: int | None = None, id: str = "made"
) -> Figures:
    """The balanced report number `seed`; `organisation` and `year` may be given."""
    return _balanced(random.Random(seed).randint, edition, organisation=organisation, year=year, id=id)


@st.composite
def balanced(draw: st.DrawFn, edition: str | None = None) -> Figures:
    """Balanced reports of `edition`, or of either."""
    chosen = edition or draw(st.sampled_from(("2019", "2021")))
    return _balanced(lambda low, high: draw(st.integers(low, high)), chosen)


def _balanced(
    choose: Choose, edition: str, *, organisation: str | None = None, year: int | None = None, id: str = "made"
) -> Figures:
    cells: dict[str, Value] = {
        **_disclosure(choose, edition),
        **_requests(choose, edition),
        **_disputes(choose),
    }
    first, last = (2019, 2020) if edition == "2019" else (2021, 2025)
    return Figures(
        id=id,
        organisation=organisation or ORGANISATIONS[choose(0, len(ORGANISATIONS) - 1)],
        year=year or choose(first, last),
        disclosure_edition=edition,
        requests_edition=edition,
        cells=cells,
    )


def _disclosure(choose: Choose, edition: str) -> dict[str, Value]:
    """Numbers for table two that are also plausible: what is in force covers what was issued this year."""
    cells: dict[str, Value] = {}
    for key, cell in load_edition(edition).tables["disclosure"].cells.items():
        low = -20 if cell.kind == "change" else 0
        cells[key] = choose(low, 60)
        if cell.kind == "amount":
            cells[key] = choose(0, 10**6) / 100
    for made, stock in (("made", "in_force"), ("newly_disclosed", "disclosed_in_total")):
        for row in ("regulations", "normative_documents"):
            if f"disclosure.{row}_{stock}" in cells:
                issued = cells[f"disclosure.{row}_{made}"]
                cells[f"disclosure.{row}_{stock}"] = (issued if isinstance(issued, int) else 0) + choose(0, 400)
    return cells


def _requests(choose: Choose, edition: str) -> dict[str, Value]:
    rows = [row.key for row in load_edition(edition).tables["requests"].rows]
    table = {row: dict.fromkeys(APPLICANTS, 0) for row in rows}
    results = [row for row in rows if row not in NOT_RESULTS]
    for applicant in APPLICANTS:
        for row in results:
            table[row][applicant] = choose(0, 200 if applicant == "natural_person" else 9)
        done = sum(table[row][applicant] for row in results)
        pending = choose(0, 30)
        carried_in = choose(0, min(30, done + pending))
        column = {"processed_total": done, "carried_out": pending, "carried_in": carried_in}
        for row, value in {**column, "received": done + pending - carried_in}.items():
            table[row][applicant] = value
    cells: dict[str, Value] = {}
    for row in rows:
        line = {**table[row], "total": sum(table[row].values())}
        cells.update({f"requests.{row}.{column}": line[column] for column in COLUMNS})
    return cells


def _disputes(choose: Choose) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for channel in CHANNELS:
        parts = [choose(0, 40) for _ in OUTCOMES]
        line = dict(zip((*OUTCOMES, "total"), (*parts, sum(parts)), strict=True))
        cells.update({f"disputes.{channel}.{outcome}": value for outcome, value in line.items()})
    return cells
