"""What became of each problem of a body between two runs, a line a cause, as the letters on a re-test tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gouji.letters.recipients import file_stem
from gouji.model import finding_counts
from gouji.normalise.text import fold
from gouji.outputs.entry_issues import entry_issue
from gouji.outputs.issues import Issue, issues
from gouji.outputs.said import Voice
from gouji.outputs.view import RunView

Json = Mapping[str, Any]

# Letters go to Chinese offices.
_VOICE = Voice("zh")
# Kinds of a comparison under which nothing is known of mending.
_OPEN = ("reading_changed", "not_retested")

# A body and the year reported on.
_Key = tuple[str | None, int | None]


class Result(StrEnum):
    """What became of a problem of the first run; `NEW` are those that only the second has."""

    REMAINING = "remaining"
    PARTLY = "partly"
    UNCLEAR = "unclear"
    NEW = "new"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Point:
    """One problem and what became of it; `why` says why it could not be taken as mended."""

    result: Result
    issue: Issue
    why: str = ""


@dataclass(frozen=True, slots=True)
class Retested:
    """A body's problems after a re-test; `number` is its place in the batch, from 1."""

    number: int
    body: str
    year: int | None
    points: tuple[Point, ...]

    def of(self, *results: Result) -> list[Point]:
        """The problems of which this became, in the order of `results`."""
        return [point for result in results for point in self.points if point.result is result]

    def count(self, *results: Result) -> int:
        """How many there are of these."""
        return len(self.of(*results))

    @property
    def issued(self) -> int:
        """How many problems the first run had that count."""
        return len(self.points) - self.count(Result.NEW)

    @property
    def left(self) -> list[Point]:
        """What the body still has to mend or to explain."""
        return self.of(Result.REMAINING, Result.PARTLY, Result.UNCLEAR, Result.NEW)

    @property
    def file_name(self) -> str:
        """A name that any system takes, in the order of the batch, and another than that of the first notice."""
        return f"{self.number:03d}-{file_stem(self.body, self.year)}-复测.docx"


def retested(
    comparison: Json, first: RunView | None, second: RunView | None, bodies: Collection[str] = ()
) -> Iterator[Retested]:
    """Every body that had or has problems, in the order of the register; only `bodies`, by name, where any are named.

    `comparison` is that of `gouji diff`. Where a run has a folder its findings are put together by cause, as in the
    notice; a run of the ledger gives a line a finding. What is misjudged or waived is left out.
    """
    fates = _Fates(comparison)
    found: dict[_Key, list[Point]] = defaultdict(list)
    for issue in _issues(first, fates.first):
        point = fates.of_first(issue)
        if point is not None:
            found[fates.body(issue.fingerprints, fates.was)].append(point)
    for issue in _issues(second, fates.second):
        fates.see(issue)
    for key, points in found.items():
        found[key] = [fates.as_it_is_now(point) for point in points]
    for issue in fates.new():
        found[fates.body(issue.fingerprints, fates.now)].append(Point(Result.NEW, issue))
    wanted = {fold(body) for body in bodies}
    chosen = [key for key in _in_order(found, second, first) if not wanted or fold(key[0] or "") in wanted]
    for number, (body, year) in enumerate(chosen, start=1):
        yield Retested(number, body or "", year, tuple(found[body, year]))


class _Fates:
    """What a comparison says, by the fingerprints of either run."""

    def __init__(self, comparison: Json) -> None:
        self.was: dict[str, tuple[str, Json]] = {}
        self.now: dict[str, tuple[str, Json]] = {}
        for kind in ("mended", "remaining", "new", *_OPEN):
            for entry in comparison[kind]:
                if entry["in"] == "second":
                    self.now[entry["fingerprint"]] = (kind, entry)
                if entry["in"] == "first" or kind == "remaining":
                    self.was[entry.get("formerly") or entry["fingerprint"]] = (kind, entry)
        self._seen: dict[str, Issue] = {}

    @property
    def first(self) -> Iterable[Json]:
        """The entries of the first run's findings; one that is there again is told in the second's words."""
        return ({**entry, "fingerprint": name} for name, (_, entry) in self.was.items())

    @property
    def second(self) -> Iterable[Json]:
        """The entries of the second run's findings."""
        return (entry for _, entry in self.now.values())

    def body(self, fingerprints: Sequence[str], told: Mapping[str, tuple[str, Json]]) -> _Key:
        """Whose a problem is."""
        entry = next(told[name][1] for name in fingerprints if name in told)
        return (entry["organisation"] or entry["source"], entry["year"])

    def of_first(self, issue: Issue) -> Point | None:
        """What became of a problem of the first run; None for one whose findings do not count."""
        fates = [self.was[name] for name in issue.fingerprints if name in self.was]
        counted = [(kind, entry) for kind, entry in fates if finding_counts(entry.get("status"))]
        if not counted:
            return None
        results = {_result(kind, entry) for kind, entry in counted}
        why = "\n".join(dict.fromkeys(entry["why_text"] for _, entry in counted if "why_text" in entry))
        return Point(_together(results), issue, why if Result.UNCLEAR in results else "")

    def see(self, issue: Issue) -> None:
        """Take up a problem of the second run."""
        if any(finding_counts(self.now[name][1].get("status")) for name in issue.fingerprints if name in self.now):
            self._seen |= dict.fromkeys(issue.fingerprints, issue)

    def as_it_is_now(self, point: Point) -> Point:
        """The point in the words of the second run, where that has it."""
        if point.result not in (Result.REMAINING, Result.PARTLY):
            return point
        names = [self.was[name][1]["fingerprint"] for name in point.issue.fingerprints if name in self.was]
        present = next((self._seen[name] for name in names if name in self._seen), None)
        return Point(point.result, present, point.why) if present else point

    def new(self) -> list[Issue]:
        """The problems of the second run none of whose findings the first had."""
        kinds = {name: kind for name, (kind, _) in self.now.items()}
        every = {issue.fingerprints: issue for issue in self._seen.values()}
        return [issue for names, issue in every.items() if all(kinds.get(name) != "remaining" for name in names)]


def _result(kind: str, entry: Json) -> Result:
    """What became of one finding: what people decided by hand stands where a re-test does not say that it is mended."""
    if kind == "mended" or entry.get("status") == "mended":
        return Result.MENDED
    if entry.get("status") == "partly":
        return Result.PARTLY
    return Result.UNCLEAR if kind in _OPEN else Result.REMAINING


def _together(results: Collection[Result]) -> Result:
    """What became of a problem with several findings: mended in part where some of them are."""
    if len(results) == 1:
        return next(iter(results))
    if Result.MENDED in results or Result.PARTLY in results:
        return Result.PARTLY
    return Result.REMAINING


def _issues(view: RunView | None, entries: Iterable[Json]) -> Iterator[Issue]:
    """The problems of a run by cause, each once; those of a run without a folder by finding."""
    if view is None:
        yield from (entry_issue(entry, _VOICE) for entry in entries)
        return
    seen: set[str] = set()
    for _, record in view.records():
        for issue in issues(record, _VOICE):
            # Two files of one body may have the same problem.
            if seen.isdisjoint(issue.fingerprints):
                seen.update(issue.fingerprints)
                yield issue


def _in_order(found: Collection[_Key], *views: RunView | None) -> list[_Key]:
    """By the register's row where there is one, else as the runs have them."""
    heads = [head for view in views if view for head in view.heads]
    last = len(heads)
    places: dict[_Key, tuple[int, int]] = {}
    for number, head in enumerate(heads):
        key = (head.organisation or head.source, head.year)
        place = (last if head.row is None else head.row, number)
        places[key] = min(place, places.get(key, place))
    return sorted(found, key=lambda key: (*places.get(key, (last, last)), key[0] or "", key[1] or 0))
