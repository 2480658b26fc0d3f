from __future__ import annotations

import pytest

from normalise.printing import Printed, dump, expected, form, html, number, read, values

FIVE = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CHANNELS = {
    "reconsideration": "行政复议",
    "direct_litigation": "未经复议直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
}
KEYS = ["upheld", "corrected", "other_outcome", "pending", "total"]


def of(channel: str) -> list[str]:
    return [number(f"disputes.{channel}.{key}") for key in KEYS]


FIFTEEN = [text for channel in CHANNELS for text in of(channel)]


def test_the_form_itself() -> None:
    found = read(html(form("disputes")))
    assert values(found, "disputes") == expected("disputes")
    assert found.problems == ()


@pytest.mark.parametrize(
    "head", [[], [["行政复议", "行政诉讼"], ["结果", "结果", "其他", "尚未", "总计", "未经复议直接起诉", "复议后起诉"]]]
)
def test_fifteen_figures_need_no_head(head: list[list[str]]) -> None:
    assert values(read(dump([*head, FIFTEEN])), "disputes") == expected("disputes")


def test_head_and_figures_in_grids_of_their_own() -> None:
    lines = form("disputes")
    assert values(read(html(lines[:3], lines[3:])), "disputes") == expected("disputes")


def test_a_row_for_each_channel() -> None:
    rows = [["类别", *FIVE], *[[label, *of(key)] for key, label in CHANNELS.items()]]
    assert values(read(dump(rows)), "disputes") == expected("disputes")
    lines = [[Printed(text) for text in row] for row in rows]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_a_block_for_each_channel() -> None:
    rows = [line for key, label in CHANNELS.items() for line in ([label], FIVE, of(key))]
    lines = [[Printed(row[0], columns=5)] if len(row) == 1 else [Printed(t) for t in row] for row in rows]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_turned_on_its_side() -> None:
    lines = [
        [Printed(label, rows=5)] * (index == 0) + [Printed(outcome), Printed(of(key)[index])]
        for key, label in CHANNELS.items()
        for index, outcome in enumerate(FIVE)
    ]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_outcomes_by_row_and_channels_by_column() -> None:
    lines = [[Printed("")] + [Printed(label) for label in CHANNELS.values()]]
    lines += [[Printed(o), *[Printed(of(key)[i]) for key in CHANNELS]] for i, o in enumerate(FIVE)]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_litigation_before_reconsideration() -> None:
    order = ["direct_litigation", "litigation_after_reconsideration", "reconsideration"]
    lines = [
        [Printed("行政诉讼", columns=10), Printed("行政复议", columns=5, rows=2)],
        [
            Printed(CHANNELS["direct_litigation"], columns=5),
            Printed(CHANNELS["litigation_after_reconsideration"], columns=5),
        ],
        [Printed(text) for text in FIVE * 3],
        [Printed(text) for key in order for text in of(key)],
    ]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_fourteen_figures_are_uncertain() -> None:
    lines = form("disputes")
    found = read(html([*lines[:3], lines[3][:-1]]))
    assert "uncertain" in values(found, "disputes").values()
    assert 115 not in values(found, "disputes").values()
    assert values(read(dump([["行政复议", "行政诉讼"], FIFTEEN[:-1]])), "disputes") == dict.fromkeys(
        expected("disputes"), "uncertain"
    )


def test_sixteen_figures_are_uncertain() -> None:
    found = read(dump([["行政复议", "行政诉讼"], [*FIFTEEN, "1"]]))
    assert set(values(found, "disputes").values()) == {"uncertain"}
    assert [problem.code for problem in found.problems] == ["row_uncertain"]


def test_a_head_that_contradicts_the_forms_order_is_followed() -> None:
    lines = form("disputes")
    for index in (0, 5, 10):
        row = lines[1] if index == 0 else lines[2]
        at = index if index == 0 else index - 5
        row[at], row[at + 1] = row[at + 1], row[at]
        lines[3][index], lines[3][index + 1] = lines[3][index + 1], lines[3][index]
    assert values(read(html(lines)), "disputes") == expected("disputes")


def test_a_row_of_blanks_is_blank() -> None:
    found = read(html(form("disputes", value=lambda key: "")))
    assert set(values(found, "disputes").values()) == {"blank"}


def test_a_second_row_is_left_over() -> None:
    lines = form("disputes")
    found = read(html([*lines, [Printed("1")] * 15]))
    assert values(found, "disputes") == expected("disputes")
    assert len(found.tables["disputes"].left_over) == 1


def test_a_dump_that_lost_the_blanks_at_its_end() -> None:
    wide = ["行政复议", "行政诉讼", *[""] * 13]
    cells = values(read(dump([wide, FIFTEEN[:10]])), "disputes")
    assert [cells[f"disputes.direct_litigation.{key}"] for key in KEYS] == [int(text) for text in FIFTEEN[5:10]]
    assert {cells[f"disputes.litigation_after_reconsideration.{key}"] for key in KEYS} == {"blank"}


@pytest.mark.parametrize("head", [["行政复议", "行政诉讼"], ["行政复议", "行政诉讼", *[""] * 14]])
def test_ten_figures_are_uncertain_when_the_head_is_not_fifteen_wide(head: list[str]) -> None:
    assert set(values(read(dump([head, FIFTEEN[:10]])), "disputes").values()) == {"uncertain"}


def test_twelve_figures_are_uncertain_however_wide_the_head_is() -> None:
    wide = ["行政复议", "行政诉讼", *[""] * 13]
    assert set(values(read(dump([wide, FIFTEEN[:12]])), "disputes").values()) == {"uncertain"}


@pytest.mark.parametrize("beside", ["行政复议", ""])
def test_a_channel_without_figures_whose_label_lost_its_span_is_blank_and_not_absent(beside: str) -> None:
    rows = [["", "", *FIVE], ["行政复议", beside, *[""] * 5]]
    rows += [["行政诉讼", label, *of(key)] for key, label in list(CHANNELS.items())[1:]]
    found = read(html([[Printed(text) for text in row] for row in rows]))
    assert values(found, "disputes") == expected("disputes") | {f"disputes.reconsideration.{k}": "blank" for k in KEYS}
    assert found.tables["disputes"].absent_rows == ()


def test_a_channel_whose_label_lost_its_span_is_read_under_the_outcomes() -> None:
    rows = [["", "", *FIVE], ["行政复议", "", "", "", "", "", "7"]]
    rows += [["行政诉讼", label, *of(key)] for key, label in list(CHANNELS.items())[1:]]
    found = values(read(html([[Printed(text) for text in row] for row in rows])), "disputes")
    assert [found[f"disputes.reconsideration.{key}"] for key in KEYS] == ["blank"] * 4 + [7]


def test_a_ghost_column_behind_the_table_takes_nothing_from_it() -> None:
    lines = [[*row, Printed("")] for row in form("disputes")]
    lines[-1][0] = lines[-1][-2] = Printed("")
    found = values(read(html(lines)), "disputes")
    blank = {"disputes.reconsideration.upheld", "disputes.litigation_after_reconsideration.total"}
    assert found == expected("disputes") | dict.fromkeys(blank, "blank")


def test_a_block_s_heading_with_blank_cells_beside_it_is_no_blank_row() -> None:
    rows = [line for key, label in CHANNELS.items() for line in ([label, "", "", "", "", ""], FIVE, of(key))]
    text = "\n".join("\t".join(row) + "\t" * (len(row) == 5) for row in rows)
    assert values(read(text.encode()), "disputes") == expected("disputes")


def test_a_blank_channel_below_a_head_that_cannot_be_read_is_blank() -> None:
    rows = [["结果", "结果", "其他", "尚未", "总计"], ["行政复议", *of("reconsideration")], ["复议后起诉", *[""] * 5]]
    found = read("\n".join("\t".join(row) for row in rows).encode())
    assert values(found, "disputes")["disputes.litigation_after_reconsideration.total"] == "blank"
    assert found.tables["disputes"].absent_rows == ("direct_litigation",)


def test_a_row_of_fifteen_whose_head_has_lost_a_name_is_all_three_channels() -> None:
    figures = [*of("reconsideration"), *of("direct_litigation"), *[""] * 5]
    rows = [[*FIVE, "未经复议直接起诉", "复议后起诉"], ["", "", "", "", "", *FIVE, *FIVE], figures]
    found = read("\n".join(["行政复议|行政诉讼", *("|".join(row) for row in rows)]).encode())
    blank = {key: "blank" for key in expected("disputes") if "after" in key}
    assert values(found, "disputes") == expected("disputes") | blank
