"""A batch of letters in a folder: one file a body, nothing written over."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from gouji.letters.notice import NoticeOptions, write_notice
from gouji.letters.recipients import Recipient
from gouji.model import Problem
from gouji.whole_file import whole_file


class BatchRefused(ValueError):
    """The folder cannot take the letters; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def open_folder(folder: Path, run: Path) -> None:
    """Make the folder. Raises BatchRefused inside the run folder, and where folders cannot be made."""
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(run)):
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


def _refused(folder: Path, error: OSError) -> Problem:
    return Problem("letters_folder", {"path": str(folder), "why": error.strerror or type(error).__name__})
