"""Everything that can be seen of files without judging them: what was read, how, and pictures of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji.check.readings import registered, watched
from gouji.check.request import Watch, unwatched
from gouji.intake import Input, Overrides
from gouji.manifest import Register, read_manifest
from gouji.model import Missing, Problem, Report, Unread
from gouji.normalise.explain import GridSeen
from gouji.pool import Lost
from gouji.reading import Reading, ReadingOptions
from gouji.reading.explaining import grids_seen
from gouji.reading.pictures import Pictures, draw_pages


@dataclass(frozen=True, slots=True)
class LookRequest:
    """What to read; whether to say how tables were recognised; the folder (it is there) for pictures of pages."""

    paths: Sequence[str]
    overrides: Overrides = field(default_factory=Overrides)
    manifest: Path | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    explain: bool = False
    pictures: Path | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read, the grids in it if they were asked for, and its pictures likewise."""

    read: Report | Unread
    grids: tuple[GridSeen, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of each file, in order, which reports the manifest expects beyond it, and notes on the manifest."""

    seen: tuple[Seen, ...]
    missing: tuple[Missing, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def items(self) -> list[Report | Unread]:
        """What was read of each file."""
        return [each.read for each in self.seen]


def look(request: LookRequest, watch: Watch = unwatched) -> Look:
    """Read every file behind the request's paths. Raises ManifestRefused when the manifest cannot be used."""
    register = Register(read_manifest(request.manifest) if request.manifest else None)
    with Reading(request.reading) as reading:
        inputs = [item for item in reading.find(request.paths) if not register.is_manifest(item)]
        results = registered(reading, inputs, register, request.overrides)
        read = list(watched(results, len(inputs), watch))
        grids = _grids(reading, inputs) if request.explain else [()] * len(inputs)
        pictures = [Pictures()] * len(inputs)
        if request.pictures is not None:
            pictures = draw_pages(reading, inputs, request.pictures, request.language)
    seen = tuple(Seen(*each) for each in zip(read, grids, pictures, strict=True))
    notes = register.manifest.notes if register.manifest else ()
    return Look(seen, tuple(register.missing()), tuple(notes))


def explain(
    paths: Sequence[str], overrides: Overrides, options: ReadingOptions | None = None
) -> Iterator[tuple[Report | Unread, tuple[GridSeen, ...]]]:
    """Every file behind `paths` as it was read, and how its tables were recognised."""
    request = LookRequest(paths, overrides, reading=options or ReadingOptions(), explain=True)
    return ((each.read, each.grids) for each in look(request).seen)


def _grids(reading: Reading, inputs: Sequence[Input]) -> list[tuple[GridSeen, ...]]:
    return [() if isinstance(seen, Lost) else seen for seen in reading.map(grids_seen, inputs)]
