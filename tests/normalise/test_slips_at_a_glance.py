"""The one look that tells most lines hides nothing that the patterns find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.model import Locator
from gouji.normalise.facets import slips
from gouji.normalise.facets.look import Line

MARKUP = (
    *("&nbsp;", "&#160;", "</p>", '<span class="a">', "{{x}}", "${y}", "<!--", "-->", "mso-bidi:", "MERGEFORMAT"),
    *('HYPERLINK"', "#REF!", "#N/A", "undefined", "NaN", "错误!未找到引用源", "错误!未定义书签"),
)
PIECES = (*MARKUP, *"×Xx✕╳＊*_＿△□○◯Ｘ 公开一二零5条件份年市县。，（）", "20", "万元")
SIGNS = ("×", "xx", "✕", "╳", "＊", "***", "__", "＿＿", "△", "□□", "○", "◯", " ")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def line(text: str) -> Line:
    return Line(text, text, Locator(line=1), 1, 0, 0)


@pytest.mark.parametrize("text", [*(f"公开{sign}条。" for sign in SIGNS), "20××年", "XX 年", "ＸＸ区", "××市"])
def test_each_figure_that_was_not_filled_in_is_found(text: str) -> None:
    assert len(list(slips._unfilled(line(text)))) == 1


@pytest.mark.parametrize("text", MARKUP)
def test_each_markup_is_found(text: str) -> None:
    assert len(list(slips._marked_up(line(text)))) == 1


@given(TEXTS)
def test_figures_that_were_not_filled_in(text: str) -> None:
    found = [(each.start(), each.end() + 2) for each in slips._blank_figure().finditer(text)]
    assert list(slips._unfilled(line(text))) == found


@given(TEXTS)
def test_markup_that_shows(text: str) -> None:
    assert list(slips._marked_up(line(text))) == [each.span() for each in slips._markup().finditer(text)]
