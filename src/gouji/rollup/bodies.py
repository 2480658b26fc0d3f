"""Who sums up whom, and whose report is there: families of bodies from what the manifest says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gouji.model import OrganKind, Registration
from gouji.normalise.text import fold


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the manifest with the report that belongs to it, or without.

    `report` is the report's id, None where no file was read as one; `unread` says that there is a file all the same.
    `organisation` and `year` are the report's own where there is one, else the row's.
    """

    registration: Registration
    organisation: str | None = None
    year: int | None = None
    report: str | None = None
    source: str | None = None
    unread: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What the body may be called in the column parent, folded."""
        said = self.registration
        named = (said.id, said.organisation, self.organisation, *said.aliases)
        return tuple(dict.fromkeys(fold(each) for each in named if each))


@dataclass(frozen=True, slots=True)
class Child:
    """A body below a parent, for one year. `reports` has one member in the ordinary case, none where it is missing."""

    key: str
    name: str
    reports: tuple[Member, ...]
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A parent and its children for one year; `year` is None where no year is known.

    `names` is what the parent may be called, folded; `own` are its own reports, `excluded` the names of the bodies
    below it that are not summed.
    """

    key: str
    name: str
    names: frozenset[str]
    year: int | None
    own: tuple[Member, ...]
    children: tuple[Child, ...]
    excluded: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Body:
    """All rows and reports of one body."""

    key: str
    members: list[Member] = field(default_factory=list)

    def of(self, year: int | None) -> list[Member]:
        """What there is for `year`: rows of that year and, without one, of no year."""
        return [member for member in self.members if member.registration.year in (year, None)]

    def reports(self, year: int | None) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.report and member.year == year)

    def unread(self, year: int | None) -> bool:
        """Whether a file of this body gave no report, or one whose year is not known."""
        return any(
            member.unread or (member.report and member.year is None and year is not None) for member in self.of(year)
        )

    @property
    def id(self) -> str | None:
        """The manifest's id of the body."""
        return next((member.registration.id for member in self.members if member.registration.id), None)

    @property
    def name(self) -> str:
        names = [member.registration.organisation or member.organisation for member in self.members]
        return next((name for name in names if name), None) or self.members[0].source or self.id or ""


def families(members: Iterable[Member]) -> list[Family]:
    """Every parent that the manifest names, for every year that is known, those without parents first."""
    bodies = _bodies(members)
    by_name = _called(bodies)
    found: list[Family] = []
    for year in _years(bodies):
        below: dict[str, list[_Body]] = {}
        called: dict[str, str] = {}
        for body in bodies:
            parent = _parent(body, year)
            if parent is not None:
                above = by_name.get(fold(parent))
                key = above.key if above else fold(parent)
                called[key] = above.name if above else parent
                below.setdefault(key, []).append(body)
        own = {body.key: body for body in bodies}
        found += [_family(key, called[key], year, own.get(key), children) for key, children in below.items()]
    return found


def _bodies(members: Iterable[Member]) -> list[_Body]:
    """The members of one body together: rows for several years, a row with two files.

    Bodies are the same by the manifest's id or by a name; two ids make two bodies whatever they are called.
    """
    by_name: dict[str, list[_Body]] = {}
    bodies: list[_Body] = []
    for number, member in enumerate(members):
        own = member.registration.id
        alike = (body for name in member.names for body in by_name.get(name, ()))
        body = next((body for body in alike if not (own and body.id and own != body.id)), None)
        if body is None:
            # The number keeps apart what has no name, or another's.
            body = _Body(f"{member.names[0] if member.names else ''}\0{number}")
            bodies.append(body)
        body.members.append(member)
        for name in member.names:
            if body not in (known := by_name.setdefault(name, [])):
                known.append(body)
    return bodies


def _called(bodies: Sequence[_Body]) -> dict[str, _Body]:
    """The body that each name in the column parent means: an id before a name, the first of several."""
    found: dict[str, _Body] = {}
    for body in bodies:
        if body.id:
            found.setdefault(fold(body.id), body)
    for body in bodies:
        for member in body.members:
            for name in member.names:
                found.setdefault(name, body)
    return found


def _years(bodies: Sequence[_Body]) -> list[int | None]:
    years = {member.year or member.registration.year for body in bodies for member in body.members}
    known = sorted(year for year in years if year is not None)
    return list(known) or [None]


def _parent(body: _Body, year: int | None) -> str | None:
    """What the rows for `year` say is above the body; a row of the year goes before one of none."""
    said = sorted(body.of(year), key=lambda member: member.registration.year is None)
    return next((member.registration.parent for member in said if member.registration.parent), None)


def _family(key: str, name: str, year: int | None, own: _Body | None, below: Sequence[_Body]) -> Family:
    counted = [body for body in below if not _is_excluded(body, year)]
    return Family(
        key,
        name,
        frozenset((fold(name), *(each for member in (own.members if own else ()) for each in member.names))),
        year,
        own.reports(year) if own else (),
        tuple(Child(body.key, body.name, body.reports(year), body.unread(year)) for body in counted),
        tuple(body.name for body in below if body not in counted),
    )


def _is_excluded(body: _Body, year: int | None) -> bool:
    """Bodies that answer to their own superior, and those of whom no report is expected, are not summed."""
    said = [member.registration for member in body.of(year)]
    return any(each.exempt or each.kind is OrganKind.VERTICAL for each in said)


def from_below(found: Sequence[Family]) -> Iterator[Family]:
    """The families with the lowest first, so that a county is summed before its city."""
    waiting = {(family.key, family.year): family for family in found}
    done: set[tuple[str, int | None]] = set()

    def visit(family: Family) -> Iterator[Family]:
        place = (family.key, family.year)
        if place in done:
            return
        done.add(place)
        for child in family.children:
            lower = waiting.get((child.key, family.year))
            if lower is not None:
                yield from visit(lower)
        yield family

    for family in found:
        yield from visit(family)
