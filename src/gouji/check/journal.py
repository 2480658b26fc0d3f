"""How far a run came, written down as it goes, so that a run that was cut off can go on.

The journal is a folder of the run folder while the run is not finished:

    plan.json        what was asked for, when, from where, and the files found, in their order
    chunks/0001.json the records of a finished chunk with a check sum each, and the rows of the manifest that were found
    records/         the records as they were before what looks across them wrote into them

A chunk without its file is done again from its beginning; so is everything after the chunks.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.check.request import Request
from gouji.model import Problem
from gouji.run_folder import JOURNAL, PART, PLAN, FolderRefused, RunFolder, remove_unfinished, write_json
from gouji.typed_json import NotTyped, dumps, loads

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was frozen when a run began. `started` is in ISO 8601, `rulebook` the digest of its rules, `folder` the
    working folder that relative paths start from, `sources` the files found.
    """

    gouji: str
    request: Request
    started: str
    rulebook: str
    folder: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A finished chunk: the ids of its records in the order read, and the manifest's rows that it found."""

    keys: tuple[str, ...]
    rows: tuple[int, ...]


class Journal:
    """The journal of the run in `folder`."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder
        self._path = folder.path / JOURNAL
        self._plan = self._path / PLAN
        self._kept = self._path / "records"

    def begin(self, plan: Plan) -> None:
        """Write down what is to be done, on the disk before anything is done."""
        (self._path / "chunks").mkdir(parents=True, exist_ok=True)
        temporary = self._plan.with_suffix(PART)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(dumps(plan))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._plan)

    def plan(self) -> Plan:
        """What was to be done. Raises FolderRefused where that is not known or cannot be gone on with."""
        shown = {"path": str(self._folder.path)}
        try:
            text = self._plan.read_text(encoding="utf-8")
        except OSError as error:
            code = "resume_finished" if self._folder.results.is_file() else "resume_nothing"
            raise FolderRefused(Problem(code, shown)) from error
        try:
            plan = loads(text, Plan)
        except NotTyped as error:
            raise FolderRefused(Problem("resume_version", shown | {"gouji": __version__})) from error
        if plan.gouji != __version__:
            raise FolderRefused(Problem("resume_version", shown | {"gouji": plan.gouji}))
        if _STDIN in plan.request.paths:
            raise FolderRefused(Problem("resume_stdin", shown))
        return plan

    def chunk_done(self, name: str, keys: Sequence[str], rows: Iterable[int]) -> None:
        """A chunk is finished and its records are written."""
        records = {key: _sum(self._folder.record(key)) for key in keys}
        write_json(self._chunk(name), {"keys": list(keys), "sums": records, "rows": sorted(rows)})

    def done(self, name: str) -> Done | None:
        """The chunk as it was finished; None when it was not, or when its records are no longer what they were."""
        try:
            said: Mapping[str, Any] = json.loads(self._chunk(name).read_text(encoding="utf-8"))
            place = self._kept if self._kept.is_dir() else self._folder.records
            if any(_sum(place / f"{key}.json") != check for key, check in said["sums"].items()):
                return None
            return Done(tuple(said["keys"]), tuple(said["rows"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget_others(self, finished: Iterable[Done]) -> None:
        """Remove the records of chunks that are done again, since their files may read otherwise by now, and what was
        being written when the run was cut off.

        Those of the `finished` chunks are put back as they were kept; what is kept is written anew once all are done.
        """
        remove_unfinished(self._folder)
        kept = {f"{key}.json" for each in finished for key in each.keys}
        if self._kept.is_dir():
            for name in kept:
                _put_back(self._kept / name, self._folder.records / name)
            temporary = self._path / "records.part"
            shutil.rmtree(temporary, ignore_errors=True)
            os.replace(self._kept, temporary)
        for record in self._folder.records.glob("*.json"):
            if record.name not in kept:
                record.unlink()

    def records_complete(self) -> None:
        """Every chunk is finished: keep the records as they are, or put them back as they were kept before."""
        if self._kept.is_dir():
            for kept in self._kept.iterdir():
                _put_back(kept, self._folder.records / kept.name)
            return
        temporary = self._path / "records.part"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        for record in self._folder.records.glob("*.json"):
            _linked(record, temporary / record.name)
        os.replace(temporary, self._kept)

    def end(self) -> None:
        """The run is finished: what it left to go on from goes."""
        self._plan.unlink(missing_ok=True)
        shutil.rmtree(self._path, ignore_errors=True)

    def _chunk(self, name: str) -> Path:
        return self._path / "chunks" / f"{name}.json"


def _sum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _put_back(kept: Path, place: Path) -> None:
    with suppress(FileNotFoundError):
        place.unlink()
    _linked(kept, place)


def _linked(source: Path, target: Path) -> None:
    """The same content under a second name: writing renames, so that neither changes with the other."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
