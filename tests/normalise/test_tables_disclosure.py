from __future__ import annotations

import pytest

from normalise.printing import Printed, dump, expected, form, html, labels, number, read, relabelled, values


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_form_itself(edition: str) -> None:
    found = read(html(form("disclosure", edition)))
    assert found.tables["disclosure"].edition == edition
    assert values(found, "disclosure") == expected("disclosure", edition)
    assert found.problems == ()


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_without_heads(edition: str) -> None:
    rows = [[c.text for c in row] for row in form("disclosure", edition) if any(c.key for c in row)]
    assert values(read(dump(rows)), "disclosure") == expected("disclosure", edition)


def test_a_head_printed_once_only() -> None:
    rows = [[c.text for c in row] for row in form("disclosure")]
    kept = [row for index, row in enumerate(rows) if index == 1 or any(text.isdigit() for text in row)]
    assert values(read(dump(kept)), "disclosure") == expected("disclosure")


def test_cells_that_stand_under_no_head_of_their_own_are_read_in_order() -> None:
    lines = form("disclosure", "2019")
    for row in lines:
        if len(row) == 4 and row[1].key:
            row[1] = Printed(row[1].text, columns=2, key=row[1].key)
        elif len(row) == 4:
            row[2] = Printed(row[2].text, columns=2)
    assert values(read(html(lines)), "disclosure") == expected("disclosure", "2019")


def test_columns_by_name_in_any_order() -> None:
    lines = form("disclosure")
    for row in lines[1:4]:
        row[1], row[3] = row[3], row[1]
    assert values(read(html(lines)), "disclosure") == expected("disclosure")


def test_misprinted_heads_and_other_names() -> None:
    lines = relabelled(
        form("disclosure"),
        本年废止件数="本年废纸件数",
        现行有效件数="先行有效件数",
        行政规范性文件="规范性文件",
        行政强制="行政强制措施",
    )
    assert values(read(html(lines)), "disclosure") == expected("disclosure")


def test_one_figure_too_many_is_uncertain() -> None:
    lines = form("disclosure")
    lines[2].append(Printed("9"))
    found = read(html(lines))
    cells = values(found, "disclosure")
    assert cells["disclosure.regulations_made"] in ("uncertain", int(number("disclosure.regulations_made")))
    assert cells["disclosure.licences"] == int(number("disclosure.licences"))
    assert found.problems


def test_one_figure_too_few_is_uncertain() -> None:
    lines = form("disclosure")
    del lines[2][2]
    cells = values(read(html(lines)), "disclosure")
    assert {cells[f"disclosure.regulations_{key}"] for key in ("made", "repealed", "in_force")} == {"uncertain"}


def test_rows_that_are_not_printed_are_absent() -> None:
    lines = [row for row in form("disclosure") if labels(row)[0].text != "规章"]
    table = read(html(lines)).tables["disclosure"]
    assert (table.absent_rows, table.absent_columns) == (("regulations",), ())


def test_a_row_of_the_other_edition_is_left_over() -> None:
    lines = [*form("disclosure"), [Printed("政府集中采购"), Printed("3"), Printed("9")]]
    found = read(html(lines))
    assert found.tables["disclosure"].edition == "2021"
    assert found.tables["disclosure"].left_over == ("政府集中采购 | 3 | 9",)


def test_the_section_in_a_column_of_its_own() -> None:
    lines = form("disclosure")
    flat = [
        [Printed("第二十条第（一）项", rows=3), *lines[1]], lines[2], lines[3],
        [Printed("第二十条第（五）项", rows=2), *lines[5]], lines[6],
        [Printed("第二十条第（六）项", rows=3), *lines[8]], lines[9], lines[10],
        [Printed("第二十条第（八）项", rows=2), *lines[12]], lines[13],
    ]  # fmt: skip
    assert values(read(html(flat)), "disclosure") == expected("disclosure")


def test_all_three_in_one_grid_with_the_chapters_between() -> None:
    chapter = (
        [[Printed("三、收到和处理政府信息公开申请情况", columns=15)]],
        [[Printed("四、政府信息公开行政复议、行政诉讼情况", columns=15)]],
    )
    found = read(html([*form("disclosure"), *chapter[0], *form("requests"), *chapter[1], *form("disputes")]))
    for table in ("disclosure", "requests", "disputes"):
        assert values(found, table) == expected(table)
    assert found.problems == ()


def test_in_any_order_among_other_tables() -> None:
    other = [[Printed("索引号"), Printed("000001")], [Printed("发布机构"), Printed("示例市人民政府办公室")]]
    found = read(html(other, form("disputes"), form("requests"), other, form("disclosure")))
    for table in ("disclosure", "requests", "disputes"):
        assert values(found, table) == expected(table)
    assert found.used == {1, 2, 4}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_spanned_columns_may_be_printed_in_each_of_them(edition: str) -> None:
    lines = [[Printed(cell.text) for cell in row for _ in range(cell.columns)] for row in form("disclosure", edition)]
    assert values(read(html(lines)), "disclosure") == expected("disclosure", edition)


def test_figures_under_a_head_printed_thrice_have_to_agree() -> None:
    lines = [[Printed(cell.text) for cell in row for _ in range(cell.columns)] for row in form("disclosure")]
    row = next(row for row in lines if row[0].text == "行政许可")
    row[2] = Printed("7")
    assert values(read(html(lines)), "disclosure")["disclosure.licences"] == "uncertain"
