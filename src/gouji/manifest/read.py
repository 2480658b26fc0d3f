"""A manifest from its file. What is wrong is collected and said all at once, with row and column."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.intake import os_problem
from gouji.manifest.columns import meaning
from gouji.manifest.entries import Entry, Manifest, ManifestRefused
from gouji.manifest.rows import Row, read_rows
from gouji.manifest.values import Misread, read_date, read_names, read_word, read_year
from gouji.model import OrganKind, Problem, Registration
from gouji.normalise.text import fold, tidy
from gouji.sources import LARGEST, Unreadable

# The header may stand under a title and a note.
_HEAD_ROWS = 10
_MOST_ERRORS = 20
_MOST_ROWS = 200_000
_LONGEST = 500

_READERS: dict[str, Callable[[str], Any]] = {
    "aliases": read_names,
    "kind": lambda text: OrganKind(read_word("kinds", text)),
    "level": lambda text: read_word("levels", text),
    "stage": lambda text: read_word("stages", text),
    "exempt": lambda text: read_word("answers", text) == "yes",
    "year": read_year,
    "deadline": read_date,
    "published": read_date,
}


def read_manifest(path: Path) -> Manifest:
    """The manifest in the CSV or workbook at `path`. Raises ManifestRefused."""
    name = path.name
    try:
        if path.stat().st_size > LARGEST:
            raise ManifestRefused((Problem("file_too_large", {"name": name, "megabytes": str(LARGEST // 1_000_000)}),))
        data = path.read_bytes()
        rows = read_rows(data, name)
    except OSError as error:
        raise ManifestRefused((os_problem(str(path), error),)) from error
    except Unreadable as refused:
        raise ManifestRefused((refused.problem,)) from refused
    head, columns = _header(rows, name)
    problems: list[Problem] = []
    body = rows[rows.index(head) + 1 :]
    if len(body) > _MOST_ROWS:
        raise ManifestRefused((Problem("manifest_too_long", {"name": name, "limit": str(_MOST_ROWS)}),))
    entries = [entry for row in body if (entry := _entry(row, columns, name, problems)) is not None]
    problems += [*_repeated(entries, name), *_circles(entries, name)]
    if not entries and not problems:
        problems.append(Problem("manifest_empty", {"name": name}))
    if problems:
        raise ManifestRefused(tuple(problems[:_MOST_ERRORS]))
    notes = (*_unknown_columns(head, columns, name), *_unknown_parents(entries, name))
    return Manifest(path, hashlib.sha256(data).hexdigest(), tuple(entries), notes)


def _header(rows: Sequence[Row], name: str) -> tuple[Row, dict[int, str]]:
    """The row that names the columns, and the column's key by its number."""
    for row in rows[:_HEAD_ROWS]:
        columns = {number: key for number, text in row.texts.items() if (key := meaning("columns", text))}
        if not {"path", "organisation"}.isdisjoint(columns.values()):
            twice = [key for key in columns.values() if list(columns.values()).count(key) > 1]
            if twice:
                raise ManifestRefused((Problem("manifest_column_twice", {"name": name, "column": twice[0]}),))
            return row, columns
    raise ManifestRefused((Problem("manifest_no_header", {"name": name}),))


def _entry(row: Row, columns: dict[int, str], name: str, problems: list[Problem]) -> Entry | None:
    """The row as an entry; what is wrong with it goes to `problems`. None for a row without a known column's text."""
    texts = {columns[number]: text for number, text in row.texts.items() if number in columns}
    if not texts:
        return None
    values: dict[str, Any] = {}
    for column, text in texts.items():
        try:
            values[column] = _value(column, text)
        except Misread as misread:
            place = {"name": name, "row": str(row.number), "column": column}
            problems.append(Problem(misread.problem.code, place | dict(misread.problem.params)))
    if "path" not in texts and "organisation" not in texts:
        problems.append(Problem("manifest_row_nameless", {"name": name, "row": str(row.number)}))
    path = values.pop("path", None)
    return Entry(row.number, path, Registration(**values, row=row.number))


def _value(column: str, text: str) -> Any:
    if len(text) > _LONGEST:
        raise Misread(Problem("manifest_too_wide", {"limit": str(_LONGEST)}))
    reader = _READERS.get(column)
    if reader is not None:
        return reader(text)
    return text if column in ("path", "id") else tidy(text)


def _repeated(entries: Sequence[Entry], name: str) -> Iterator[Problem]:
    """Rows for the same report: one path, or one name in one year."""
    seen: dict[object, int] = {}
    for entry in entries:
        said = entry.registration
        names = {fold(each) for each in (said.organisation, *said.aliases) if each}
        keys: list[object] = [("name", each, said.year) for each in sorted(names)]
        if entry.path is not None:
            keys = [("path", entry.path)]
        for key in keys:
            if key in seen:
                params = {"name": name, "row": str(entry.number), "other": str(seen[key])}
                yield Problem("manifest_repeated", params)
                break
            seen[key] = entry.number


def _keys(entry: Entry) -> set[str]:
    said = entry.registration
    return {fold(each) for each in (said.id, said.organisation, *said.aliases) if each}


def _circles(entries: Sequence[Entry], name: str) -> Iterator[Problem]:
    """Bodies that are above themselves."""
    parents: dict[str, str] = {}
    for entry in entries:
        if entry.registration.parent:
            parents |= dict.fromkeys(_keys(entry), fold(entry.registration.parent))
    for entry in entries:
        start = _keys(entry)
        above = fold(entry.registration.parent or "")
        for _ in range(len(parents)):
            if above in start:
                yield Problem("manifest_circle", {"name": name, "row": str(entry.number)})
                break
            if above not in parents:
                break
            above = parents[above]


def _unknown_columns(head: Row, columns: dict[int, str], name: str) -> Iterator[Problem]:
    unknown = [text[:40] for number, text in head.texts.items() if number not in columns]
    if unknown:
        yield Problem("manifest_columns_unknown", {"name": name, "columns": "、".join(unknown[:20])})


def _unknown_parents(entries: Sequence[Entry], name: str) -> Iterator[Problem]:
    known = {key for entry in entries for key in _keys(entry)}
    parents = dict.fromkeys(entry.registration.parent for entry in entries if entry.registration.parent)
    unknown = [parent[:40] for parent in parents if fold(parent) not in known]
    if unknown:
        yield Problem("manifest_parents_unknown", {"name": name, "parents": "、".join(unknown[:20])})
