"""Who belongs to whom, and the sums of their figures: exact, and open wherever a figure cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.form import load_edition
from gouji.messages import message
from gouji.model import CellState, OrganKind, Registration, Table
from gouji.rollup import Family, Figure, FigureState, Member, compare, families, figures_of, roll_up_all
from gouji.rollup.sums import RollUp, edition_of
from kit import faults
from kit.figures import Figures
from kit.reports import report_of, zeros

COUNTY, OFFICE, SCHOOLS, MONEY = "样本县人民政府", "样本县人民政府办公室", "样本县教育局", "样本县财政局"
FEES, LICENCES = "disclosure.administrative_fees", "disclosure.licences"
STOCK = "disclosure.normative_documents_in_force"

Book = dict[str, Figures]


def member(name: str, parent: str | None = COUNTY, year: int = 2024, *, read: bool = True, **said: object) -> Member:
    row = replace(Registration(name, parent=parent, year=year), **said)  # type: ignore[arg-type]
    return Member(row, name, year, name if read else None, f"{name}.html" if read else None)


def rolled(members: list[Member], book: Book, parent: str = COUNTY) -> RollUp:
    def figures(one: Member, edition: str) -> Mapping[str, Figure]:
        return figures_of(report_of(book[str(one.report)]).tables, load_edition(edition))

    [found] = [each for each in roll_up_all(families(members), figures) if each.family.name == parent]
    return found


def filled(edition: str = "2021", **cells: float | None) -> Figures:
    figures = zeros(edition)
    for key, value in cells.items():
        figures = faults.with_cell(figures, key.replace("__", "."), value)
    return figures


# --- the tree ---------------------------------------------------------------------------------------------------


def shape(found: list[Family]) -> list[tuple[str, int | None, list[str], tuple[str, ...]]]:
    return [(each.name, each.year, [child.name for child in each.children], each.excluded) for each in found]


def test_parents_are_found_by_id_name_or_alias() -> None:
    members = [
        member(COUNTY, None, id="X0", aliases=("样本县政府",)),
        member(OFFICE, "X0"),
        member(SCHOOLS, "样本县 政府"),
        member(MONEY, COUNTY),
    ]
    assert shape(families(members)) == [(COUNTY, 2024, [OFFICE, SCHOOLS, MONEY], ())]


def test_a_parent_without_a_row_is_called_as_it_is_written() -> None:
    [family] = families([member(SCHOOLS, "样本 县")])
    assert (family.name, family.own) == ("样本 县", ())
    assert family.names == {"样本县"}


def test_each_year_has_its_own_family() -> None:
    members = [member(SCHOOLS, year=2023), member(SCHOOLS), member(MONEY)]
    assert shape(families(members)) == [(COUNTY, 2023, [SCHOOLS], ()), (COUNTY, 2024, [SCHOOLS, MONEY], ())]


def test_a_row_without_a_year_is_expected_in_every_year() -> None:
    body = Member(Registration(MONEY, parent=COUNTY), MONEY)
    found = families([member(SCHOOLS, year=2023), member(SCHOOLS), body])
    assert [(each.year, [child.name for child in each.children]) for each in found] == [
        (2023, [SCHOOLS, MONEY]),
        (2024, [SCHOOLS, MONEY]),
    ]
    assert [child.reports for each in found for child in each.children if child.name == MONEY] == [(), ()]


def test_vertical_and_exempt_bodies_are_not_summed() -> None:
    members = [
        member(SCHOOLS),
        member("样本县税务局", kind=OrganKind.VERTICAL),
        member("样本县气象局", read=False, exempt=True),
    ]
    assert shape(families(members)) == [(COUNTY, 2024, [SCHOOLS], ("样本县税务局", "样本县气象局"))]


def test_a_row_of_the_year_goes_before_one_of_none() -> None:
    merged = Member(Registration(SCHOOLS, parent="另一县"), SCHOOLS, 2023)
    found = families([merged, member(SCHOOLS)])
    assert [(each.name, each.year) for each in found] == [("另一县", 2023), (COUNTY, 2024)]


# --- the sums ---------------------------------------------------------------------------------------------------


def test_decimals_are_exact_and_changes_are_signed() -> None:
    book = {SCHOOLS: filled(disclosure__administrative_fees=0.1), MONEY: filled(disclosure__administrative_fees=0.2)}
    cell = rolled([member(SCHOOLS), member(MONEY)], book).cells[FEES]
    assert cell.value == Decimal("0.3")
    key = "disclosure.licences_items_change"
    older = {
        SCHOOLS: filled("2019", disclosure__licences_items_change=-8),
        MONEY: filled("2019", disclosure__licences_items_change=3),
    }
    members = [member(SCHOOLS, year=2020), member(MONEY, year=2020)]
    assert rolled(members, older).cells[key].value == -5


def test_the_form_is_that_of_the_year() -> None:
    assert [edition_of(year) for year in (2019, 2020, 2021, 2024, None)] == ["2019", "2019", "2021", "2021", "2021"]


def test_a_missing_child_leaves_every_sum_open_and_the_rest_is_a_subtotal() -> None:
    found = rolled([member(SCHOOLS), member(MONEY, read=False)], {SCHOOLS: filled(disclosure__licences=7)})
    assert {cell.value for cell in found.cells.values()} == {None}
    assert (found.cells[LICENCES].subtotal, found.cells[LICENCES].counted) == (7, 1)
    assert [child.name for child in found.missing] == [MONEY]
    assert not found.complete


def test_a_file_that_was_not_read_is_not_missing() -> None:
    unread = Member(Registration(MONEY, parent=COUNTY, year=2024), MONEY, 2024, None, "a.pdf", unread=True)
    found = rolled([member(SCHOOLS), unread], {SCHOOLS: filled()})
    assert found.cells[LICENCES].figures[1].state is FigureState.UNREAD
    assert [child.unread for child in found.missing] == [True]


@pytest.mark.parametrize(
    ("key", "raw", "state", "value"),
    [
        (LICENCES, "详见附件", FigureState.TEXT, None),
        (LICENCES, "", FigureState.BLANK, 0),
        (LICENCES, "/", FigureState.PLACEHOLDER, 0),
        (STOCK, "", FigureState.BLANK_FIGURE, None),
        (STOCK, "/", FigureState.PLACEHOLDER, 0),
    ],
)
def test_what_a_cell_counts_for(key: str, raw: str, state: FigureState, value: int | None) -> None:
    found = rolled([member(SCHOOLS)], {SCHOOLS: faults.with_raw(zeros(), key, raw, None)})
    assert (found.cells[key].figures[0].state, found.cells[key].value) == (state, value)
    assert found.cells["disclosure.penalties"].value == 0


@pytest.mark.parametrize(
    ("note", "key", "edition", "value"),
    [
        ("万元", FEES, "2021", 5),
        ("元", FEES, "2021", None),
        ("元", "disclosure.central_procurement_amount", "2019", None),
        ("", "disclosure.central_procurement_amount", "2019", None),
        ("件", LICENCES, "2021", 5),
    ],
)
def test_amounts_in_other_units_stay_out(note: str, key: str, edition: str, value: int | None) -> None:
    year = 2024 if edition == "2021" else 2020
    book = {SCHOOLS: faults.with_raw(zeros(edition), key, f"5{note}", f"5{note}")}
    cell = rolled([member(SCHOOLS, year=year)], book).cells[key]
    assert cell.value == value
    assert (cell.figures[0].state is FigureState.UNIT) == (value is None)


def test_a_blank_total_beside_parts_is_not_nothing() -> None:
    figures = faults.blank_total(filled(requests__granted__natural_person=3), "requests.granted.total")
    found = rolled([member(SCHOOLS)], {SCHOOLS: figures})
    assert found.cells["requests.granted.total"].value is None
    assert found.cells["requests.granted.natural_person"].value == 3


def test_a_blank_or_missing_table_and_another_form() -> None:
    blank = zeros()
    blank = faults.blank(blank, *(key for key in blank.cells if key.startswith("disputes.")))
    found = rolled([member(SCHOOLS), member(MONEY)], {SCHOOLS: blank, MONEY: zeros("2019")})
    states = {key: tuple(figure.state for figure in cell.figures) for key, cell in found.cells.items()}
    assert states["disputes.reconsideration.total"] == (FigureState.BLANK_TABLE, FigureState.NUMBER)
    assert states[LICENCES] == (FigureState.NUMBER, FigureState.OTHER_FORM)
    assert states["requests.granted.total"] == (FigureState.NUMBER, FigureState.NUMBER)
    tables: Mapping[str, Table] = {}
    assert {figure.state for figure in figures_of(tables, load_edition("2021")).values()} == {FigureState.NO_TABLE}


def test_uncertain_and_absent_cells_stay_out() -> None:
    table = report_of(zeros()).tables["disclosure"]
    cells = {
        **table.cells,
        LICENCES: table.cells[LICENCES]._replace(state=CellState.UNCERTAIN, value=None),
        FEES: table.cells[FEES]._replace(state=CellState.ABSENT, value=None, raw=None),
    }
    found = figures_of({"disclosure": replace(table, cells=cells)}, load_edition("2021"))
    assert [found[key].state for key in (LICENCES, FEES)] == [FigureState.UNCERTAIN, FigureState.ABSENT]
    assert [found[key].value for key in (LICENCES, FEES)] == [None, None]


def test_two_files_of_one_body_count_once_and_where_they_agree() -> None:
    twice = [member(SCHOOLS), replace(member(SCHOOLS), report="other", source="b.pdf")]
    book = {SCHOOLS: filled(disclosure__licences=7), "other": filled(disclosure__licences=8)}
    found = rolled(twice, book)
    assert found.cells[LICENCES].value is None
    assert found.cells[LICENCES].figures[0] == Figure(FigureState.SEVERAL, None, "7、8")
    assert found.cells["disclosure.penalties"].value == 0
    assert len(found.family.children) == 1


# --- several storeys --------------------------------------------------------------------------------------------

CITY = "示例市人民政府"


def storeys(county_reports: bool) -> list[Member]:
    county = member(COUNTY, CITY, read=county_reports)
    return [member(CITY, None, read=False), county, member(SCHOOLS), member(MONEY), member("示例市民政局", CITY)]


def test_a_county_that_has_not_reported_stands_with_the_sum_of_its_bodies() -> None:
    book = {SCHOOLS: filled(disclosure__licences=7), MONEY: filled(disclosure__licences=1), "示例市民政局": filled()}
    found = rolled(storeys(False), book, CITY)
    assert found.cells[LICENCES].value == 8
    assert [child.name for child in found.summed] == [COUNTY]
    assert found.missing == ()
    broken = book | {MONEY: faults.with_raw(zeros(), LICENCES, "详见附件", None)}
    found = rolled(storeys(False), broken, CITY)
    assert found.cells[LICENCES].figures[0].state is FigureState.BELOW
    assert found.cells["disclosure.penalties"].value == 0


def test_a_county_that_has_reported_stands_with_its_report() -> None:
    book = {SCHOOLS: filled(disclosure__licences=7), MONEY: filled(), COUNTY: filled(disclosure__licences=9)}
    found = rolled(storeys(True), {**book, "示例市民政局": filled()}, CITY)
    assert (found.cells[LICENCES].value, found.summed) == (9, ())


# --- beside the parent's own report -----------------------------------------------------------------------------


def test_comparison_knows_the_largest_child_although_another_is_missing() -> None:
    members = [member(COUNTY, None), member(SCHOOLS), member(MONEY, read=False)]
    book = {COUNTY: filled(disclosure__licences=5), SCHOOLS: filled(disclosure__licences=7)}
    [compared] = [each for each in compare(rolled(members, book)) if each.cell == LICENCES]
    assert (compared.reported, compared.summed, compared.largest) == (5, None, 7)
    assert compare(rolled(members[1:], book)) == []


def test_every_state_is_said_in_both_languages() -> None:
    texts = [message(f"rollup_state_{state.value}", raw="x") for state in FigureState]
    assert all(text.zh and text.en for text in texts)


def test_two_ids_make_two_bodies_whatever_they_are_called() -> None:
    north, south = "北县", "南县"
    members = [
        member("教育局", north, id="N1"),
        member("教育局", south, id="S1"),
        member(north, None, id="N0"),
        member(south, None, id="S0"),
        member("教育局", north, year=2023, id="N1"),
    ]
    assert [(each.name, each.year, len(each.children)) for each in families(members)] == [
        (north, 2023, 1),
        (north, 2024, 1),
        (south, 2024, 1),
    ]
