"""Texts for the user, by code, in Chinese and English; each layer keeps its own in a YAML file of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gouji.model import Problem, Text
from gouji.yaml_text import load_yaml


@cache
def _catalogue() -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for entry in sorted(files("gouji.messages").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yml"):
            loaded = load_yaml(entry.read_text(encoding="utf-8")) or {}
            for code, text in loaded.items():
                if code in texts:
                    raise ValueError(f"message {code} is defined twice, again in {entry.name}")
                texts[code] = Text(text["zh"], text["en"])
    return texts


def message(code: str, **params: object) -> Text:
    """The text with `code`, its placeholders filled in, each language with its own half of a `Text`.

    KeyError for an unknown code or a missing parameter.
    """
    text = _catalogue()[code]
    return Text(text.zh.format(**_in("zh", params)), text.en.format(**_in("en", params)))


def _in(language: str, params: Mapping[str, object]) -> dict[str, object]:
    return {name: value.get(language) if isinstance(value, Text) else value for name, value in params.items()}


def render(problem: Problem) -> Text:
    """A problem as text in both languages."""
    return message(problem.code, **problem.params)
