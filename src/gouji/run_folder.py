"""The folder of a run: what is in it, and the care taken not to write over anything else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.json_text import encoded
from gouji.model import Problem

SCHEMA = 1
_MANIFEST = "run.json"
# Who runs here now; removed at the end of the run, whatever its end.
LOCK = ".gouji-lock"
# What an unfinished run goes on from, and the file in it that says what was asked for.
JOURNAL = "journal"
PLAN = "plan.json"
# How a file's name ends until it is written.
PART = ".part"
# Everything a run writes; a later run into the same folder removes these and nothing else. The manifest goes last: by
# it the folder is known as ours when removing was cut off.
_CONTENT = (
    JOURNAL,
    "findings",
    "public",
    "results.json",
    "ledger.json",
    "scores.json",
    "gx",
    "frames",
    "validations",
    "records",
    "previous",
    "pictures",
    "originals",
    "site",
    _MANIFEST,
)


class FolderRefused(Exception):
    """The folder cannot take a run; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The places in a run folder."""

    path: Path

    @property
    def manifest(self) -> Path:
        """What ran, when, with which rules."""
        return self.path / _MANIFEST

    @property
    def results(self) -> Path:
        """The machine-readable result of the whole run."""
        return self.path / "results.json"

    @property
    def ledger(self) -> Path:
        """How the year's rectification goes, round by round; there when the run was entered in a ledger."""
        return self.path / "ledger.json"

    @property
    def scores(self) -> Path:
        """The marks of the bodies; there when `gouji score` was asked for them."""
        return self.path / "scores.json"

    @property
    def project(self) -> Path:
        """The GX project that was executed."""
        return self.path / "gx"

    @property
    def records(self) -> Path:
        """A JSON file a report: all that was read and found."""
        return self.path / "records"

    @property
    def site(self) -> Path:
        """The published pages."""
        return self.path / "site"

    @property
    def public(self) -> Path:
        """The pages for the public, where they were asked for."""
        return self.path / "public"

    @property
    def earlier(self) -> Path:
        """Records of earlier reports that this run's are held against; nothing is judged of them."""
        return self.path / "previous"

    @property
    def pictures(self) -> Path:
        """Pictures of tables with findings, which the pages show; there when a file with pages has such."""
        return self.path / "pictures"

    @property
    def originals(self) -> Path:
        """The files as they were read, one ZIP file a report, where they were asked for."""
        return self.path / "originals"

    @property
    def findings(self) -> Path:
        """The findings of the reports as Parquet, in parts; there when the run was on a cluster."""
        return self.path / "findings"

    def frames(self, chunk: str) -> Path:
        """The frames of one chunk of reports."""
        return self.path / "frames" / chunk

    def record(self, key: str) -> Path:
        """The record of one report."""
        return self.records / f"{key}.json"

    def earlier_record(self, key: str) -> Path:
        """The record of one earlier report."""
        return self.earlier / f"{key}.json"


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """The manifest of a run folder, None when `path` is not one."""
    try:
        content = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and "gouji" in content and "schema" in content else None


def is_run_folder(path: Path) -> bool:
    """Whether `path` was written by a run."""
    return read_manifest(path) is not None


def in_run_folder(path: Path) -> bool:
    """Whether `path` is a run folder or lies in one."""
    real = Path(os.path.realpath(path))
    return any(is_run_folder(each) for each in (real, *real.parents))


def examine_run_folder(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Look whether `path` can take a run, and change nothing.

    Raises FolderRefused for a file, for a folder with anything else in it, for one that a newer version wrote, for
    one that holds an input, and where looking is not possible.
    """
    shown = {"path": str(path)}
    try:
        if path.exists() and not path.is_dir():
            raise FolderRefused(Problem("run_folder_is_file", shown))
        earlier = read_manifest(path)
        if earlier is None and path.is_dir() and not _is_vacant(path):
            raise FolderRefused(Problem("run_folder_not_ours", shown))
        if earlier is not None and not _known(earlier["schema"]):
            raise FolderRefused(Problem("run_folder_newer", shown | {"schema": str(earlier["schema"])}))
        root = _real(path)
        for item in inputs:
            if _inside(item, root):
                raise FolderRefused(Problem("run_folder_holds_input", {"path": str(item)}))
    except OSError as error:
        raise _not_writable(path, error) from error


def open_run_folder(path: Path, inputs: Iterable[Path] = ()) -> RunFolder:
    """Make `path` ready for a run: new, empty, or an earlier run's whose content is removed.

    Raises FolderRefused as `examine_run_folder` does, and where writing is not possible.
    """
    examine_run_folder(path, inputs)
    try:
        path.mkdir(parents=True, exist_ok=True)
        for name in _CONTENT:
            _remove(path / name)
        folder = RunFolder(path)
        remove_unfinished(folder)
        folder.records.mkdir()
    except OSError as error:
        raise _not_writable(path, error) from error
    return folder


def _not_writable(path: Path, error: OSError) -> FolderRefused:
    why = error.strerror or type(error).__name__
    return FolderRefused(Problem("run_folder_not_writable", {"path": str(path), "why": why}))


def remove_unfinished(folder: RunFolder) -> None:
    """Remove the files that a run was writing when it was cut off: they never had their names. May raise OSError."""
    own = [folder.path.glob(each) for name in _CONTENT for each in (f"{name}{PART}", f".{name}.*{PART}")]
    inside = (folder.records.glob(f"*{PART}"), folder.earlier.glob(f"*{PART}"), folder.originals.glob(f".*{PART}"))
    for parts in (*own, *inside):
        for part in parts:
            part.unlink(missing_ok=True)


def _is_vacant(folder: Path) -> bool:
    """Whether nothing is in `folder`, but for what a run begins with before it has a manifest, should it have been cut
    off there, and empty folders of a run: plain GX makes such by opening our project.
    """
    return all(
        entry.name in (LOCK, _MANIFEST + PART)
        or (entry.name in _CONTENT and entry.is_dir() and not any(map(_says_something, entry.rglob("*"))))
        for entry in folder.iterdir()
    )


def _says_something(path: Path) -> bool:
    return not path.is_dir() and path.name not in (PLAN, Path(PLAN).with_suffix(PART).name)


def _known(schema: object) -> bool:
    return isinstance(schema, int) and schema <= SCHEMA


def _inside(item: Path, root: str) -> bool:
    """Whether `item` would be removed: it is among what a run writes into `root`, or it is the folder itself."""
    resolved = _real(item)
    # By their text and not as paths: there may be a hundred thousand items.
    inner = resolved.removeprefix(os.path.join(root, ""))
    return resolved == root or (inner != resolved and inner.split(os.sep, 1)[0] in map(os.path.normcase, _CONTENT))


def _real(path: Path) -> str:
    """The one text of a place on the disk, however it is named."""
    return os.path.normcase(os.path.realpath(path))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_json(path: Path, content: object) -> None:
    """Write JSON for people to read, whole or not at all: to a temporary name first, then renamed.

    File names need not be valid Unicode; JSON must be, so what is no character becomes a question mark.
    """
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    _write(path, text.encode("utf-8", "replace"))


def write_record(path: Path, content: object) -> None:
    """Write JSON for programs, on one line, as `write_json` does: whole or not at all."""
    _write(path, encoded(content) + b"\n")


def _write(path: Path, data: bytes) -> None:
    temporary = f"{path}{PART}"
    with open(temporary, "wb") as file:
        file.write(data)
    os.replace(temporary, path)
