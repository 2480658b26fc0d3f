"""A cell read at a glance shows what the walk through it shows."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from gouji.model import Grid
from gouji.sources.html import parse
from gouji.sources.html_cells import plain_text
from gouji.sources.html_flow import flow

_WORDS = st.sampled_from(["12", "商业企业", " ", "\n", "&nbsp;", "一、", "部分公开", "，", "0"])
_DRESS = ["span", "font", "b", "o:p", "em", "a", "strong"]
_STRUCTURE = ["p", "div", "sup", "sub", "br", "script", "ul", "pre", "style", "h2"]
_ATTRIBUTES = ["", ' style="display: none"', ' style="color:red"', " hidden", ' class="nav"', ' id="x"', ' size="3"']


@st.composite
def markup(draw: st.DrawFn, depth: int = 3) -> str:
    """What stands in a cell: words, dressed, in paragraphs, hidden."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(_DRESS * 2 + _STRUCTURE))
            parts.append(f"<{tag}{draw(st.sampled_from(_ATTRIBUTES))}>{draw(markup(depth - 1))}</{tag}>")
        parts.append(draw(_WORDS))
    return "".join(parts)


def shown(inner: str) -> tuple[str | None, str]:
    """What a cell shows at a glance, and what the walk finds when a second paragraph forces it to walk."""
    root, walked = (_table(cell) for cell in (inner, f"{inner}<p>甲</p><p>乙</p>"))
    (block, *_), _ = flow(walked)
    assert isinstance(block, Grid)
    first = block.rows[0][0]
    assert first is not None
    return plain_text(next(root.iter("td"))), first.text


def _table(cell: str) -> etree._Element:
    root, _ = parse(f"<table><tr><td>{cell}</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>")
    assert root is not None
    return root


@given(markup())
@example("<p hidden>12</p>")
@example("<p>12</p>（其中修订2件）")
@example('<span>1<font style="display:none">0</font>2</span>')
@example("<span>1<b>2<em>3</em>4</b>5</span>6<font>7</font>8")
@example("12<span hidden></span><o:p></o:p>")
def test_a_glance_shows_what_a_walk_does(inner: str) -> None:
    glance, walk = shown(inner)
    if glance is not None:
        assert "\n".join(filter(None, [glance, "甲", "乙"])) == walk


@pytest.mark.parametrize(
    "inner",
    [
        *("12", "<p>12</p>", '\n<p class="MsoNormal"><span style="color:red">12<font size="3"></font></span></p>\n'),
        *("<span><b>1</b>2</span>", "<b>1</b>2<o:p></o:p>", "12<span hidden></span>"),
    ],
)
def test_cells_as_editors_write_them_take_no_walk(inner: str) -> None:
    assert shown(inner)[0] == "12"


@pytest.mark.parametrize("inner", ["<p>1</p><p>2</p>", "1<sup>①</sup>", "<p hidden>12</p>", "1<br>2"])
def test_cells_with_more_to_them_are_walked_through(inner: str) -> None:
    assert shown(inner)[0] is None
