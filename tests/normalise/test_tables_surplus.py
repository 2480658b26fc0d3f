"""Rows with more cells than the form, and columns that belong to none of its cells: read for certain or not at all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from gouji.form import load_edition
from kit.balanced import make
from kit.drawing import covered, draw
from kit.figures import Figures
from normalise.printing import Lines, Printed, dump, html, read

EDITIONS = ("2019", "2021")
# How often a place is drawn for what is inserted.
ROUNDS = 12


def printed(figures: Figures, table: str = "requests") -> Lines:
    """The table as the form lays it out, filled in with `figures`."""
    return [
        [Printed(cell.text, cell.row_span, cell.column_span, cell.key) for cell in row] for row in draw(figures, table)
    ]


def without_spans(figures: Figures, table: str = "requests") -> list[list[str]]:
    """The rectangle of the table's cells, blank where a span would reach."""
    return [
        [cell.text if (cell.row, cell.column) == (at, column) else "" for column, cell in enumerate(line)]
        for at, line in enumerate(covered(draw(figures, table)))
    ]


def with_blanks(figures: Figures, *, zeros: bool, totals: bool) -> Figures:
    """`figures` with nothing printed where there is a 0, or where a total is due."""
    cells = {
        key: None if (zeros and value == 0) or (totals and key.endswith(".total")) else value
        for key, value in figures.cells.items()
    }
    return replace(figures, cells=cells)


def misread(figures: Figures, data: bytes, table: str = "requests") -> dict[str, object]:
    """Cells that were read as something that they do not say; what is left undetermined is none of them."""
    cells = read(data).tables[table].cells
    return {
        key: cells[key]
        for key in figures.table(table).cells
        if cells[key].state not in ("uncertain", "text")
        and (cells[key].state, cells[key].value) != (figures.state(key), figures.number(key))
    }


def undetermined(figures: Figures, data: bytes, table: str = "requests") -> set[str]:
    cells = read(data).tables[table].cells
    return {key for key in figures.table(table).cells if cells[key].state == "uncertain"}


def insert(row: list[Printed], at: int, text: str = "") -> list[Printed]:
    """`row` with one more cell among its figures, before figure number `at`."""
    first = next(number for number, cell in enumerate(row) if cell.key)
    return [*row[: first + at], Printed(text), *row[first + at :]]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("totals", [True, False])
def test_a_cell_too_many_beside_blank_ones_leaves_its_row_undetermined_where_it_matters(
    edition: str, totals: bool
) -> None:
    for seed in range(ROUNDS):
        figures = with_blanks(make(seed, edition), zeros=True, totals=totals)
        drawn = random.Random(seed)
        lines = printed(figures)
        for number in drawn.sample(range(3, len(lines)), 3):
            lines[number] = insert(lines[number], drawn.randint(0, 7))
        assert misread(figures, html(lines)) == {}
        assert len({key.split(".")[1] for key in undetermined(figures, html(lines))}) <= 3


def test_a_cell_too_many_in_a_row_without_blanks_is_the_blank_one() -> None:
    figures = make(3)
    lines = printed(figures)
    lines[6] = insert(lines[6], 4)
    assert (misread(figures, html(lines)), undetermined(figures, html(lines))) == ({}, set())


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("at", range(8))
def test_a_ghost_column_among_blank_totals_is_never_taken_for_a_column_of_the_form(edition: str, at: int) -> None:
    for zeros in (True, False):
        figures = with_blanks(make(at, edition), zeros=zeros, totals=True)
        lines = [insert(row, at) if any(cell.key for cell in row) else row for row in printed(figures)]
        texts = [[cell.text for cell in row] for row in lines]
        assert misread(figures, html(lines)) == {}
        assert misread(figures, html(lines[3:])) == {}
        assert misread(figures, dump(texts)) == {}
        assert misread(figures, "\n".join("\t".join(row) for row in texts).encode()) == {}


@pytest.mark.parametrize("at", range(8))
def test_the_sums_say_where_the_total_is_beside_a_ghost(at: int) -> None:
    """Which applicant a blank column is they cannot say."""
    figures = with_blanks(make(at, organisation="示例市人民政府"), zeros=True, totals=False)
    lines = [insert(row, at) if any(cell.key for cell in row) else row for row in printed(figures)]
    cells = read(html(lines)).tables["requests"].cells
    assert misread(figures, html(lines)) == {}
    assert cells["requests.received.total"].value == figures.number("requests.received.total")
    if at == 7:
        assert undetermined(figures, html(lines)) == set()


def test_a_ghost_between_the_labels_does_not_part_them() -> None:
    figures = make(5)
    lines = [[row[0], Printed(""), *row[1:]] if row[0].text.startswith("（六）") else row for row in printed(figures)]
    assert read(html(lines)).tables["requests"].edition == "2021"
    assert misread(figures, html(lines)) == {}


def test_a_group_s_label_that_a_cell_pushed_behind_that_of_a_row_is_no_figure() -> None:
    figures = with_blanks(make(11), zeros=True, totals=True)
    lines = printed(figures)
    at = next(number for number, row in enumerate(lines) if row[0].text.startswith("（五）"))
    lines[at] = [Printed(""), *lines[at]]
    assert misread(figures, html(lines)) == {}
    assert all(cell.state != "text" for cell in read(html(lines)).tables["requests"].cells.values())


def test_a_label_repeated_behind_a_blank_cell_is_no_figure() -> None:
    figures = with_blanks(make(4), zeros=True, totals=False)
    rows = [
        [labels[0], "", *labels, *(cell.text for cell in row if cell.key)]
        for row in printed(figures)[3:]
        if (labels := [cell.text for cell in row if not cell.key][-1:])
    ]
    found = read(dump(rows))
    assert all(cell.state != "text" for cell in found.tables["requests"].cells.values())
    assert misread(figures, dump(rows)) == {}


def test_padding_and_a_ghost_together_are_not_taken_for_padding_alone() -> None:
    figures = with_blanks(make(6), zeros=True, totals=True)
    rows = []
    for row in printed(figures):
        texts = [cell.text for cell in (insert(row, 0) if any(cell.key for cell in row) else row)]
        rows.append([*texts, *[""] * (11 - len(texts))])
    assert misread(figures, dump(rows)) == {}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("heading", ["序号", "编号", ""])
@pytest.mark.parametrize("form", ["{}", "{}.", "({})", "{:02d}"])
def test_serial_numbers_before_a_table_are_no_figures(edition: str, heading: str, form: str) -> None:
    figures = make(7, edition)
    for table in ("disclosure", "requests"):
        lines = printed(figures, table)
        first = next(number for number, row in enumerate(lines) if any(cell.key for cell in row))
        count = iter(range(1, 99))
        numbered = [[Printed(heading, rows=first), *lines[0]], *lines[1:first]]
        numbered += [
            [Printed(form.format(next(count)) if any(cell.key for cell in row) else ""), *row] for row in lines[first:]
        ]
        assert misread(figures, html(numbered), table) == {}
        assert undetermined(figures, html(numbered), table) == set()


@pytest.mark.parametrize("gap", ["  ", " ", "\t"])
def test_serial_numbers_in_a_dump_without_marks(gap: str) -> None:
    figures = make(8)
    rows = ["序号" + gap + gap.join(cell.text for cell in printed(figures)[0])]
    rows += [
        f"{number}{gap}" + gap.join(cell.text for cell in row)
        for number, row in enumerate(printed(figures)[3:], start=1)
    ]
    data = "\n".join(rows).encode()
    assert misread(figures, data) == {}
    assert read(data).tables["requests"].absent_rows == ()


def test_a_serial_number_before_table_four_is_told_by_its_heading() -> None:
    figures = make(9)
    lines = printed(figures, "disputes")
    numbered = [[Printed("序号", rows=3), *lines[0]], *lines[1:3], [Printed("1"), *lines[3]]]
    assert misread(figures, html(numbered), "disputes") == {}
    assert undetermined(figures, html(numbered), "disputes") == set()


def test_figures_that_count_up_are_no_serial_numbers() -> None:
    rows = [[cell.text for cell in row if cell.text] for row in printed(make(1))[3:]]
    bare = [[str(number), "0", "0", "0", "0", "0", str(number)] for number in range(1, len(rows) + 1)]
    head = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    lines: Lines = [[Printed(text) for text in row] for row in [head, *bare]]
    assert read(html(lines)).tables == {}


@pytest.mark.parametrize("at", range(16))
@pytest.mark.parametrize("totals", [True, False])
def test_a_cell_too_many_in_table_four(at: int, totals: bool) -> None:
    figures = with_blanks(make(at), zeros=True, totals=totals)
    lines = printed(figures, "disputes")
    lines[3] = insert(lines[3], at)
    texts = [[cell.text for cell in row] for row in lines]
    for data in (html(lines), html(lines[3:]), dump(texts)):
        found = read(data).tables
        assert "disputes" not in found or misread(figures, data, "disputes") == {}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_blanks_that_left_no_cell_are_not_taken_for_blanks_at_the_end(seed: int) -> None:
    """A dump with blanks or tabs between cells; one in which ten figures of fifteen are left."""
    figures = make(seed, organisation="示例市人民政府")
    drawn = random.Random(seed)
    gone = drawn.sample(list(figures.table("disputes").cells), 5)
    figures = replace(figures, cells={**figures.cells, **dict.fromkeys(gone)})
    head = [[cell.text for cell in line] for line in covered(draw(figures, "disputes"))[:3]]
    row = [figures.text(key) for key in figures.table("disputes").cells if key not in gone]
    data = "\n".join("  ".join(texts) for texts in [*head, row]).encode()
    assert misread(figures, data, "disputes") == {}


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_blank_row_in_or_below_the_head_of_table_four_is_no_row_of_it(at: int) -> None:
    figures = make(10)
    lines = [[Printed(text) for text in row] for row in without_spans(figures, "disputes")]
    lines.insert(at, [Printed("")] * 15)
    assert misread(figures, html(lines), "disputes") == {}
    assert undetermined(figures, html(lines), "disputes") == set()


def test_every_form_has_seven_columns_in_table_three() -> None:
    """What the tests above insert into."""
    assert [len(load_edition(name).tables["requests"].columns) for name in EDITIONS] == [7, 7]
