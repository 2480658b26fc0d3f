"""Sum up the reports of the bodies below each parent: what `gouji rollup` does. Nothing is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gouji.check.readings import registered, watched
from gouji.check.request import Watch, unwatched
from gouji.form import load_edition
from gouji.intake import Overrides
from gouji.manifest import Register, read_manifest
from gouji.model import Problem, Registration, Report, Unread
from gouji.reading import Reading, ReadingOptions
from gouji.rollup import Figure, Member, RollUp, families, figures_of, roll_up_all
from gouji.rollup.sums import edition_of


@dataclass(frozen=True, slots=True)
class RollUpRequest:
    """What to read, and the manifest that says who belongs to whom."""

    paths: tuple[str, ...]
    manifest: Path
    reading: ReadingOptions = field(default_factory=ReadingOptions)


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The roll-up of every parent and year, the files that gave no report, what was noticed in the manifest."""

    rollups: tuple[RollUp, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[Problem, ...] = ()


def roll_up_files(request: RollUpRequest, watch: Watch = unwatched) -> RolledUp:
    """Read every file behind the request's paths and sum them up. Raises ManifestRefused."""
    manifest = read_manifest(request.manifest)
    register = Register(manifest)
    members: list[Member] = []
    figures: dict[str, dict[str, Figure]] = {}
    unread: list[Unread] = []
    with Reading(request.reading) as reading:
        inputs = [item for item in reading.find(request.paths) if not register.is_manifest(item)]
        for read in watched(registered(reading, inputs, register, Overrides()), len(inputs), watch):
            if isinstance(read, Unread):
                unread.append(read)
            elif read.registration is not None:
                # The figures are all that is kept: a report with its prose is a hundred times as large.
                figures[read.id] = figures_of(read.tables, load_edition(edition_of(read.identity.year)))
            members += _member(read)
    members += [_absent(said) for said in register.unanswered()]
    rollups = roll_up_all(families(members), lambda member, edition: figures[member.report or ""])
    return RolledUp(tuple(rollups), tuple(unread), manifest.notes)


def _member(read: Report | Unread) -> Iterator[Member]:
    """What was read as a member of a family; nothing where the manifest does not know it."""
    said = read.registration
    if said is None:
        return
    if isinstance(read, Unread):
        yield Member(said, said.organisation, said.year, None, read.source, unread=True)
    else:
        yield Member(said, read.identity.organisation, read.identity.year, read.id, read.source)


def _absent(said: Registration) -> Member:
    return Member(said, said.organisation, said.year)
