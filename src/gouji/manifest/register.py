"""Which row of the manifest a report belongs to, and which reports are missing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gouji.intake import Input, Overrides
from gouji.manifest.entries import Entry, Manifest
from gouji.model import Missing, Registration, Report, Unread
from gouji.normalise.organs import kind_of
from gouji.normalise.text import fold
from gouji.sources.archives.member import INSIDE

MANIFEST = "manifest"


class Register:
    """The manifest while a run goes through its files: a row that has found its report is no longer missing."""

    def __init__(self, manifest: Manifest | None = None) -> None:
        """Without a manifest nothing is registered and nothing missing."""
        self.manifest = manifest
        entries = manifest.entries if manifest else ()
        folder = manifest.path.resolve().parent if manifest else Path()
        self._addresses = {entry.number: _address(folder, entry.path) for entry in entries if entry.path is not None}
        self._by_address = {self._addresses[e.number]: e for e in entries if e.number in self._addresses}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in entries:
            said = entry.registration
            for name in {fold(each) for each in (said.organisation, *said.aliases) if each}:
                self._by_name.setdefault(name, []).append(entry)
        self._found: set[int] = set()

    def is_manifest(self, item: Input) -> bool:
        """Whether a file is the manifest itself, which is no report."""
        return self.manifest is not None and os.path.realpath(item.path) == os.path.realpath(self.manifest.path)

    def overrides(self, item: Input, given: Overrides) -> Overrides:
        """What stands over what a file says: what is `given` on the command line, then the row with its path."""
        entry = self._at(item)
        if entry is None:
            return given
        said = entry.registration
        return Overrides(given.organisation or said.organisation, given.year or said.year)

    def registered(self, item: Input, read: Report | Unread, given: Overrides) -> Report | Unread:
        """What was read with what the manifest says of it: by path, else by the body's name and the year."""
        entry = self.found_by(item, read)
        return read if entry is None else with_registration(read, entry.registration, given)

    def found_by(self, item: Input, read: Report | Unread) -> Entry | None:
        """The row that what was read belongs to, which has found its report by that; None where there is none."""
        entry = self._at(item) or self._named(read)
        if entry is not None:
            self._found.add(entry.number)
        return entry

    @property
    def found(self) -> frozenset[int]:
        """The numbers of the rows that have found their report."""
        return frozenset(self._found)

    def restore(self, found: Iterable[int]) -> None:
        """Count rows as found that an earlier part of the same run had found."""
        self._found.update(found)

    def missing(self) -> Iterator[Missing]:
        """The reports that are expected and were not among the files; those that lie elsewhere are not missing."""
        for entry in self.manifest.entries if self.manifest else ():
            said = entry.registration
            if entry.number in self._found or said.exempt or self._lies_elsewhere(entry):
                continue
            source = f"{self.manifest.path.name if self.manifest else ''}#{entry.number}"
            key = f"{source}\0{entry.path}\0{said.id}\0{said.organisation}\0{said.year}"
            yield Missing(hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12], source, said)

    def unanswered(self) -> Iterator[Registration]:
        """The rows to which no file of this run belongs, whether or not a report was expected or lies elsewhere."""
        for entry in self.manifest.entries if self.manifest else ():
            if entry.number not in self._found:
                yield entry.registration

    def _lies_elsewhere(self, entry: Entry) -> bool:
        """Whether a row's file is there but was not among those to read: nobody asked for it in this run."""
        address = self._addresses.get(entry.number)
        return address is not None and os.path.exists(address.split(INSIDE, 1)[0])

    def _at(self, item: Input) -> Entry | None:
        # Where a file really is costs a look at every folder above it; most runs have no row with a path.
        return self._by_address.get(address_of(item)) if self._by_address else None

    def _named(self, read: Report | Unread) -> Entry | None:
        if isinstance(read, Unread) or read.identity.organisation is None:
            return None
        named = self._by_name.get(fold(read.identity.organisation), [])
        of_year = [entry for entry in named if entry.registration.year == read.identity.year]
        of_any = [entry for entry in named if entry.registration.year is None]
        candidates = of_year or of_any
        return candidates[0] if candidates else None


def with_registration(read: Report | Unread, said: Registration, given: Overrides) -> Report | Unread:
    """What was read with what a row of the manifest says of it, under what is `given` on the command line."""
    if isinstance(read, Unread):
        return replace(read, registration=said)
    return _with_registration(read, said, given)


def _with_registration(report: Report, said: Registration, given: Overrides) -> Report:
    identity = report.identity
    if said.organisation and not given.organisation:
        identity = replace(
            identity,
            organisation=said.organisation,
            organisation_from=MANIFEST,
            kind=kind_of(said.organisation),
        )
    if said.year and not given.year:
        identity = replace(identity, year=said.year, year_from=MANIFEST)
    if said.kind is not None:
        identity = replace(identity, kind=said.kind)
    return replace(report, identity=identity, published=said.published or report.published, registration=said)


def address_of(item: Input) -> str:
    """Where a file really is, whatever path led to it; in an archive with its path there."""
    address = os.path.realpath(item.origin or item.path)
    return f"{address}{INSIDE}{item.member}" if item.member else address


def _address(folder: Path, path: str) -> str:
    outer, mark, member = path.replace("\\", "/").partition(INSIDE)
    return os.path.realpath(folder / outer) + mark + member
