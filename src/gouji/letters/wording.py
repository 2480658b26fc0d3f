"""The wording of a letter, from a YAML file that the office can replace, with placeholders that are checked."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from gouji.rulebook.fields import Fields, read_fields


class _Values(dict[str, object]):
    """What is filled in; a name that is not there stands for itself."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by name; `names` are the placeholders that they may hold."""

    texts: Mapping[str, Any]
    names: frozenset[str]

    def say(self, *path: str, **values: object) -> str:
        """The text at `path`, filled in. What the values hold is never taken for a placeholder.

        A placeholder that says nothing in this text stays as it is, for whoever reads the draft to see.
        """
        return self._text(path).format_map(_Values(values))

    def all(self, *path: str, **values: object) -> list[str]:
        """The texts of the list at `path`, filled in."""
        return [text.format_map(_Values(values)) for text in self._at(path)]

    def _text(self, path: Iterable[str]) -> str:
        return str(self._at(path))

    def _at(self, path: Iterable[str]) -> Any:
        found: Any = self.texts
        for step in path:
            found = found[step]
        return found


def shipped_text(shipped: str) -> str:
    """The wording that ships, as text, to be adapted."""
    return files("gouji.letters").joinpath(shipped).read_text(encoding="utf-8")


def load_wording(shipped: str, names: frozenset[str], own: Path | None = None) -> Wording:
    """The wording that ships as `shipped`, or the office's `own`, whose missing texts are the shipped ones.

    Raises RuleError, naming file, line and field, for a text that the letter does not have, one of another form, and
    a placeholder that is not among `names`.
    """
    with as_file(files("gouji.letters").joinpath(shipped)) as path:
        texts = _checked(read_fields(path), names, None)
    if own is not None:
        texts = _over(texts, _checked(read_fields(own), names, texts))
    return Wording(texts, names)


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in own.items():
        merged[name] = _over(base[name], value) if isinstance(value, dict) else value
    return merged


def _checked(fields: Fields, names: frozenset[str], like: Mapping[str, Any] | None) -> dict[str, Any]:
    if like is not None:
        fields.allow(like)
    found: dict[str, Any] = {}
    for key in map(str, fields.data):
        found[key] = _value(fields, key, names, None if like is None else like[key])
    return found


def _value(fields: Fields, key: str, names: frozenset[str], like: Any) -> Any:
    value = fields.data[key]
    if isinstance(like, dict) or (like is None and isinstance(value, dict)):
        return _checked(fields.mapping(key), names, like)
    if isinstance(like, list) or (like is None and isinstance(value, list)):
        texts: list[str] | str = list(fields.strings(key))
    else:
        texts = fields.string(key)
    for text in [texts] if isinstance(texts, str) else texts:
        _check_placeholders(fields, key, text, names)
    return texts


def _check_placeholders(fields: Fields, key: str, text: str, names: frozenset[str]) -> None:
    try:
        unknown = [name for name in _placeholders(text) if name not in names]
    except ValueError as error:
        raise fields.error(key, "letter_braces") from error
    if unknown:
        known = "、".join(f"{{{name}}}" for name in sorted(names))
        raise fields.error(key, "letter_placeholder", name=f"{{{unknown[0]}}}", known=known)


def _placeholders(text: str) -> Iterator[str]:
    """Plain names only: nothing may be looked up inside a value, and no format be asked for."""
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is not None:
            yield name if not form and conversion is None else f"{name}:{form}"
