"""A batch of letters in a folder: one file a body, nothing written over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from gouji.letters.notice import NoticeOptions, write_notice
from gouji.letters.recipients import Recipient
from gouji.letters.retest_circular import FILE_NAME as RETEST_CIRCULAR
from gouji.letters.retest_circular import write_retest_circular
from gouji.letters.retest_notice import write_retest_notice
from gouji.letters.retested import Retested
from gouji.model import Problem
from gouji.whole_file import whole_file


class BatchRefused(ValueError):
    """The folder cannot take the letters; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def open_folder(folder: Path, *runs: Path) -> None:
    """Make the folder. Raises BatchRefused inside a run folder, and where folders cannot be made."""
    if any(Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(run)) for run in runs):
        raise BatchRefused(Problem("letters_in_run", {"path": str(folder)}))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchRefused(_refused(folder, error)) from error


def refuse_file(path: Path, run: Path) -> None:
    """Raise BatchRefused for a file of another kind than Word's, one inside the run folder, and one that is there
    already: it may hold work by hand.
    """
    if path.suffix.lower() != ".docx":
        raise BatchRefused(Problem("letters_only_docx", {"path": str(path)}))
    if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(run)):
        raise BatchRefused(Problem("letters_in_run", {"path": str(path)}))
    if path.exists():
        raise BatchRefused(Problem("letters_exist", {"path": str(path)}))


def write_notices(recipients: Iterable[Recipient], options: NoticeOptions, folder: Path) -> list[Path]:
    """Write every letter; the files, in order. Raises BatchRefused at the first that is there already: it may hold
    work by hand.
    """
    written = []
    for recipient in recipients:
        path = folder / recipient.file_name
        if path.exists():
            raise BatchRefused(Problem("letters_exist", {"path": str(path)}))
        try:
            with whole_file(path) as file:
                write_notice(recipient, options, file)
        except OSError as error:
            raise BatchRefused(_refused(folder, error)) from error
        written.append(path)
    return written


def write_retest_letters(every: Sequence[Retested], options: NoticeOptions, folder: Path, *, circular: bool) -> int:
    """Write the letter of every body, and with `circular` that over all of them; how many.

    Raises BatchRefused before anything is written when one is there already.
    """
    letters: list[tuple[Path, Callable[[IO[bytes]], None]]] = [
        (folder / each.file_name, partial(write_retest_notice, each, options)) for each in every
    ]
    if circular and every:
        letters.append((folder / RETEST_CIRCULAR, partial(write_retest_circular, every, options)))
    for path, _ in letters:
        if path.exists():
            raise BatchRefused(Problem("letters_exist", {"path": str(path)}))
    for path, write in letters:
        try:
            with whole_file(path) as file:
                write(file)
        except OSError as error:
            raise BatchRefused(_refused(folder, error)) from error
    return len(letters)


def _refused(folder: Path, error: OSError) -> Problem:
    return Problem("letters_folder", {"path": str(folder), "why": error.strerror or type(error).__name__})
