"""Dataclasses come out of JSON as they went in; what is not of the type is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

from gouji.typed_json import NotTyped, dumps, loads


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Leaf:
    name: str
    size: float | None = None


@dataclass(frozen=True)
class Tree:
    colour: Colour
    leaves: tuple[Leaf, ...]
    pair: tuple[int, str]
    named: Mapping[str, Leaf]
    path: Path | None
    marks: frozenset[str]
    child: Tree | None = None


LEAF = Leaf("叶\ud800", 1.0)
TREE = Tree(Colour.RED, (LEAF, Leaf("b")), (1, "x"), {"a": LEAF}, Path("a/b"), frozenset({"p", "q"}))


@pytest.mark.parametrize("tree", [TREE, Tree(Colour.RED, (), (0, ""), {}, None, frozenset(), TREE)])
def test_what_went_in_comes_out(tree: Tree) -> None:
    read = loads(dumps(tree), Tree)
    assert read == tree
    assert type(read.leaves[:1]) is tuple
    assert repr(read) == repr(tree)


@pytest.mark.parametrize(
    "text", ["", "null", "{}", "[]", '["red"]', '["blue",[],[0,""],{},null,[],null]', '["a", [1]]']
)
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(NotTyped):
        loads(text, Tree)


def test_what_could_not_be_read_is_not_written() -> None:
    with pytest.raises(TypeError):
        dumps(Leaf(object()))  # type: ignore[arg-type]
