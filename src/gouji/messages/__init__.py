"""Texts for the user, by code, in Chinese and English; each layer keeps its own in a YAML file of this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from gouji.model import Problem, Text


@cache
def _catalogue() -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for entry in sorted(files("gouji.messages").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yml"):
            loaded = yaml.safe_load(entry.read_text(encoding="utf-8")) or {}
            for code, text in loaded.items():
                if code in texts:
                    raise ValueError(f"message {code} is defined twice, again in {entry.name}")
                texts[code] = Text(text["zh"], text["en"])
    return texts


def message(code: str, **params: object) -> Text:
    """The text with `code`, its placeholders filled in; KeyError for an unknown code or a missing parameter."""
    text = _catalogue()[code]
    return Text(text.zh.format(**params), text.en.format(**params))


def render(problem: Problem) -> Text:
    """A problem as text in both languages."""
    return message(problem.code, **problem.params)
