"""Headers and words of a manifest, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.normalise.text import fold
from gouji.yaml_text import load_yaml


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    loaded: dict[str, Any] = load_yaml(files("gouji.manifest").joinpath("columns.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def _meanings(kind: str) -> dict[str, str]:
    return {fold(word).lower(): key for key, words in _words()[kind].items() for word in (key, *words)}


def meaning(kind: str, word: str) -> str | None:
    """The key that `word` stands for among the `kind` (columns, kinds, levels, stages, answers); None for none."""
    return _meanings(kind).get(fold(word).lower())


def column_names() -> tuple[str, ...]:
    """The keys of all columns, in the order in which they are written."""
    return tuple(_words()["columns"])


def in_words(kind: str, key: str, language: str) -> str:
    """`key` as it is written in `language`."""
    return key if language == "en" else _words()[kind][key][0]


def choices(kind: str) -> str:
    """Every key with its first word, for messages."""
    return "、".join(f"{words[0]}（{key}）" for key, words in _words()[kind].items())
