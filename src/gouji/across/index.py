"""A small index of the reports of a run and of last year's: who, which year, where the record is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from gouji.across.likeness import Likeness, Signed, gather, signed_chapters
from gouji.batches import Spread, in_batches
from gouji.model import Registration, Report, VerdictKind
from gouji.normalise.tabulate import report_edition
from gouji.normalise.text import fold
from gouji.outputs.load import read_record
from gouji.outputs.restore import registration_of, report_of

Json = dict[str, Any]

# Reports kept at hand: one and those it is held against are asked for by every frame in turn.
_AT_HAND = 8
_NOT_READ = (VerdictKind.UNREADABLE.value, VerdictKind.MISSING.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report: `names` are its body's name and aliases, folded; `id` and `parent` what the manifest says.

    `readable` is False for what could not be read and for a report that is missing. `given` says that it was handed in
    as an earlier report (`--previous`): it is held against others and never judged. `registration` is the manifest's
    row. Of those that are judged, `edition` is the one whose suite judges what is not about one table, and
    `has_chapters` says whether any were found.
    """

    key: str
    path: Path
    source: str
    sha256: str | None
    organisation: str | None
    year: int | None
    names: frozenset[str]
    id: str | None
    parent: str | None
    verdict: str | None
    readable: bool
    given: bool = False
    registration: Registration | None = None
    edition: str = ""
    has_chapters: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """The reports of a run in the order read, then those handed in as earlier ones."""

    entries: tuple[Entry, ...]
    by_key: dict[str, Entry]
    by_name: dict[tuple[str, int], tuple[Entry, ...]]
    likeness: Likeness = field(default_factory=Likeness)
    template: frozenset[str] = frozenset()
    _at_hand: dict[str, Report] = field(default_factory=dict)

    def report(self, key: str) -> Report:
        """The report with the id `key`; KeyError for an unknown one."""
        found = self._at_hand.pop(key, None) or report_of(read_record(self.by_key[key].path))
        self._at_hand[key] = found
        if len(self._at_hand) > _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        return found

    def of_body(self, entry: Entry, year: int) -> tuple[Entry, ...]:
        """The reports of the body of `entry` for `year` that could be read, each content once.

        Bodies are the same by the manifest's id or by a name; two ids make two bodies whatever they are called.
        """
        found = {other.key: other for name in _tokens(entry) for other in self.by_name.get((name, year), ())}
        readable = [each for each in found.values() if each.readable]
        same = [each for each in readable if not (entry.id and each.id and entry.id != each.id)]
        contents = {each.sha256 or each.key: each for each in reversed(same)}
        return tuple(each for each in same if contents[each.sha256 or each.key] is each)

    def earlier(self, entry: Entry) -> tuple[Entry, ...]:
        """Last year's report of the same body; several where it cannot be told which."""
        return self.of_body(entry, entry.year - 1) if entry.year else ()


def build_index(
    records: Iterable[Path],
    given: Iterable[Path] = (),
    template: frozenset[str] = frozenset(),
    spread: Spread = map,
) -> Index:
    """The index of the run's records and of those that were handed in as earlier ones.

    `template` are clauses that every report of a locality may share; those of the run are compared without them.
    `spread` calls a function for each of many tasks, in order: in worker processes, where there are any.
    """
    likeness = Likeness()
    entries: list[Entry] = []
    for entry, chapters in in_batches(spread, partial(_entry_of, template), list(records)):
        entries.append(entry)
        gather(likeness, entry.key, _body(entry), entry.year, chapters)
    known = {entry.key for entry in entries}
    earlier = (_entry(path, read_record(path), given=True) for path in given)
    entries += [entry for entry in earlier if entry.key not in known]
    by_name: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in _tokens(entry) if entry.year else ():
            by_name[name, entry.year or 0].append(entry)
    return Index(
        tuple(entries),
        {entry.key: entry for entry in entries},
        {name: tuple(there) for name, there in by_name.items()},
        likeness,
        template,
    )


def _entry_of(template: frozenset[str], path: Path) -> tuple[Entry, tuple[Signed, ...]]:
    """What the index needs of a record: who it is of, and the chapters that are compared."""
    record = read_record(path)
    entry = _entry(path, record, given=False)
    if not entry.readable:
        return entry, ()
    # Who compares chapters asks for no claims, and they cost two thirds of restoring a report.
    report = report_of(record | {"claims": []})
    entry = replace(entry, edition=report_edition(report), has_chapters=bool(report.sections))
    return entry, signed_chapters(report, template)


def _body(entry: Entry) -> str:
    return entry.id or min(entry.names, default=entry.key)


def _entry(path: Path, record: Json, *, given: bool) -> Entry:
    said: Json = record.get("registration") or {}
    names = (record["organisation"], said.get("organisation"), *said.get("aliases", ()))
    return Entry(
        key=record["id"],
        path=path,
        source=record["source"],
        sha256=record["sha256"],
        organisation=record["organisation"],
        year=record["year"],
        names=frozenset(fold(name) for name in names if name),
        id=said.get("id"),
        parent=said.get("parent"),
        verdict=record["verdict"],
        readable=record["verdict"] not in _NOT_READ,
        given=given,
        registration=registration_of(record.get("registration")),
    )


def _tokens(entry: Entry) -> list[str]:
    """What a body is found by; an id cannot be taken for a name."""
    return [*sorted(entry.names), *([f"id\0{entry.id}"] if entry.id else [])]
