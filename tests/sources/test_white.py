"""White space as documents have it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.sources.white import collapse

_INVISIBLE = "\u00ad\u200b\u200f\u2028\u202e\u2060\ufeff"
_TEXTS = st.text(st.sampled_from(" \t\n\r\x1c\x85\u00a0\u3000年度，（a1" + _INVISIBLE), max_size=12)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12", "12"),
        ("  年度  报告 ", "年度 报告"),
        ("1\u00a02\u3000", "1 2"),
        ("年\u200b度\ufeff", "年度"),
        ("年\r\n  度", "年度"),
        ("a\nb", "a b"),
        ("", ""),
    ],
)
def test_texts_as_they_are_shown(text: str, shown: str) -> None:
    assert collapse(text) == shown


@given(_TEXTS)
def test_nothing_but_single_spaces_is_left(text: str) -> None:
    shown = collapse(text)
    assert not re.search(rf"^\s|\s$|\s\s|[^\S ]|[{_INVISIBLE}]", shown)
    assert collapse(shown) == shown
    assert re.sub(rf"[\s{_INVISIBLE}]", "", text) == re.sub(r"\s", "", shown)
