"""JSON for programs: what it takes that its fast writer does not, and what it refuses."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.json_text import decoded, encoded

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_what_json_reads(value: object) -> None:
    assert json.loads(encoded(value)) == value
    assert b"\n" not in encoded(value)


@given(VALUES.filter(lambda value: "e+" not in json.dumps(value) and len(max(json.dumps(value).split(), key=len)) < 18))
def test_what_is_written_is_read_again(value: object) -> None:
    assert decoded(encoded(value)) == value


def test_halves_of_characters_and_long_numbers_do_not_stop_it() -> None:
    assert json.loads(encoded({"a": "\ud800x", "n": 10**30})) == {"a": "\ufffdx", "n": 10**30}
    assert decoded(b"123456789012345678901234") == pytest.approx(1.2345678901234568e23)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError):
        encoded({"a": object()})
    for text in (b"", b"{", b"{'a': 1}", b"\xff"):
        with pytest.raises(ValueError, match=r"."):
            decoded(text)
