"""The words of the pages, and how a text in two languages stands in one page."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from markupsafe import Markup, escape

from gouji.model import Text
from gouji.yaml_text import load_yaml


@cache
def _entries() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml(
        files("gouji.site").joinpath("labels.yml").read_text(encoding="utf-8")
    )
    return loaded


def has_label(code: str) -> bool:
    """Whether there is a label with `code`."""
    return code in _entries()


def label(code: str, **params: object) -> Text:
    """The label with `code`, its placeholders filled in; a parameter may be a `Text`. KeyError for an unknown code."""
    return _with(code, params) if params else _plain(code)


@cache
def _plain(code: str) -> Text:
    """A label without placeholders; one and the same each time, which is quick to find again."""
    return _with(code, {})


def _with(code: str, params: dict[str, object]) -> Text:
    entry = _entries()[code]
    english = entry.get("en_one", entry["en"]) if params.get("n") == 1 else entry["en"]
    return Text(_filled(entry["zh"], "zh", params), _filled(english, "en", params))


def label_or(code: str, otherwise: str) -> Text:
    """The label with `code`, or `otherwise` in both languages for a word the pages do not know."""
    return label(code) if has_label(code) else Text(otherwise, otherwise)


def _filled(template: str, language: str, params: dict[str, object]) -> str:
    if not params:
        return template
    own = {name: value.get(language) if isinstance(value, Text) else value for name, value in params.items()}
    return template.format(**own)


@lru_cache(maxsize=4096)
def both(text: Text) -> Markup:
    """Both languages as markup, escaped; the stylesheet shows one. A text that is the same in both stands once."""
    if text.zh == text.en:
        return escape(text.zh)
    zh, en = escape(text.zh), escape(text.en)
    # Filling in escaped texts is five times as quick as having a template of markup escape them.
    return Markup(f'<span class="zh">{zh}</span><span class="en" lang="en">{en}</span>')  # noqa: S704


def joined(parts: list[Text], zh: str, en: str) -> Text:
    """Several texts as one, with a separator for each language."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
