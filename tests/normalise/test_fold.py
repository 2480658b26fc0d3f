import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.normalise.text import fold, fold_dates, small_number, tidy


@given(st.text(alphabet="年报告（）(),，。：　 \u00a0０5Ａb、“”"))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_tidy_name_has_no_control_or_direction_marks(text: str) -> None:
    assert all(mark.isprintable() for mark in tidy(text))


def test_folding_removes_width_and_white_space() -> None:
    assert fold("（一）２０２４　年 报\u00a0告：") == "(一)2024年报告:"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("二〇二四年一月一日至十二月三十一日", "2024年1月1日至12月31日"),
        ("二○二四年", "2024年"),
        ("二零二四年", "2024年"),
        ("２０２４ 年 １ 月", "2024年1月"),
        ("第一章", "第一章"),
    ],
)
def test_dates_in_any_writing_become_digits(written: str, meant: str) -> None:
    assert fold_dates(written) == meant


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("7", 7), ("部分", 0)]
)
def test_small_chinese_numbers(text: str, number: int) -> None:
    assert small_number(text) == number
