"""Two runs side by side as pages (复测情况): each stands alone, so that it can be put anywhere or forwarded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.messages import message
from gouji.model import Text, finding_counts
from gouji.site.figures import clipped, moment
from gouji.site.labels import label

BODIES_PER_PAGE = 100
ENTRIES_SHOWN = 200
TEXT_LIMIT = 2_000

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and what became of it; `why` where it is not known whether it was mended.

    `apart` names the step of one that does not count: misjudged, or waived.
    """

    kind: str
    kind_text: Text
    rule: str
    severity: str
    severity_text: Text
    text: Text
    why: Text | None
    fingerprint: str
    apart: Text | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are of each kind, in the order of the kinds, and the rate of mending as text."""

    numbers: tuple[int, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its findings; those beyond ENTRIES_SHOWN are only counted."""

    name: str | None
    year: int | None
    anchor: str
    counts: Counts
    entries: tuple[Entry, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class RetestPage:
    """One page of the comparison. What is not the list of bodies stands on the first only."""

    number: int
    pages: int
    path: str
    runs: tuple[tuple[str, str], ...]
    kinds: tuple[Text, ...]
    total: Counts
    bodies: tuple[Body, ...]

    @property
    def previous_page(self) -> str | None:
        """The page before this one."""
        return retest_page(self.number - 1) if self.number > 1 else None

    @property
    def next_page(self) -> str | None:
        """The page after this one."""
        return retest_page(self.number + 1) if self.number < self.pages else None


def retest_page(number: int) -> str:
    """The name of the `number`th page, from 1."""
    return "retest.html" if number == 1 else f"retest-{number}.html"


def retest_views(comparison: Mapping[str, Any]) -> list[RetestPage]:
    """The pages of a comparison (the JSON of `gouji diff`), at least one."""
    kinds = [kind for kind in comparison["totals"] if kind in comparison]
    counted = [*kinds, "not_counted"]
    own: dict[_Key, list[Entry]] = defaultdict(list)
    for kind in kinds:
        for entry in comparison[kind]:
            own[_key(entry)].append(_entry(kind, entry))
    bodies = [
        _body(number, body, counted, own[_key(body)]) for number, body in enumerate(comparison["bodies"], start=1)
    ]
    pages = max(1, -(-len(bodies) // BODIES_PER_PAGE))
    return [
        RetestPage(
            number=number,
            pages=pages,
            path=retest_page(number),
            runs=tuple((clipped(str(run["name"]), 300), moment(run["started"] or "")) for run in comparison["runs"]),
            kinds=tuple(message(f"diff_{kind}") for kind in counted),
            total=_counts(comparison["totals"], counted),
            bodies=tuple(bodies[(number - 1) * BODIES_PER_PAGE : number * BODIES_PER_PAGE]),
        )
        for number in range(1, pages + 1)
    ]


def _key(entry: Mapping[str, Any]) -> _Key:
    return (entry["organisation"] or "", entry["year"] or 0)


def _body(number: int, body: Mapping[str, Any], kinds: Sequence[str], entries: Sequence[Entry]) -> Body:
    shown = tuple(entries[:ENTRIES_SHOWN])
    hidden = len(entries) - len(shown)
    return Body(body["organisation"], body["year"], f"b-{number}", _counts(body, kinds), shown, hidden)


def _counts(counts: Mapping[str, Any], kinds: Sequence[str]) -> Counts:
    rate = counts["rate"]
    return Counts(tuple(counts[kind] for kind in kinds), "—" if rate is None else f"{rate:.1%}")


def _entry(kind: str, entry: Mapping[str, Any]) -> Entry:
    why = Text(entry["why_text"], entry["why_text_en"]) if "why" in entry else None
    status = entry.get("status")
    return Entry(
        kind=kind,
        kind_text=message(f"diff_{kind}"),
        rule=entry["rule"],
        severity=entry["severity"],
        severity_text=label(f"severity_{entry['severity']}"),
        text=Text(clipped(entry["message"], TEXT_LIMIT), clipped(entry["message_en"], TEXT_LIMIT)),
        why=why,
        fingerprint=entry["fingerprint"],
        apart=None if finding_counts(status) else message(f"step_{status}"),
    )
