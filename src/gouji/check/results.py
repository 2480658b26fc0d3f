"""results.json, written and read report by report: at any size of a run only one report is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from gouji.check.request import Json
from gouji.json_text import decoded, encoded
from gouji.whole_file import whole_file

_MARK = b'\n "errors": '


class Entries(Sequence[Json]):
    """The reports' entries in results.json, each read when it is asked for."""

    def __init__(self, path: Path, places: Sequence[int]) -> None:
        self._path = path
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Json: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Json]: ...

    def __getitem__(self, index: int | slice) -> Json | Sequence[Json]:
        if isinstance(index, slice):
            return list(Entries(self._path, self._places[index]))
        return next(iter(Entries(self._path, [self._places[index]])))

    def __iter__(self) -> Iterator[Json]:
        with self._path.open("rb") as file:
            for place in self._places:
                file.seek(place)
                entry: Json = decoded(file.readline().rstrip(b",\n"))
                yield entry

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(own == each for own, each in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]


def write_results(path: Path, head: Json, entries: Iterable[bytes], errors: Callable[[], list[Json]]) -> Json:
    """Write results.json, a report a line; its content, in which `reports` are read when they are asked for.

    `entries` are JSON. `errors` is asked once all of them are written, and comes last.
    """
    places: list[int] = []
    with whole_file(path) as file:
        file.write(b"{\n")
        for name, value in head.items():
            file.write(_line(f" {encoded(name).decode()}: ", value, ","))
        file.write(b' "reports": [')
        for entry in entries:
            file.write(b",\n  " if places else b"\n  ")
            places.append(file.tell())
            file.write(entry)
        file.write(b"\n ]," if places else b"],")
        found = errors()
        file.write(_MARK + _text(found) + b"\n}\n")
    return {**head, "reports": Entries(path, places), "errors": found}


def rewrite_errors(path: Path, errors: Sequence[Json]) -> None:
    """Put other errors in the place of those in results.json."""
    with path.open("rb") as old, whole_file(path) as file:
        for line in old:
            if line.startswith(_MARK[1:]):
                file.write(_MARK[1:] + _text(errors) + b"\n}\n")
                return
            file.write(line)


def _line(before: str, value: object, after: str) -> bytes:
    return before.encode() + _text(value) + after.encode() + b"\n"


def _text(value: object) -> bytes:
    return encoded(value)
