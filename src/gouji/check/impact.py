"""What a change to the rules does to a collection: which findings appear and which vanish between two rulebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gouji.check.across import look_across
from gouji.check.chunk import check_chunk, chunks
from gouji.check.readings import registered, watched
from gouji.check.request import Json, Progress, Watch, unwatched
from gouji.intake import Overrides
from gouji.manifest import Register, read_manifest
from gouji.model import Report, Unread
from gouji.outputs.load import read_record
from gouji.reading import Reading, ReadingOptions
from gouji.rulebook import Rulebook
from gouji.rulebook.chosen import rulebook_at
from gouji.run_folder import RunFolder, open_run_folder

_SIDES = ("old", "new")


@dataclass(frozen=True, slots=True)
class Impact:
    """Findings that only the new rulebook has, only the old one, and those whose severity changed.

    Each finding is a finding of the check's JSON with `report`, `source`, `organisation` and `year`; a changed one has
    `severity_before` too. `errors` are ours: files that could not be read, rules that did not run.
    """

    old: Rulebook
    new: Rulebook
    reports: int
    appeared: tuple[Json, ...]
    vanished: tuple[Json, ...]
    changed: tuple[Json, ...]
    errors: tuple[Json, ...]


def impact(
    old: Path,
    new: Path,
    paths: Sequence[str],
    manifest: Path | None = None,
    options: ReadingOptions | None = None,
    watch: Watch = unwatched,
) -> Impact:
    """Check what is behind `paths` by both rulebooks, reading each file once.

    `old` and `new` are folders of rules, run folders or projects. Raises RuleError for one that is no rulebook and
    ManifestRefused for a manifest that cannot be used.
    """
    books = {"old": rulebook_at(old), "new": rulebook_at(new)}
    register = Register(read_manifest(manifest) if manifest else None)
    with TemporaryDirectory(prefix="gouji-") as place, Reading(options) as reading:
        folders = {side: open_run_folder(Path(place) / side) for side in _SIDES}
        inputs = [item for item in reading.find(paths) if not register.is_manifest(item)]
        read = watched(registered(reading, inputs, register, Overrides()), len(inputs), watch)
        keys = _check(books, folders, read, len(inputs), watch)
        for side in _SIDES:
            look_across(folders[side], books[side], keys)
        return _compare(books, folders, keys)


def _check(
    books: Mapping[str, Rulebook],
    folders: Mapping[str, RunFolder],
    read: Iterator[Report | Unread],
    total: int,
    watch: Watch,
) -> list[str]:
    from gouji.engine.project import prepare_project

    for side in _SIDES:
        prepare_project(books[side], folders[side].project)
    keys: list[str] = []
    for number, chunk in enumerate(chunks(read), start=1):
        done = [check_chunk(folders[side], books[side], f"{number:04d}", chunk) for side in _SIDES]
        keys += done[0]
        watch(Progress("checking", len(keys), total))
    return keys


def _compare(books: Mapping[str, Rulebook], folders: Mapping[str, RunFolder], keys: Sequence[str]) -> Impact:
    appeared: list[Json] = []
    vanished: list[Json] = []
    changed: list[Json] = []
    errors: dict[str, Json] = {}
    for key in keys:
        records = {side: read_record(folders[side].record(key)) for side in _SIDES}
        before, after = (_findings(records[side]) for side in _SIDES)
        appeared += [after[print_] for print_ in after if print_ not in before]
        vanished += [before[print_] for print_ in before if print_ not in after]
        changed += [
            after[print_] | {"severity_before": before[print_]["severity"]}
            for print_ in after
            if print_ in before and before[print_]["severity"] != after[print_]["severity"]
        ]
        for side in _SIDES:
            for error in records[side]["errors"]:
                errors.setdefault(f"{key} {error['message']}", _told(records[side]) | error)
    return Impact(
        books["old"],
        books["new"],
        len(keys),
        tuple(appeared),
        tuple(vanished),
        tuple(changed),
        tuple(errors.values()),
    )


def _findings(record: Mapping[str, Any]) -> dict[tuple[str, int], Json]:
    """The findings by fingerprint; alike ones are told apart by their order."""
    found: dict[tuple[str, int], Json] = {}
    for finding in record["findings"]:
        number = sum(print_ == finding["fingerprint"] for print_, _ in found)
        found[finding["fingerprint"], number] = _told(record) | finding
    return found


def _told(record: Mapping[str, Any]) -> Json:
    """Whose report it is."""
    return {
        "report": record["id"],
        "source": record["source"],
        "organisation": record["organisation"],
        "year": record["year"],
    }


def impact_json(found: Impact) -> Json:
    """The comparison as `gouji rules impact --format json` prints it."""
    ids = {side: {rule.id for rule in book.active} for side, book in (("old", found.old), ("new", found.new))}
    return {
        "old": _book(found.old),
        "new": _book(found.new),
        "reports": found.reports,
        "rules_added": sorted(ids["new"] - ids["old"]),
        "rules_removed": sorted(ids["old"] - ids["new"]),
        "appeared": list(found.appeared),
        "vanished": list(found.vanished),
        "changed": list(found.changed),
        "errors": list(found.errors),
    }


def _book(book: Rulebook) -> Json:
    return {"version": book.version, "digest": book.digest, "rules": len(book.active)}
