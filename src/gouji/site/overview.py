"""The overview: one result for the run, counts, and the reports, some hundred to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Text
from gouji.site.addresses import ROWS_PER_PAGE, index_page, index_pages, rule_page
from gouji.site.labels import label
from gouji.site.run import Catalogue, RunFacts
from gouji.site.summary import VERDICT_ORDER, Summary, in_order

UNREADABLE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports have a verdict."""

    verdict: str
    text: Text
    line: Text
    count: int


@dataclass(frozen=True, slots=True)
class RuleTally:
    """A rule that some report breaks, and how often."""

    id: str
    title: Text
    severity: str | None
    page: str | None
    reports: int
    findings: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """One page of the overview. What is not the list of reports stands on the first page only."""

    number: int
    pages: int
    path: str
    total: int
    tallies: tuple[Tally, ...]
    worst: str | None
    first: int
    rows: tuple[Summary, ...]
    checked: int
    unreadable: tuple[Summary, ...]
    hidden_unreadable: int
    by_rule: tuple[RuleTally, ...]
    run: RunFacts

    @property
    def previous_page(self) -> str | None:
        """The page before this one."""
        return index_page(self.number - 1) if self.number > 1 else None

    @property
    def next_page(self) -> str | None:
        """The page after this one."""
        return index_page(self.number + 1) if self.number < self.pages else None

    @property
    def last(self) -> int:
        """The number of the last report listed here."""
        return self.first + len(self.rows) - 1


def overview_pages(summaries: Sequence[Summary], catalogue: Catalogue, run: RunFacts) -> list[OverviewPage]:
    """The pages of the overview in order; always at least one."""
    rows = [summary for summary in in_order(summaries) if summary.verdict != "unreadable"]
    unreadable = [summary for summary in in_order(summaries) if summary.verdict == "unreadable"]
    tallies = verdict_tallies(summaries)
    pages = index_pages(len(rows))
    return [
        OverviewPage(
            number=number,
            pages=pages,
            path=index_page(number),
            total=len(summaries),
            tallies=tallies,
            worst=next((tally.verdict for tally in tallies if tally.count), None),
            first=(number - 1) * ROWS_PER_PAGE + 1,
            rows=tuple(rows[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]),
            checked=len(rows),
            unreadable=tuple(unreadable[:UNREADABLE_SHOWN]),
            hidden_unreadable=max(0, len(unreadable) - UNREADABLE_SHOWN),
            by_rule=rule_tallies(summaries, catalogue),
            run=run,
        )
        for number in range(1, pages + 1)
    ]


def verdict_tallies(summaries: Sequence[Summary]) -> tuple[Tally, ...]:
    """How many reports have each verdict, worst first; 未报送 only when some are missing."""
    counts = Counter(summary.verdict for summary in summaries)
    kinds = [kind for kind in VERDICT_ORDER if kind != "missing" or counts[kind]]
    return tuple(
        Tally(kind, label(f"short_{kind}"), label(f"result_{kind}", n=counts[kind]), counts[kind]) for kind in kinds
    )


def rule_tallies(summaries: Sequence[Summary], catalogue: Catalogue) -> tuple[RuleTally, ...]:
    """The rules that some report breaks, by id."""
    reports: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for summary in summaries:
        for rule, broken in summary.broken.items():
            reports[rule] += 1
            findings[rule] += broken.count
    return tuple(_tally(rule, reports[rule], findings[rule], catalogue) for rule in sorted(reports))


def _tally(key: str, reports: int, findings: int, catalogue: Catalogue) -> RuleTally:
    rule = catalogue.by_id.get(key)
    if rule is None:
        return RuleTally(key, Text(key, key), None, None, reports, findings)
    return RuleTally(key, rule.title, str(rule.severity), rule_page(key), reports, findings)
