"""The fields of a YAML file of the rulebook, read one by one with a complaint that names file, line and field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from gouji.model import Text
from gouji.rulebook.errors import RuleError
from gouji.yaml_text import YamlError, error_line, line_of, load_yaml, repeated_keys

Path_ = tuple[str | int, ...]

# A rule or a profile is a page or two; what is far longer is something else.
_LONGEST = 1_000_000
_DEEPEST = 100
_BRACKETS = re.compile(r"[\[\]{}]")
_LISTS = re.compile(rf"(?:[-?:][ \t]+){{{_DEEPEST}}}")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file's name and text."""

    name: str
    text: str

    def error(self, path: Path_, code: str, **params: object) -> RuleError:
        """What is wrong with the field at `path`."""
        return RuleError(self.name, _shown(path) or "file", code, line_of(self.text, path), **params)


def _shown(path: Path_) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def read_text(path: Path) -> str:
    """The text of a file, RuleError when it has none."""
    try:
        if path.stat().st_size > _LONGEST:
            raise RuleError(path.name, "file", "rule_file_too_long", limit=_LONGEST)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(path.name, "file", "rule_file_not_utf8") from error
    except OSError as error:
        raise RuleError(
            path.name, "file", "rule_file_unreadable", reason=error.strerror or type(error).__name__
        ) from error


def read_fields(path: Path) -> Fields:
    """The mapping that a YAML file holds; RuleError when it holds none."""
    text = read_text(path)
    if _depth(text) > _DEEPEST or _LISTS.search(text):
        raise RuleError(path.name, "file", "rule_file_nested", limit=_DEEPEST)
    try:
        data = load_yaml(text)
        repeated = next(repeated_keys(text), None)
    except (YamlError, ValueError) as error:
        # A ValueError comes of a date or a number that is none, `2024-13-45`.
        line = error_line(error) if isinstance(error, YamlError) else None
        why = getattr(error, "problem", None) or str(error)
        raise RuleError(
            path.name, "file", "rule_file_not_yaml", line, reason=" ".join(str(why).split())[:200]
        ) from error
    if repeated is not None:
        key, line = repeated
        raise RuleError(path.name, key, "rule_field_repeated", line)
    if not isinstance(data, dict):
        raise RuleError(path.name, "file", "rule_file_no_mapping")
    return Fields(YamlFile(path.name, text), data)


def _depth(text: str) -> int:
    """How deep brackets nest, quoted ones too: where they are too many the parser in C ends the program."""
    deepest = depth = 0
    for found in _BRACKETS.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one mapping of a file; `at` is where it stands in the file."""

    file: YamlFile
    data: Mapping[Any, Any]
    at: Path_ = ()

    def error(self, field: str | None, code: str, **params: object) -> RuleError:
        """What is wrong with `field`, or with the whole mapping."""
        return self.file.error(self.at if field is None else (*self.at, field), code, **params)

    def line(self, field: str) -> int:
        """The line of the file, from 1, where the field stands."""
        return line_of(self.file.text, (*self.at, field))

    def allow(self, known: Iterable[str], code: str = "rule_field_unknown") -> None:
        """Complain of a field that is not among `known`."""
        names = list(known)
        unknown = sorted(str(name) for name in self.data if name not in names)
        if unknown:
            raise self.error(unknown[0], code, known=", ".join(names))

    def has(self, field: str) -> bool:
        """Whether the field is there with anything in it."""
        return self.data.get(field) is not None

    def string(self, field: str) -> str:
        """A text that is not blank."""
        value = self.data.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, "rule_field_text")
        return value

    def optional_string(self, field: str) -> str | None:
        """A text, or nothing."""
        return self.string(field) if self.has(field) else None

    def choice(self, field: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of `choices`."""
        value, known = self.data.get(field, default), list(choices)
        if value not in known:
            raise self.error(field, "rule_field_choice", known=", ".join(known))
        return str(value)

    def number(self, field: str) -> float:
        """A finite number."""
        value = self.data.get(field)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.error(field, "rule_field_number")
        return value

    def year(self, field: str) -> int | None:
        """A year, or nothing."""
        value = self.data.get(field)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 2008 <= value <= 2100):
            raise self.error(field, "rule_field_year")
        return value

    def text(self, field: str) -> Text:
        """A text in both languages."""
        value = self.data.get(field)
        if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("zh", "en")):
            raise self.error(field, "rule_field_languages")
        return Text(value["zh"], value["en"])

    def strings(self, field: str) -> tuple[str, ...]:
        """A list of texts, none when the field is not there."""
        value = self.data.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(field, "rule_field_texts")
        return tuple(value)

    def mapping(self, field: str) -> Fields:
        """The mapping in the field, an empty one when it is not there."""
        value = self.data.get(field, {})
        if not isinstance(value, dict):
            raise self.error(field, "rule_field_mapping")
        return Fields(self.file, value, (*self.at, field))

    def entries(self, field: str, code: str) -> Iterator[Fields]:
        """The mappings of the list in the field, which holds one at least."""
        value = self.data.get(field)
        if not isinstance(value, list) or not value:
            raise self.error(field, code)
        for index, entry in enumerate(value):
            path = (*self.at, field, index)
            if not isinstance(entry, dict):
                raise self.file.error(path, "rule_field_mapping")
            yield Fields(self.file, entry, path)
