"""One of two runs that are compared: its reports, by body and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.ledger.roll import Roll
from gouji.ledger.seen import Other, Seen

# A report is the same in both runs when body and year are; while these are not known, when the content is.
Key = tuple[str, int | str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: what it is called, when it began, its reports, and those of earlier years beside them."""

    name: str
    started: str | None
    reports: Sequence[Seen]
    roll: Roll


def side(name: str, started: str | None, reports: Iterable[Seen], earlier: Iterable[Other] = ()) -> Side:
    """The reports of a run, and those that were handed in as earlier ones."""
    every = tuple(reports)
    return Side(name, started, every, Roll(every, earlier))


def codes_of(reports: Iterable[Seen]) -> dict[str, str]:
    """The ids of bodies by name: a name that one run knows without an id, and those that a body had before."""
    coded = [(seen, seen.code) for seen in reports if seen.code]
    names = {str(seen.organisation): code for seen, code in coded}
    aliases = ((name, code) for seen, code in coded for name in seen.aliases)
    return {**dict(aliases), **names}


def by_body(run: Side, codes: Mapping[str, str]) -> dict[Key, list[Seen]]:
    """The reports of a run in groups; `codes` are the ids of bodies by name."""
    groups: dict[Key, list[Seen]] = defaultdict(list)
    for seen in run.reports:
        groups[_key(seen, codes)].append(seen)
    return groups


def _key(seen: Seen, codes: Mapping[str, str]) -> Key:
    if not seen.known:
        return ("", seen.sha256 or seen.source)
    name = str(seen.organisation)
    code = seen.code or codes.get(name)
    return (f"id\0{code}" if code else name, seen.year)
