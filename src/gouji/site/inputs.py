"""What the pages are drawn from: the records and run.json of a run folder, and the rulebook."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from gouji.json_text import decoded
from gouji.rulebook import load_rules, rules_directory
from gouji.rulebook.chosen import read_chosen
from gouji.site.audience import Audience
from gouji.site.bulk import worked_out
from gouji.site.rounds import Rounds, body_rounds
from gouji.site.run import Catalogue
from gouji.site.scans import PICTURES, read_scans

PREVIOUS = "previous"
ORIGINALS = "originals"
# How the year's rectification goes, where the run was entered in a ledger.
LEDGER = "ledger.json"

logger = logging.getLogger(__name__)


class Records:
    """The records of a run on disk, as an audience may see them; read when they are asked for, none kept.

    `previous` beside `directory` holds reports of earlier years that were read for comparison and not checked,
    `pictures` those of tables with findings, `originals` the files as they were read.
    """

    def __init__(self, directory: Path, audience: Audience = Audience.INTERNAL) -> None:
        self._directory = directory
        self._previous = directory.parent / PREVIOUS
        self._pictures = directory.parent / PICTURES
        self._originals = directory.parent / ORIGINALS
        self._ledger = directory.parent / LEDGER
        self._rounds: Mapping[str, Rounds] | None = None
        self._audience = audience

    @property
    def known_by(self) -> tuple[Path, Audience]:
        """What tells these records from others: where they are, and who sees them."""
        return self._directory.resolve(), self._audience

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """The records one by one, by file name; none when the folder is not there.

        A file that is no record is logged and left out: `missing_pages` then names the page that was not built.
        """
        return self._all(self._directory)

    def names(self) -> list[str]:
        """The names of the files of the records, in the order that they are gone through."""
        return sorted(path.name for path in self._directory.glob("*.json"))

    def read(self, name: str) -> Mapping[str, Any] | None:
        """The record in the file of this name; None, and logged, when it is none."""
        record = _read(self._directory / name)
        return None if record is None else self._audience.shown(record)

    def earlier(self) -> Iterator[Mapping[str, Any]]:
        """The records of earlier years that were only read."""
        return self._all(self._previous)

    def find(self, key: str) -> Mapping[str, Any] | None:
        """The record with this id, checked or only read; None when there is none that can be read."""
        found = (folder / f"{key}.json" for folder in (self._directory, self._previous))
        record = next((_read(path) for path in found if path.name == f"{key}.json" and path.is_file()), None)
        return None if record is None else self._audience.shown(record)

    def scans(self, record: Mapping[str, Any]) -> dict[str, bytes]:
        """The pictures of a record's tables by file, those that are there; none where the audience sees no figures."""
        return read_scans(self._pictures, record) if self._audience.names else {}

    def original(self, key: str) -> Path | None:
        """The file of the report with this id, packed; None where it was not kept, and for all but the office."""
        name = f"{key}.zip"
        path = self._originals / name
        return path if self._audience.internal and path.name == name and path.is_file() else None

    def rounds(self, organisation: str | None) -> Rounds | None:
        """How a body's rectification went; None without a ledger, and for all but the office."""
        if self._rounds is None:
            self._rounds = body_rounds(read_run(self._ledger)) if self._audience.internal else {}
        return self._rounds.get(organisation or "")

    def _all(self, directory: Path) -> Iterator[Mapping[str, Any]]:
        for path in sorted(directory.glob("*.json")):
            record = _read(path)
            if record is not None:
                yield self._audience.shown(record)


def read_run(path: Path) -> Mapping[str, Any] | None:
    """run.json, None when there is no run."""
    return _read(path) if path.is_file() else None


def _read(path: Path) -> Mapping[str, Any] | None:
    try:
        loaded = decoded(path.read_bytes())
    except (OSError, ValueError) as error:
        logger.error("%s cannot be read: %s", path.name, error)
        return None
    if not isinstance(loaded, Mapping):
        logger.error("%s is not a JSON object", path.name)
        return None
    return loaded


def read_catalogue(root: Path) -> Catalogue:
    """The rulebook of the Great Expectations project at `root`; gouji's own when the project carries no rules."""
    return worked_out(root.resolve(), partial(_read_catalogue, root))


def _read_catalogue(root: Path) -> Catalogue:
    rulebook = read_chosen(root) if rules_directory(root).is_dir() else load_rules()
    return Catalogue(rulebook.rules, rulebook.version, rulebook.digest, rulebook.off)
