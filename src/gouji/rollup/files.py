"""The workbooks on disk: one for each parent and year, and nothing written over."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from gouji.model import Problem
from gouji.rollup.sums import RollUp
from gouji.rollup.wording import who
from gouji.rollup.workbook import workbook

_UNSAFE = re.compile(r"[^\w（）()-]+")
_LONGEST = 60


def targets(out: Path, rollups: Sequence[RollUp], language: str) -> list[Path]:
    """`out` for one roll-up; for several, files beside it with the parent's name and year behind its own."""
    if len(rollups) == 1:
        return [out]
    names: list[str] = []
    for rollup in rollups:
        name = _UNSAFE.sub("_", who(rollup.family).get(language))[:_LONGEST]
        # Two names may come out alike; on some systems those that differ in case only are one file.
        taken = [other.casefold() for other in names]
        names.append(name if name.casefold() not in taken else f"{name}-{len(names) + 1}")
    return [out.with_name(f"{out.stem}-{name}{out.suffix}") for name in names]


def refusal(files: Sequence[Path]) -> Problem | None:
    """Why the files are not written; None when they may be. A workbook may hold work by hand: none is written over."""
    for path in files:
        if path.suffix.lower() != ".xlsx":
            return Problem("rollup_only_xlsx", {"path": str(path)})
        if path.exists():
            return Problem("manifest_exists", {"path": str(path)})
    return None


def write_workbooks(files: Sequence[Path], rollups: Sequence[RollUp], language: str) -> Problem | None:
    """Write the workbook of each roll-up; what kept one from being written, None when all are there."""
    for path, rollup in zip(files, rollups if files else (), strict=True):
        content = workbook(rollup, language)
        try:
            # Under another name first, so that a file is whole or not there.
            part = path.with_name(f".{path.name}.part")
            with part.open("xb") as file:
                file.write(content)
            os.replace(part, path)
        except OSError as error:
            why = error.strerror or type(error).__name__
            return Problem("manifest_not_written", {"path": str(path), "why": why})
    return None
