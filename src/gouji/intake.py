"""From paths to reports: find the files, read each, and turn it into a Report or say why not."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from gouji.model import Problem, Report, Unread
from gouji.normalise import NotAReport, normalise
from gouji.run_folder import is_run_folder
from gouji.sources import LARGEST, Unreadable, read_document

# The path that stands for standard input. A file of that name is `./-`.
STDIN = "-"

# What a saved web page or a folder of reports carries along and is never a report itself.
_COMPANIONS = frozenset(
    (
        ".css .js .mjs .map .png .jpg .jpeg .gif .svg .ico .bmp .webp .woff .woff2 .ttf .otf .eot .mp3 .mp4 .wav "
        ".db .ini .lnk .tmp .bak .exe .dll .py .yml .yaml .toml .log"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `source` is its path as given or found; `problem` is set when there is nothing to read.

    What was unpacked or came in a stream lies at `path` under a name of ours: `origin` is then the archive or pipe it
    came from (None for standard input), `member` its path in the archive.
    """

    source: str
    path: Path
    problem: Problem | None = None
    origin: Path | None = None
    member: str | None = None

    @property
    def file_name(self) -> str:
        """What the file is called, for messages."""
        if self.member:
            return PurePath(self.member).name
        return STDIN if self.source == STDIN else (self.origin or self.path).name


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says about the reports, over what the files say."""

    organisation: str | None = None
    year: int | None = None


def is_remote(path: str) -> bool:
    """Whether a path is an address such as hdfs://… or s3a://…, which no file of this machine has."""
    scheme, mark, _ = path.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme.isalnum() and scheme != "file"


def find_inputs(paths: Iterable[str], exclude: Path | None = None) -> list[Input]:
    """The files behind `paths`, each once, folders searched recursively in sorted order.

    In folders, hidden files, companions of web pages, read-mes, `exclude` and the run folders of earlier runs are
    passed over.
    """
    found: dict[str, Input] = {}
    for given in paths:
        for item in _expand(given, exclude):
            found.setdefault(os.path.realpath(item.path), item)
    return list(found.values())


def _expand(given: str, exclude: Path | None) -> list[Input]:
    path = Path(given)
    if given == STDIN:
        return [Input(given, path)]
    if not given:
        # An unset variable of a shell script; taken as a path it would be the whole working folder.
        return [Input(given, path, Problem("path_missing", {"path": '""'}))]
    try:
        if path.is_dir():
            inside = list(_walk(path, exclude.resolve() if exclude else None))
            return inside or [Input(given, path, Problem("folder_empty", {"path": given}))]
        if is_remote(given) and not path.exists():
            return [Input(given, path, Problem("address_needs_spark", {"path": given}))]
        return [Input(given, path, None if path.exists() else Problem("path_missing", {"path": given}))]
    except OSError as error:
        return [Input(given, path, os_problem(given, error))]


def _walk(folder: Path, exclude: Path | None) -> Iterator[Input]:
    """What is in `folder`; a folder that cannot be opened costs only itself."""
    if is_run_folder(folder):
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        yield Input(folder.as_posix(), folder, os_problem(folder.as_posix(), error))
        return
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        if entry.is_dir():
            # A link could lead round in circles.
            if not entry.is_symlink() and entry.resolve() != exclude:
                yield from _walk(entry, exclude)
        # Reading from a pipe or a device would wait for ever. A link that leads nowhere is for its reader to name.
        elif _may_be_report(entry) and (entry.is_file() or entry.is_symlink()):
            yield Input(entry.as_posix(), entry)


def is_worth_unpacking(name: str) -> bool:
    """Whether a file in an archive may be a report by its path there: what is passed over in folders is not."""
    path = PurePath(name)
    return not any(_is_hidden(part) or part == "__MACOSX" for part in path.parts) and _may_be_report(path)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _may_be_report(path: PurePath) -> bool:
    """Whether a file found in a folder is worth reading, by its name."""
    # A read-me says what is in the folder; by its name it is no report, whatever its format.
    return path.suffix.lower() not in _COMPANIONS and path.stem.casefold() != "readme"


def read_report(item: Input, overrides: Overrides) -> Report | Unread:
    """Read one file. Whatever goes wrong becomes an Unread that says so; only MemoryError is raised."""
    if item.problem is not None:
        return unread(item, item.problem)
    try:
        if item.path.stat().st_size > LARGEST:
            too_large = {"name": item.file_name, "megabytes": str(LARGEST // 1_000_000)}
            return unread(item, Problem("file_too_large", too_large))
        data = item.path.read_bytes()
    except OSError as error:
        return unread(item, os_problem(item.source, error))
    return read_data(data, item, overrides)


def read_data(data: bytes, item: Input, overrides: Overrides) -> Report | Unread:
    """Read the content of one file, as `read_report` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    key = _identifier(item.source, sha256)
    try:
        document = read_document(data, item.file_name)
        return normalise(
            document,
            source=item.source,
            sha256=sha256,
            id=key,
            organisation=overrides.organisation,
            year=overrides.year,
        )
    except (Unreadable, NotAReport) as refused:
        return Unread(key, item.source, sha256, refused.problem)
    except MemoryError:
        raise  # not a fault of the reader: whoever limits the memory says what it means
    except Exception as error:  # noqa: BLE001 - one file that breaks the reader must not cost the others their check
        problem = Problem("reader_crashed", {"why": f"{type(error).__name__}: {error}"[:200]})
        return Unread(key, item.source, sha256, problem)


def unread(item: Input, problem: Problem, sha256: str | None = None) -> Unread:
    """The entry of a file that gave no report."""
    return Unread(_identifier(item.source, sha256 or ""), item.source, sha256, problem)


def _identifier(source: str, sha256: str) -> str:
    """12 hex digits for a file at a path; safe as a file name whatever the report calls itself."""
    return hashlib.sha256(os.fsencode(source) + b"\0" + sha256.encode()).hexdigest()[:12]


def os_problem(path: str, error: OSError) -> Problem:
    """What the system says of a file, in the user's words."""
    if isinstance(error, PermissionError):
        return Problem("file_not_permitted", {"path": path})
    return Problem("file_not_readable", {"path": path, "why": error.strerror or type(error).__name__})
