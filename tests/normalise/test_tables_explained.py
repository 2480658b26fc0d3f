"""How tables were recognised, grid by grid."""

from __future__ import annotations

from gouji.form import load_edition
from gouji.normalise.explain import explain_grids
from gouji.sources import read_document
from kit.documents import STYLES
from kit.figures import load


def test_every_row_of_the_form_is_matched_once() -> None:
    grids = explain_grids(read_document(STYLES["clean_html"](load("001")), "a.html"))
    form = load_edition("2021").tables
    for name in ("disclosure", "requests"):
        [part] = [part for grid in grids for part in grid.parts if part.table == name]
        keys = [row.key for row in part.rows if row.role == "row"]
        assert keys == [line.key for line in form[name].rows]
    requests = next(grid for grid in grids if any(part.table == "requests" for part in grid.parts))
    assert (requests.rows, requests.columns, requests.ragged) == (28, 10, False)
    assert {row.filled for row in requests.parts[0].rows if row.role == "row"} == {7}
    row = next(row for row in requests.parts[0].rows if row.key == "refused_state_secret")
    assert "属于国家秘密" in row.label
    assert (row.at.table, row.at.row) == (requests.at.table, 8)


def test_a_grid_of_something_else_has_no_parts() -> None:
    page = "<table><tr><td>索引号</td><td>000</td></tr><tr><td>发布机构</td><td>甲</td></tr></table>"
    [grid] = explain_grids(read_document(page.encode(), "a.html"))
    assert (grid.rows, grid.columns, grid.parts) == (2, 2, ())


def test_what_means_nothing_is_shown_as_such() -> None:
    page = STYLES["clean_html"](load("001")).decode().replace("予以公开</td>", "甲乙丙丁戊</td>", 1)
    grids = explain_grids(read_document(page.encode(), "a.html"))
    rows = [row for grid in grids for part in grid.parts for row in part.rows]
    assert "granted" not in {row.key for row in rows}
    assert any(row.role == "unknown" and "甲乙丙丁戊" in row.label for row in rows)
