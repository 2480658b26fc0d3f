"""Counts over the reports of a run: by verdict, by rule, by kind of organ, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.model import Severity, Text
from gouji.site.addresses import rule_page
from gouji.site.labels import label, label_or
from gouji.site.run import Catalogue
from gouji.site.summary import VERDICT_ORDER, Summary

CLASSES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports have a verdict."""

    verdict: str
    text: Text
    line: Text
    count: int


@dataclass(frozen=True, slots=True)
class RuleTally:
    """A rule that some report breaks, and how often; `share` is its bar, in per cent of the commonest rule's."""

    id: str
    title: Text
    severity: str | None
    page: str | None
    reports: int
    findings: int
    share: float = 0


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of a bar: where it begins and how wide it is, in per cent."""

    verdict: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class ClassTally:
    """The reports of one kind or group by verdict (counts in the order of the tallies), and the bar of their shares.

    `value` is what the list is filtered by; None for reports of no group.
    """

    name: Text
    value: str | None
    total: int
    counts: tuple[int, ...]
    bar: tuple[Slice, ...]


def verdict_tallies(summaries: Sequence[Summary]) -> tuple[Tally, ...]:
    """How many reports have each verdict, worst first; 未报送 only when some are missing."""
    counts = Counter(summary.verdict for summary in summaries)
    kinds = [kind for kind in VERDICT_ORDER if kind != "missing" or counts[kind]]
    return tuple(
        Tally(kind, label(f"short_{kind}"), label(f"result_{kind}", n=counts[kind]), counts[kind]) for kind in kinds
    )


def rule_tallies(summaries: Sequence[Summary], catalogue: Catalogue) -> tuple[RuleTally, ...]:
    """The rules that some report breaks, the commonest first."""
    reports: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for summary in summaries:
        for rule, broken in summary.broken.items():
            reports[rule] += 1
            findings[rule] += broken.count
    most = max(reports.values(), default=1)
    found = (_tally(rule, reports[rule], findings[rule], most, catalogue) for rule in sorted(reports))
    return tuple(sorted(found, key=lambda tally: -tally.reports))


def _tally(key: str, reports: int, findings: int, most: int, catalogue: Catalogue) -> RuleTally:
    rule = catalogue.by_id.get(key)
    share = round(100 * reports / most, 2)
    if rule is None:
        return RuleTally(key, Text(key, key), None, None, reports, findings, share)
    return RuleTally(key, rule.title, str(rule.severity), rule_page(key), reports, findings, share)


def by_severity(tallies: Sequence[RuleTally]) -> tuple[tuple[str, tuple[RuleTally, ...]], ...]:
    """The rules apart by how sure they are: 须整改, 请核实, 提示; a rule the rulebook lacks is looked at."""
    parts = ((str(s), tuple(t for t in tallies if (t.severity or Severity.WARNING) == s)) for s in Severity)
    return tuple((severity, found) for severity, found in parts if found)


def kind_tallies(summaries: Sequence[Summary]) -> tuple[ClassTally, ...]:
    """The reports by kind of organ; none when there is one kind only."""
    return _classes(summaries, lambda summary: summary.kind, lambda kind: label_or(f"kind_{kind}", kind or ""))


def group_tallies(summaries: Sequence[Summary]) -> tuple[ClassTally, ...]:
    """The reports by the register's groups; none where the register has no group."""
    if not any(summary.group for summary in summaries):
        return ()
    return _classes(
        summaries,
        lambda summary: summary.group,
        lambda group: Text(group, group) if group else label("no_group"),
        least=1,
    )


def _classes(
    summaries: Sequence[Summary],
    key: Callable[[Summary], str | None],
    name: Callable[[str | None], Text],
    least: int = 2,
) -> tuple[ClassTally, ...]:
    verdicts = [tally.verdict for tally in verdict_tallies(summaries)]
    counts = Counter((key(summary), summary.verdict) for summary in summaries)
    totals = Counter(key(summary) for summary in summaries)
    if len(totals) < least:
        return ()
    order = sorted(totals, key=lambda value: (value is None, -totals[value], value or ""))[:CLASSES_SHOWN]
    return tuple(
        ClassTally(
            name(value), value, totals[value], (row := tuple(counts[value, v] for v in verdicts)), _bar(verdicts, row)
        )
        for value in order
    )


def _bar(verdicts: Sequence[str], counts: Sequence[int]) -> tuple[Slice, ...]:
    total, start, bar = sum(counts), 0.0, []
    for verdict, count in zip(verdicts, counts, strict=True):
        if count:
            width = 100 * count / total
            bar.append(Slice(verdict, round(start, 2), round(width, 2)))
            start += width
    return tuple(bar)
