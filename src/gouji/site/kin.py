"""Which reports of a run belong to one body: its years, and what each is set beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.site.addresses import body_page, compare_page
from gouji.site.summary import Summary, body_of

MEMBERS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Member:
    """One report of a body. `summary` is None for one that was only read, for comparison."""

    id: str
    year: int | None
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of one body that are set side by side, the earlier first."""

    earlier: Member
    later: Member

    @property
    def page(self) -> str:
        """Its page, relative to the site."""
        return compare_page(self.earlier.id, self.later.id)


@dataclass(frozen=True, slots=True)
class Body:
    """A body with several reports, by year. At most `MEMBERS_SHOWN`, the latest; `hidden` says how many more."""

    name: str
    page: str
    members: tuple[Member, ...]
    hidden: int

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each report beside that of the year before, or where there is none beside the one before it in the list.

        One of the two was checked in the run.
        """
        pairs = (Pair(_before(self.members[:i], later), later) for i, later in enumerate(self.members) if i)
        return tuple(pair for pair in pairs if pair.earlier.summary or pair.later.summary)


def _before(members: Sequence[Member], later: Member) -> Member:
    last_year = [member for member in members if member.year and later.year and later.year - member.year == 1]
    return (last_year or members)[-1]


@dataclass(frozen=True, slots=True)
class Kin:
    """What a report's page says of its body's other reports: their page, and the pair with the year before."""

    body: Body
    pair: Pair | None

    @property
    def prior(self) -> str | None:
        """The id of the report of the year before; None where there is none, or the one before it is of another."""
        if self.pair is None or self.pair.earlier.year is None or self.pair.later.year is None:
            return None
        return self.pair.earlier.id if self.pair.later.year - self.pair.earlier.year == 1 else None


def bodies_of(summaries: Iterable[Summary], earlier: Iterable[Mapping[str, Any]] = ()) -> tuple[Body, ...]:
    """Every body with several reports that could be read, by name."""
    found: dict[str, list[Member]] = {}
    names: dict[str, str] = {}
    for summary in summaries:
        if summary.body and summary.verdict not in ("unreadable", "missing"):
            found.setdefault(summary.body, []).append(Member(summary.id, summary.year, summary))
            names[summary.body] = summary.organisation or summary.body
    for record in earlier:
        key = body_of(record)
        if key in found:
            found[key].append(Member(str(record["id"]), record.get("year"), None))
    kept = {key: _distinct(members) for key, members in found.items()}
    several = sorted((names[key], key) for key, members in kept.items() if len(members) > 1)
    return tuple(_body(name, key, kept[key]) for name, key in several)


def _distinct(members: Sequence[Member]) -> list[Member]:
    """By year; a report that was both checked and read for comparison stands once."""
    checked = {member.id for member in members if member.summary}
    kept = [member for member in members if member.summary or member.id not in checked]
    return sorted(kept, key=lambda member: (member.year or 0, member.id))


def _body(name: str, key: str, members: Sequence[Member]) -> Body:
    return Body(name, body_page(key), tuple(members[-MEMBERS_SHOWN:]), max(0, len(members) - MEMBERS_SHOWN))


def kin_by_report(bodies: Iterable[Body]) -> dict[str, Kin]:
    """Report id → its kin, for each report of a body with several."""
    kin: dict[str, Kin] = {}
    for body in bodies:
        before = {pair.later.id: pair for pair in body.pairs}
        kin.update({member.id: Kin(body, before.get(member.id)) for member in body.members if member.summary})
    return kin
