"""The overview: one result for the run, counts, whom to remind, and the reports, some hundred to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.model import Text, VerdictKind
from gouji.site.addresses import ROWS_PER_PAGE, index_page, index_pages, list_files
from gouji.site.chase import ChaseList, chase_list
from gouji.site.labels import label, label_or
from gouji.site.run import Catalogue, RunFacts
from gouji.site.summary import Summary, in_order
from gouji.site.tallies import (
    ClassTally,
    RuleTally,
    Tally,
    by_severity,
    group_tallies,
    kind_tallies,
    rule_tallies,
    verdict_tallies,
)

UNREADABLE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Part:
    """The reports of one stand on one page: 须整改, 请核实, … `total` counts those of all pages."""

    stand: str
    text: Text
    total: int
    rows: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the first page says of the run as a whole. `total` are the files that were checked, `listed` the rows."""

    tallies: tuple[Tally, ...]
    rules: tuple[tuple[str, tuple[RuleTally, ...]], ...]
    kinds: tuple[ClassTally, ...]
    groups: tuple[ClassTally, ...]
    chase: ChaseList
    unreadable: tuple[Summary, ...]
    hidden_unreadable: int
    total: int
    listed: int

    @property
    def worst(self) -> str | None:
        """The worst verdict of the run."""
        return next((tally.verdict for tally in self.tallies if tally.count), None)

    @property
    def listed_tallies(self) -> tuple[Tally, ...]:
        """The verdicts that occur in the list."""
        return tuple(tally for tally in self.tallies if tally.verdict != "unreadable" and tally.count)

    @property
    def broken(self) -> tuple[RuleTally, ...]:
        """The rules that are broken, by id."""
        return tuple(sorted((tally for _, found in self.rules for tally in found), key=lambda tally: tally.id))

    @property
    def rule_options(self) -> tuple[tuple[str, Text], ...]:
        """The rules that the list can be narrowed to."""
        return tuple((t.id, Text(f"{t.id} {t.title.zh}", f"{t.id} {t.title.en}")) for t in self.broken)

    @staticmethod
    def option_pairs(classes: Sequence[ClassTally]) -> tuple[tuple[str, Text], ...]:
        """The kinds or groups that the list can be narrowed to."""
        return tuple((entry.value, entry.name) for entry in classes if entry.value is not None)

    @property
    def files(self) -> int:
        """How many files the list has that is searched."""
        return list_files(self.listed)


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """One page of the overview. What is not the list of reports stands on the first page only."""

    number: int
    pages: int
    first: int
    last: int
    parts: tuple[Part, ...]
    counts: Counts

    @property
    def path(self) -> str:
        """Where the page is, relative to the site."""
        return index_page(self.number)

    @property
    def previous_page(self) -> str | None:
        """The page before this one."""
        return index_page(self.number - 1) if self.number > 1 else None

    @property
    def next_page(self) -> str | None:
        """The page after this one."""
        return index_page(self.number + 1) if self.number < self.pages else None


def listed(summaries: Sequence[Summary], run: RunFacts) -> list[Summary]:
    """The reports of the list in its order: worst first, or by name where nobody is ranked. None without names."""
    if not run.audience.names:
        return []
    rows = [summary for summary in summaries if summary.verdict != "unreadable"]
    return in_order(rows, ranked=run.audience.internal)


def overview_pages(summaries: Sequence[Summary], catalogue: Catalogue, run: RunFacts) -> list[OverviewPage]:
    """The pages of the overview in order; always at least one."""
    rows = listed(summaries, run)
    counts = _counts(summaries, len(rows), catalogue)
    totals = Counter(row.stand for row in rows)
    pages = index_pages(len(rows))
    return [_page(number, pages, rows, totals, counts, run) for number in range(1, pages + 1)]


def _page(
    number: int, pages: int, rows: Sequence[Summary], totals: Mapping[str, int], counts: Counts, run: RunFacts
) -> OverviewPage:
    start = (number - 1) * ROWS_PER_PAGE
    shown = rows[start : start + ROWS_PER_PAGE]
    if run.audience.internal:
        parts = tuple(_part(stand, list(found), totals) for stand, found in groupby(shown, lambda row: row.stand))
    else:
        parts = (Part("all", label("reports"), len(rows), tuple(shown)),) if shown else ()
    return OverviewPage(number, pages, start + 1, start + len(shown), parts, counts)


def _part(stand: str, rows: Sequence[Summary], totals: Mapping[str, int]) -> Part:
    return Part(stand, label_or(f"stand_{stand}", stand), totals[stand], tuple(rows))


def _counts(summaries: Sequence[Summary], rows: int, catalogue: Catalogue) -> Counts:
    unreadable = in_order(summary for summary in summaries if summary.verdict == "unreadable")
    return Counts(
        verdict_tallies(summaries),
        by_severity(rule_tallies(summaries, catalogue)),
        kind_tallies(summaries),
        group_tallies(summaries),
        chase_list(summaries),
        tuple(unreadable[:UNREADABLE_SHOWN]),
        max(0, len(unreadable) - UNREADABLE_SHOWN),
        sum(summary.verdict != VerdictKind.MISSING for summary in summaries),
        rows,
    )
