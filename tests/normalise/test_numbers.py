from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model import CellState
from gouji.normalise.numbers import Reading, read_number

WIDE = str.maketrans("0123456789,.-+", "０１２３４５６７８９，．－＋")


def number(value: float, note: str | None = None) -> Reading:
    return Reading(CellState.NUMBER, value, note)


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\u3000", "\u200b", "\n \xa0\n"])
def test_blank(text: str) -> None:
    assert read_number(text) == Reading(CellState.BLANK)


@pytest.mark.parametrize(
    "text", ["-", "--", "—", "——", "－", "/", "／", "无", "不适用", "N/A", "n/a", "NA", "\\", "*", "－ －"]
)
def test_placeholders(text: str) -> None:
    assert read_number(text) == Reading(CellState.PLACEHOLDER)
    assert read_number(text, "change") == Reading(CellState.PLACEHOLDER)


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("0", 0, None),
        ("０", 0, None),
        ("１２３", 123, None),
        (" 12\xa0", 12, None),
        ("1\u200b2", 12, None),
        ("1,234", 1234, None),
        ("1，234", 1234, None),
        ("11,398,889", 11398889, None),
        ("1 234", 1234, None),
        ("1\xa0234\xa0567", 1234567, None),
        ("11398\n889", 11398889, None),
        ("1,184,\n388", 1184388, None),
        ("24252.311082", 24252.311082, None),
        ("0.5", 0.5, None),
        ("3.0", 3, None),
        ("-8", -8, None),
        ("－8", -8, None),
        ("−72", -72, None),
        ("- 8", -8, None),
        ("+1036", 1036, None),
        ("251000元", 251000, "元"),
        ("152.2万元", 152.2, "万元"),
        ("1.2万", 12000, "万"),
        ("1.2万件", 12000, "万件"),
        ("3件", 3, "件"),
        ("3 件", 3, "件"),
        ("2笔", 2, "笔"),
        ("1,234件", 1234, "件"),
        ("22（其中修订16件）", 22, "（其中修订16件）"),
        ("22\n（其中修订 16 件）", 22, "（其中修订 16 件）"),
        ("3*", 3, "*"),
        ("12²", 12, "²"),
        ("5①", 5, "①"),
        ("二十", 20, None),
        ("零", 0, None),
    ],
)
def test_numbers(text: str, value: float, note: str | None) -> None:
    assert read_number(text) == number(value, note)


OTHERWISE = (
    "1,23 1,2345 1.2.3 5. 007 00 220000022222222222 约3 近100 3余件 100多件 共3件 50% 3/5 3-5 (5) 12（3）4 1、2 "
    "O ○ 〇〇 一 减4 详见附件"
).split()


@pytest.mark.parametrize("text", [*OTHERWISE, "12 34", "1234 567", "12\n3", "1\n234"])
def test_what_could_mean_something_else_is_text(text: str) -> None:
    assert read_number(text) == Reading(CellState.TEXT)


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("减4", -4, None),
        ("减少4", -4, None),
        ("减少了 4 项", -4, "项"),
        ("增5", 5, None),
        ("增加5", 5, None),
        ("—8", -8, None),
        ("↓3", -3, None),
        ("+1036", 1036, None),
        ("－８", -8, None),
        ("4", 4, None),
    ],
)
def test_a_change_has_words_for_its_sign(text: str, value: float, note: str | None) -> None:
    assert read_number(text, "change") == number(value, note)


def test_ten_thousand_is_a_unit_in_an_amount() -> None:
    assert read_number("1.2万", "amount") == number(1.2, "万")


def test_whole_numbers_are_ints() -> None:
    assert isinstance(read_number("3.00").value, int)
    assert isinstance(read_number("1.2万").value, int)
    assert isinstance(read_number("3.01").value, float)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "{:,}", " {}\n", "\u3000{}"]), st.booleans())
def test_any_whole_number_is_read_as_printed(value: int, form: str, wide: bool) -> None:
    text = form.format(value)
    assert read_number(text.translate(WIDE) if wide else text) == number(value)


@given(st.decimals(0, 10**8, places=6, allow_nan=False))
def test_any_amount_is_read_as_printed(value: object) -> None:
    assert read_number(str(value), "amount").value == float(str(value))


@given(st.integers(0, 10**9), st.sampled_from(["件", "项", "笔", "元", "（其中3件）", "件（含2）"]))
def test_a_unit_never_changes_the_value(value: int, note: str) -> None:
    assert read_number(f"{value}{note}") == number(value, note)


@given(st.integers(0, 999), st.integers(0, 999))
def test_two_figures_on_two_lines_are_never_one(one: int, other: int) -> None:
    assert read_number(f"{one}\n{other}") == Reading(CellState.TEXT)


@given(st.text(), st.sampled_from(["count", "amount", "change"]))
def test_any_text_is_read_without_an_error(text: str, kind: str) -> None:
    reading = read_number(text, kind)
    assert (reading.value is not None) == (reading.state is CellState.NUMBER)


@given(st.text(alphabet="0123456789.,- 万元件（）无/\n", max_size=12))
def test_a_number_has_digits_or_is_chinese(text: str) -> None:
    if read_number(text).state is CellState.NUMBER:
        assert any(mark.isdigit() for mark in text)
