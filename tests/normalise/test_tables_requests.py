from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.form import load_edition
from normalise.printing import (
    Lines,
    Printed,
    dump,
    expected,
    figures,
    form,
    html,
    labels,
    number,
    read,
    relabelled,
    row_of,
    values,
)

SEVEN = [column.key for column in load_edition("2021").tables["requests"].columns]


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in read(data).problems]


def of_row(found: dict[str, object], row: str) -> list[object]:
    return [found[f"requests.{row}.{column}"] for column in SEVEN]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_form_itself(edition: str) -> None:
    found = read(html(form("requests", edition)))
    assert found.tables["requests"].edition == edition
    assert values(found, "requests") == expected("requests", edition)
    assert found.problems == ()
    assert found.used == {0}


def test_columns_are_found_by_name_in_any_order() -> None:
    lines = form("requests")
    turned: Lines = [
        [Printed("项目", columns=3), *[Printed(t) for t in ("总计", "其他", "法律服务机构", "社会公益组织")]]
    ]
    turned[0] += [Printed(text) for text in ("科研机构", "商业企业", "自然人")]
    for row in lines[3:]:
        turned.append(labels(row) + figures(row)[::-1])
    assert values(read(html(turned)), "requests") == expected("requests")


def test_labels_without_their_groups() -> None:
    lines = form("requests")
    bare = lines[:3] + [[Printed(labels(row)[-1].text), *figures(row)] for row in lines[3:]]
    assert values(read(html(bare)), "requests") == expected("requests")


def test_filler_cells_in_place_of_spans() -> None:
    lines = form("requests")
    rows = [[Printed("")] * (3 - len(labels(row))) + labels(row) + figures(row) for row in lines[3:]]
    filled = [[replace(cell, rows=1, columns=1) for cell in row] for row in rows]
    assert values(read(html(lines[:3] + filled)), "requests") == expected("requests")


def test_a_head_torn_over_rows() -> None:
    lines = form("requests")
    torn = [
        [
            Printed("", columns=3),
            *[Printed(t) for t in ("自然人", "商业", "科研", "社会公益", "法律服务", "其他", "总计")],
        ],
        [Printed("", columns=3), *[Printed(t) for t in ("", "企业", "机构", "组织", "机构", "", "")]],
    ]
    assert values(read(html(torn + lines[3:])), "requests") == expected("requests")


def test_ghost_columns_between_and_after() -> None:
    lines = form("requests")
    ghost = [[*labels(r), Printed(""), *figures(r), Printed("")] for r in lines[3:]]
    head = [[Printed("项目", columns=4), *[Printed(n) for n in names()], Printed("")]]
    assert values(read(html(head + ghost)), "requests") == expected("requests")


def test_a_lost_cell_is_not_made_up_for_by_a_ghost() -> None:
    head = [[Printed("项目", columns=3), *[Printed(n) for n in names()], Printed("")]]
    rows = [[*labels(r), *figures(r), Printed("")] for r in form("requests")[3:]]
    del rows[2][-3]
    cells = values(read(html(head + rows)), "requests")
    assert of_row(cells, "granted") == ["uncertain"] * 7
    assert of_row(cells, "received") == of_row(expected("requests"), "received")


def names() -> list[str]:
    return [column.label for column in load_edition("2021").tables["requests"].columns]


def test_without_a_head_seven_cells_are_the_seven_columns() -> None:
    assert values(read(html(form("requests")[3:])), "requests") == expected("requests")


def test_an_invented_column_is_told_by_its_head() -> None:
    lines = form("requests")
    head = [[Printed("项目", columns=3), *[Printed(n) for n in [*names()[:6], "法人小计", names()[6]]]]]
    rows = [labels(r) + figures(r)[:6] + [Printed("9")] + figures(r)[6:] for r in lines[3:]]
    assert values(read(html(head + rows)), "requests") == expected("requests")


def test_eight_figures_without_a_head_are_uncertain() -> None:
    rows = [labels(r) + figures(r)[:6] + [Printed("9")] + figures(r)[6:] for r in form("requests")[3:]]
    found = read(html(rows))
    assert set(values(found, "requests").values()) == {"uncertain"}
    assert {problem.code for problem in found.problems} == {"row_uncertain"}


@pytest.mark.parametrize("lost", [0, 3, 6])
def test_a_row_of_six_is_uncertain_and_only_that_row(lost: int) -> None:
    lines = form("requests")
    at = row_of(lines, "requests.granted")
    shown = figures(lines[at])
    lines[at] = labels(lines[at]) + shown[:lost] + shown[lost + 1 :]
    found = read(html(lines))
    cells = values(found, "requests")
    assert of_row(cells, "granted") == ["uncertain"] * 7
    assert {k: v for k, v in cells.items() if ".granted." not in k} == {
        k: v for k, v in expected("requests").items() if ".granted." not in k
    }
    assert found.tables["requests"].cells["requests.granted.total"].raw == " | ".join(
        cell.text for cell in shown[:lost] + shown[lost + 1 :]
    )


def test_a_figure_merged_over_two_columns_is_uncertain_in_both() -> None:
    lines = form("requests")
    at = row_of(lines, "requests.granted")
    shown = figures(lines[at])
    lines[at] = [*labels(lines[at]), shown[0], Printed("5", columns=2), *shown[3:]]
    cells = of_row(values(read(html(lines)), "requests"), "granted")
    assert cells == [int(shown[0].text), "uncertain", "uncertain", *[int(cell.text) for cell in shown[3:]]]


def test_a_figure_merged_over_two_rows_is_uncertain_in_both() -> None:
    lines = form("requests")
    at = row_of(lines, "requests.refused_internal")
    lines[at][-1] = replace(lines[at][-1], rows=2)
    lines[at + 1] = lines[at + 1][:-1]
    cells = values(read(html(lines)), "requests")
    assert cells["requests.refused_internal.total"] == "uncertain"
    assert cells["requests.refused_deliberative.total"] == "uncertain"
    assert cells["requests.refused_deliberative.other_organisation"] == int(
        number("requests.refused_deliberative.other_organisation")
    )


def test_a_table_broken_over_a_page_with_its_head_and_group_repeated() -> None:
    lines = form("requests")
    at = row_of(lines, "requests.unavailable_not_held")
    second = [[Printed("三、本年度办理结果", rows=11), *lines[at]], *lines[at + 1 :]]
    assert values(read(html(lines[:at], lines[:3] + second)), "requests") == expected("requests")
    assert values(read(html(lines[:at], lines[at:])), "requests") == expected("requests")


def test_every_row_a_table_of_its_own() -> None:
    lines = form("requests")
    found = read(dump(*[[[c.text for c in [labels(row)[-1], *figures(row)]]] for row in lines[3:]]))
    assert values(found, "requests") == expected("requests")


def test_the_first_of_two_complete_tables_wins() -> None:
    again = form("requests", value=lambda key: "7")
    found = read(html(form("requests"), again))
    assert values(found, "requests") == expected("requests")
    assert [problem.code for problem in found.problems] == ["table_repeated"]
    assert found.used == {0, 1}


def test_a_complete_table_wins_over_a_part_before_it() -> None:
    part = form("requests", value=lambda key: "7")[:9]
    assert values(read(html(part, form("requests"))), "requests") == expected("requests")


def test_six_as_one_row_is_the_edition_of_2019_whatever_table_two_is() -> None:
    found = read(html(form("disclosure", "2021"), form("requests", "2019")))
    assert (found.tables["disclosure"].edition, found.tables["requests"].edition) == ("2021", "2019")
    assert "requests.other.total" in found.tables["requests"].cells


def test_without_six_the_edition_is_that_of_table_two() -> None:
    lines = [row for row in form("requests", "2019") if labels(row)[-1].text != "（六）其他处理"]
    found = read(html(form("disclosure", "2019"), lines))
    assert found.tables["requests"].edition == "2019"
    assert found.tables["requests"].absent_rows == ("other",)
    assert read(html(lines)).tables["requests"].edition == "2021"


def test_a_row_and_a_column_that_are_not_printed_are_absent() -> None:
    lines = form("requests")
    del lines[row_of(lines, "requests.carried_in")]
    table = read(html(lines)).tables["requests"]
    assert table.absent_rows == ("carried_in",)
    assert table.cells["requests.carried_in.total"].state == "absent"
    head = [[Printed("项目", columns=3), *[Printed(n) for n in names() if n != "科研机构"]]]
    narrow = [labels(row) + [c for c in figures(row) if not c.key.endswith("research")] for row in form("requests")[3:]]
    table = read(html(head + narrow)).tables["requests"]
    assert table.absent_columns == ("research",)
    assert table.cells["requests.granted.public_welfare"].value == int(number("requests.granted.public_welfare"))


@pytest.mark.parametrize(
    ("label", "certain"),
    [("", True), ("2.国家规定保密的", True), ("另有规定", False), ("2.其他法律法规禁止公开", True)],
)
def test_an_unknown_label_is_read_by_position_when_nothing_speaks_against_it(label: str, certain: bool) -> None:
    lines = relabelled(form("requests"), **{"2.其他法律行政法规禁止公开": label})
    cells = of_row(values(read(html(lines)), "requests"), "refused_prohibited_by_law")
    wanted = of_row(expected("requests"), "refused_prohibited_by_law")
    assert cells == (wanted if certain else ["uncertain"] * 7)


def test_a_row_too_many_is_left_over() -> None:
    lines = form("requests")
    lines.insert(row_of(lines, "requests.granted"), [Printed("当面申请", columns=3), *[Printed("1")] * 7])
    found = read(html(lines))
    assert values(found, "requests") == expected("requests")
    assert found.tables["requests"].left_over == ("当面申请 | 1 | 1 | 1 | 1 | 1 | 1 | 1",)
    assert [problem.code for problem in found.problems] == ["row_not_placed"]


def test_a_note_under_the_table_is_no_row() -> None:
    lines = [*form("requests"), [Printed("注：本表数据截至12月31日", columns=10)]]
    found = read(html(lines))
    assert (found.problems, found.tables["requests"].left_over) == ((), ())


PADDED = [
    ["一、本年新收政府信息公开申请数量"],
    ["三、本年度办理结果", "（一）予以公开"],
    ["（七）总计"],
    ["四、结转下年度继续办理"],
]
CELLS = [["1", "", "", "", "", "", "1"], ["", "2", "", "", "", "", ""], ["1", "", "", "", "", "", ""], ["3"] * 7]


def padded(before: bool, cells: list[list[str]] = CELLS) -> bytes:
    gap = [[""] * (3 - len(label)) for label in PADDED]
    return dump([lb + g + c if before else lb + c + g for lb, g, c in zip(PADDED, gap, cells, strict=True)])


@pytest.mark.parametrize("before", [True, False])
def test_padding_of_a_dump_stands_on_one_side(before: bool) -> None:
    cells = values(read(padded(before)), "requests")
    assert of_row(cells, "received") == [1, *["blank"] * 5, 1]
    assert of_row(cells, "granted") == ["blank", 2, *["blank"] * 5]
    assert of_row(cells, "processed_total") == [1, *["blank"] * 6]


def test_padding_that_could_stand_on_either_side_is_uncertain() -> None:
    inner = [["", "", "", "1", "", "", ""]] * 4
    cells = of_row(values(read(padded(False, inner)), "requests"), "received")
    assert set(cells) == {"blank", "uncertain"}
    assert cells[3] == "uncertain"


def test_a_dump_of_blanks_is_blank() -> None:
    found = read(dump([[label[-1], *[""] * 9] for label in PADDED]))
    assert of_row(values(found, "requests"), "granted") == ["blank"] * 7
    assert found.problems == ()


def test_a_markdown_table() -> None:
    lines = [
        ["项目", *names()],
        ["---"] * 8,
        *[[labels(r)[-1].text, *[c.text for c in figures(r)]] for r in form("requests")[3:]],
    ]
    found = read("\n".join("| " + " | ".join(row) + " |" for row in lines).encode())
    assert values(found, "requests") == expected("requests")


def test_a_table_with_tabs() -> None:
    rows = ["\t".join([labels(r)[-1].text, *[c.text for c in figures(r)]]) for r in form("requests")[3:]]
    assert values(read("\n".join(rows).encode()), "requests") == expected("requests")


def test_other_tables_are_not_taken_for_it() -> None:
    found = read(html([[Printed("索引号"), Printed("000001")], [Printed("发布机构"), Printed("示例市人民政府办公室")]]))
    assert (dict(found.tables), found.used) == ({}, frozenset())


def adding_up(key: str) -> str:
    """A number for a cell of table three that makes every row add up and is another in each column."""
    return str({column: 2**at for at, column in enumerate(SEVEN[:-1])}.get(key.split(".")[-1], 63))


def test_a_head_out_of_step_with_the_rows_is_no_guide_to_any_of_them() -> None:
    lines = form("requests", value=adding_up)
    shifted = [
        [*labels(row), Printed(""), *(replace(cell, text="") if i in blank else cell for i, cell in enumerate(cells))]
        if (cells := figures(row))
        else row
        for row, blank in zip(lines, [()] * 4 + [(6,)] + [()] * len(lines), strict=False)
    ]
    found = values(read(html(shifted)), "requests")
    wrong = {key for key in found if found[key] not in (int(adding_up(key)), "uncertain")}
    assert {found[key] for key in wrong} <= {"blank"}
    assert found["requests.carried_in.natural_person"] == int(adding_up("requests.carried_in.natural_person"))


def cell_by_cell(*tables: str) -> bytes:
    """The tables as a page's text is when every cell stands on a line of its own and blank ones leave none."""
    texts = [cell.text for table in tables for row in form(table) for cell in row]
    return "\n".join(text for text in texts if text).encode()


def test_tables_printed_cell_by_cell() -> None:
    found = read(cell_by_cell("disclosure", "requests", "disputes"))
    for table in ("disclosure", "requests", "disputes"):
        assert values(found, table) == expected(table)


def test_a_cell_that_left_no_line_makes_its_row_uncertain_and_no_other() -> None:
    lines = cell_by_cell("disclosure", "requests").decode().split("\n")
    lines.remove(number("requests.granted.research"))
    lines.remove(number("disclosure.licences"))
    found = read("\n".join(lines).encode())
    assert of_row(values(found, "requests"), "granted") == ["uncertain"] * 7
    assert values(found, "disclosure") == expected("disclosure") | {"disclosure.licences": "blank"}


def test_a_blank_behind_the_label_of_a_dump_with_uneven_rows_may_be_the_label_s() -> None:
    rows = [[cell.text for cell in row] for row in form("requests")[3:]]
    filler = next(row for row in rows if row[0].startswith("（二）部分公开"))
    filler[1:] = ["", *filler[1:-1]]
    rows[0] = [rows[0][0], "", "", *rows[0][1:]]
    found = values(read("\n".join("|".join(row) for row in rows).encode()), "requests")
    assert of_row(found, "partly_granted") == ["uncertain"] * 7
    assert of_row(found, "received") == of_row(expected("requests"), "received")


def test_a_row_whose_label_alone_is_left_is_uncertain_and_not_missing() -> None:
    rows = [" | ".join(cell.text for cell in row) for row in form("requests")[3:]]
    rows = [row.split(" | ")[0] if row.startswith("二、") else row for row in rows if "属于国家秘密" not in row]
    found = read("\n".join(rows).encode())
    assert of_row(values(found, "requests"), "carried_in") == ["uncertain"] * 7
    assert found.tables["requests"].absent_rows == ("refused_state_secret",)


def test_a_cut_head_of_table_four_is_no_row_of_table_three() -> None:
    head = "结果 | 结果 | 其他 | 尚未 | 总计"
    rows = [" | ".join(cell.text for cell in row) for row in form("requests", "2019")[3:]]
    found = read(
        "\n".join([*rows, "四、政府信息公开行政复议、行政诉讼情况", head, "行政复议 | 1 | 2 | 3 | 4 | 10"]).encode()
    )
    assert found.tables["requests"].edition == "2019"
    assert values(found, "requests") == expected("requests", "2019")


def test_a_blank_column_between_figures_is_no_ghost_where_labels_differ_in_width() -> None:
    rows = [[cell.text for cell in row] for row in form("requests")[3:]]
    for row in rows:
        row[-3 if len(row) == 8 else -4] = ""
    lines = ["| " + " | ".join([*row, *[""] * (10 - len(row))]) + " |" for row in rows]
    found = values(read("\n".join([lines[0], "|" + "---|" * 10, *lines[1:]]).encode()), "requests")
    wrong = {key for key, value in expected("requests").items() if found[key] not in (value, "blank", "uncertain")}
    assert wrong == set()
