"""Figures that a dump has run together: right or uncertain, never wrong."""

from __future__ import annotations

import time

import pytest

from gouji.form import load_edition
from gouji.model import CellState, Report
from gouji.normalise import normalise
from gouji.normalise.tables.fused import readings, settle
from gouji.sources import read_document
from kit import faults
from kit.figures import Figures, figure_ids, load
from kit.prose import compose
from kit.styles.flat import flat_text

# What stays open, by table: several readings of table four (001, 007, 008, 011), a sum that is really wrong (012),
# blanks that leave no trace (002), totals of 0 beside parts (150), a remark in a cell of table two (003).
UNDECIDED = {
    **{key: {"disputes"} for key in ("001", "007", "008", "011", "012")},
    "002": {"requests", "disputes"},
    "003": {"disclosure"},
    "150": {"requests"},
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("21710000218", [("217", "1", "0", "0", "0", "0", "218")]),
        ("0000000", [("0",) * 7]),
        ("1000001", [("1", "0", "0", "0", "0", "0", "1")]),
        ("220000022", [("2", "20", "0", "0", "0", "0", "22"), ("22", "0", "0", "0", "0", "0", "22")]),
        ("1000002", []),
        ("000000", []),
    ],
)
def test_readings_of_a_row(text: str, found: list[tuple[str, ...]]) -> None:
    assert sorted(readings(text, 7)) == sorted(found)


def test_readings_of_table_four() -> None:
    assert readings("28931410000000000", 5, 3) == (("28", "9", "3", "1", "41", *["0"] * 10),)
    assert readings("0" * 15, 5, 3) == (("0",) * 15,)
    assert readings("0" * 14, 5, 3) == ()


def test_hostile_figures_end_soon() -> None:
    began = time.process_time()
    for text in ("1" * 60, "9876543210" * 6, "0" * 60, "123" * 20):
        readings(text, 7)
        readings(text, 5, 3)
    assert time.process_time() - began < 3


def report(figures: Figures) -> Report:
    document = read_document(flat_text(compose(figures)), "x.txt")
    return normalise(document, source="x", sha256="0", id="0")


def compared(figures: Figures, read: Report) -> tuple[set[str], set[str]]:
    """The cells that were read otherwise than written, and those that were left open."""
    wrong: set[str] = set()
    left: set[str] = set()
    for key, form in figures.form_cells().items():
        cell = read.tables[form.table].cells[key]
        if (cell.state.value, cell.value) != (figures.state(key), figures.number(key)):
            (left if cell.state in (CellState.UNCERTAIN, CellState.ABSENT) else wrong).add(key)
    return wrong, left


@pytest.mark.parametrize("id", figure_ids())
def test_no_figure_is_read_wrongly(id: str) -> None:
    wrong, left = compared(load(id), report(load(id)))
    assert wrong == set()
    assert {key.split(".")[0] for key in left} == UNDECIDED.get(id, set())


def test_where_a_row_has_two_readings_the_columns_decide() -> None:
    figures = load("105")
    wrong, left = compared(figures, report(figures))
    assert (wrong, left) == (set(), set())


def test_two_rows_that_could_change_places_stay_open() -> None:
    form = load_edition("2021").tables["requests"]
    zeros: dict[str, list[float | None]] = {row.key: [0.0] * 7 for row in form.rows}
    pair = {row: readings("220000022", 7) for row in ("granted", "partly_granted")}
    totals: list[float | None] = [24, 20, 0, 0, 0, 0, 44]
    known = {key: line for key, line in zeros.items() if key not in pair} | {
        "processed_total": totals,
        "received": totals,
    }
    assert settle(pair, known, form) == {}
    certain = settle({"granted": pair["granted"]}, known | {"partly_granted": [2, 20, 0, 0, 0, 0, 22]}, form)
    assert certain == {"granted": ("22", "0", "0", "0", "0", "0", "22")}


def test_nothing_is_guessed_where_the_sums_do_not_hold() -> None:
    figures = faults.with_raw(load("105"), "requests.received.total", "23", 23)
    _, left = compared(figures, report(figures))
    # Without the row that does not add up the columns decide nothing, so the rows of two readings stay open, too.
    assert {key.split(".")[1] for key in left} == {"received", "granted", "partly_granted"}
    codes = [problem.code for problem in report(figures).problems]
    assert "row_uncertain" in codes
    assert "row_fused" in codes


def test_a_head_without_a_cell_over_the_labels_moves_nothing() -> None:
    head = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    labels = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    )
    document = read_document(
        "\n".join([head, *(f"{label} | 1 | 2 | 3 | 4 | 5 | 6 | 21" for label in labels)]).encode(), "x"
    )
    cells = normalise(document, source="x", sha256="0", id="0").tables["requests"].cells
    assert [cells[f"requests.received.{key}"].value for key in ("natural_person", "commercial", "total")] == [1, 2, 21]


def test_a_lone_figure_in_a_row_of_cells_is_not_taken_apart() -> None:
    rows = ["| 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"]
    labels = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    )
    rows += [f"{label} | 1000001 | | | | | | |" for label in labels]
    document = read_document("\n".join(rows).encode(), "x")
    cells = normalise(document, source="x", sha256="0", id="0").tables["requests"].cells
    assert cells["requests.received.natural_person"].value == 1000001
    assert cells["requests.received.total"].state is CellState.BLANK
