"""Files to reports, without judging them: what `gouji read` prints and what a check begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji.check.request import Progress, Watch, unwatched
from gouji.intake import Input, Overrides
from gouji.manifest import Register
from gouji.model import Report, Unread
from gouji.reading import Reading, ReadingOptions


def read(
    paths: Sequence[str],
    overrides: Overrides,
    watch: Watch = unwatched,
    options: ReadingOptions | None = None,
) -> Iterator[Report | Unread]:
    """Read every file behind `paths`; nothing is judged and nothing written."""
    return (item for _, item in read_files(paths, overrides, watch, options))


def read_files(
    paths: Sequence[str],
    overrides: Overrides,
    watch: Watch = unwatched,
    options: ReadingOptions | None = None,
) -> Iterator[tuple[Input, Report | Unread]]:
    """Every file behind `paths` with what was read from it."""
    with Reading(options) as reading:
        inputs = reading.find(paths)
        results = watched(reading.read(inputs, [overrides] * len(inputs)), len(inputs), watch)
        yield from zip(inputs, results, strict=True)


def registered(
    reading: Reading,
    inputs: Sequence[Input],
    register: Register,
    overrides: Overrides,
    originals: Path | None = None,
) -> Iterator[Report | Unread]:
    """What is read, with what the register says of it; reading begins at once. `originals` is where files are kept."""
    results = reading.read(inputs, [register.overrides(item, overrides) for item in inputs], originals)
    return (register.registered(item, result, overrides) for item, result in zip(inputs, results, strict=True))


def watched(items: Iterator[Report | Unread], total: int, watch: Watch, before: int = 0) -> Iterator[Report | Unread]:
    """The same items; with each, how far the reading is of `total`, which may have begun in an earlier run."""
    failed = 0
    for done, item in enumerate(items, start=before + 1):
        failed += isinstance(item, Unread)
        watch(Progress("reading", done, total, failed))
        yield item
