"""A user's lexicon: words in a profile itself, or in a CSV or YAML file beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from gouji.model import WatchedWord
from gouji.rulebook.errors import RuleError
from gouji.rulebook.fields import Fields, read_fields, read_text

_FIELDS = ("word", "right", "note", "within")
_LIMIT = 20_000
_HEADERS = {
    "word": "word",
    "wrong": "word",
    "词语": "word",
    "错误写法": "word",
    "敏感词": "word",
    "right": "right",
    "正确写法": "right",
    "应为": "right",
    "note": "note",
    "说明": "note",
    "within": "within",
    "例外": "within",
}


def read_lexicon(profile: Fields, folder: Path) -> tuple[tuple[WatchedWord, ...], tuple[Path, ...]]:
    """The words that a profile names, and the files they came from.

    `lexicon` is a list of words, or the name of a CSV or YAML file relative to the profile's folder.
    """
    given = profile.data.get("lexicon")
    if given is None:
        return (), ()
    if not isinstance(given, str):
        return tuple(_entries(profile)), ()
    path = folder / given
    words = _csv(path) if path.suffix.casefold() == ".csv" else tuple(_entries(read_fields(path)))
    return words, (path,)


def _entries(fields: Fields) -> Iterator[WatchedWord]:
    """The words under `lexicon`: each a text, or a mapping of word, right, note and within."""
    given = fields.data.get("lexicon")
    if not isinstance(given, list) or len(given) > _LIMIT:
        raise fields.error("lexicon", "lexicon_list", limit=_LIMIT)
    for index, entry in enumerate(given):
        own = Fields(fields.file, {"word": entry} if isinstance(entry, str) else entry, (*fields.at, "lexicon", index))
        if not isinstance(own.data, dict):
            raise own.error(None, "lexicon_entry")
        own.allow(_FIELDS)
        word = own.string("word").strip()
        yield WatchedWord(word, own.optional_string("right"), own.optional_string("note"), own.strings("within"))


def _csv(path: Path) -> tuple[WatchedWord, ...]:
    """Rows under a header; `within` holds several words divided by a semicolon or 、."""
    rows = list(csv.reader(io.StringIO(read_text(path), newline="")))
    header = [_HEADERS.get(name.strip().casefold()) for name in rows[0]] if rows else []
    if "word" not in header:
        raise RuleError(path.name, "word", "lexicon_header", 1, known="、".join(_HEADERS))
    if len(rows) > _LIMIT:
        raise RuleError(path.name, "file", "lexicon_list", limit=_LIMIT)
    return tuple(word for row in rows[1:] if (word := _word(dict(zip(header, row, strict=False)))) is not None)


def _word(row: dict[str | None, str]) -> WatchedWord | None:
    given = {name: row.get(name, "").strip() for name in _FIELDS}
    if not given["word"]:
        return None
    within = given["within"].replace("；", ";").replace("、", ";").split(";")
    exceptions = tuple(part.strip() for part in within if part.strip())
    return WatchedWord(given["word"], given["right"] or None, given["note"] or None, exceptions)
