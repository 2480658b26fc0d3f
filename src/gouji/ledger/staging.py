"""The reports of a run put by, in little memory, so that they can be taken body by body and the ledger is not locked
while records are read."""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from gouji.ledger.roll import Roll
from gouji.ledger.seen import Seen, seen_of

# A body by id or by name, and the year; a file by its content where these are not known.
_Key = tuple[str, str, int]


class Staged:
    """Reports in a temporary file of ours, in groups: all that a run saw of one body and year.

    `roll` says which reports there are; it begins with those of earlier years.
    """

    def __init__(self, file: IO[bytes], roll: Roll) -> None:
        self._file = file
        self.roll = roll
        self._places: dict[_Key, list[int]] = {}
        self._codes: dict[str, str] = {}
        self._years: Counter[int] = Counter()

    def add(self, seen: Seen) -> None:
        """Put one report by."""
        place = self._file.tell()
        # Read back by this process only, from a file without a name.
        pickle.dump(seen, self._file, pickle.HIGHEST_PROTOCOL)
        if seen.code and seen.organisation:
            self._codes[seen.organisation] = seen.code
        if seen.year:
            self._years[seen.year] += 1
        self._places.setdefault(self._key(seen), []).append(place)
        self.roll.add(seen)

    @property
    def year(self) -> int:
        """The year that most reports are on, the later of two; 0 when none is known."""
        return max(self._years, key=lambda year: (self._years[year], year), default=0)

    def groups(self) -> Iterator[list[Seen]]:
        """What was seen of each body and year; a name without an id goes with the id that another file gives it."""
        merged: dict[_Key, list[int]] = {}
        for key, places in self._places.items():
            kind, name, year = key
            known = self._codes.get(name) if kind == "name" else None
            merged.setdefault(("code", known, year) if known else key, []).extend(places)
        for places in merged.values():
            yield [self._at(place) for place in sorted(places)]

    def _key(self, seen: Seen) -> _Key:
        if not seen.known:
            return ("file", seen.sha256 or seen.source, 0)
        year = seen.year or 0
        return ("code", seen.code, year) if seen.code else ("name", str(seen.organisation), year)

    def _at(self, place: int) -> Seen:
        self._file.seek(place)
        seen: Seen = pickle.load(self._file)  # noqa: S301 - written by this process, see `add`
        return seen


def stage(records: Iterable[Mapping[str, Any]], file: IO[bytes], roll: Roll) -> Staged:
    """The reports of a run's records, put by in `file` and entered in `roll`."""
    staged = Staged(file, roll)
    for record in records:
        staged.add(seen_of(record))
    return staged


def temporary() -> IO[bytes]:
    """A file without a name that goes when it is closed; small ones stay in memory."""
    return tempfile.SpooledTemporaryFile(max_size=16_000_000)
