"""The labelled sentences: every one for development is read right, and the aims hold for those held aside."""

from __future__ import annotations

import pytest

from kit.labelled import Labelled, load_sentences, score

DEVELOPMENT = load_sentences(held_out=False)
HELD_OUT = load_sentences(held_out=True)


@pytest.mark.parametrize("sentence", DEVELOPMENT, ids=lambda each: f"{each.file}-{each.number}")
def test_a_sentence_is_read_as_labelled(sentence: Labelled) -> None:
    result = score([sentence])
    assert result.wrong == []


def test_the_set_is_large_enough_and_a_third_is_held_aside() -> None:
    assert len(DEVELOPMENT) + len(HELD_OUT) >= 150
    assert len(HELD_OUT) * 3 >= len(DEVELOPMENT) + len(HELD_OUT)


def test_the_aims_hold_for_the_sentences_held_aside() -> None:
    result = score(HELD_OUT)
    assert result.precision >= 0.98
    assert result.recall >= 0.9
