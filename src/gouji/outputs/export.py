"""Outputs to files: where they may go, and whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.model import Problem
from gouji.outputs.kinds import writer
from gouji.outputs.said import Voice
from gouji.outputs.unicode_text import valid
from gouji.outputs.view import RunView
from gouji.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Export:
    """An output that is asked for: one of `kinds.KINDS`, where it goes, and in which language."""

    kind: str
    path: Path
    language: str = "zh"


class ExportRefused(ValueError):
    """An export may not go where it was asked for; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def refuse_places(exports: Sequence[Export], run: Path, inputs: Iterable[Path]) -> None:
    """Raise ExportRefused where an export has no folder, would be written into the run, over an input or twice."""
    targets: set[str] = set()
    taken = {os.path.realpath(path) for path in inputs} if exports else set()
    for export in exports:
        target, shown = os.path.realpath(export.path), {"path": valid(str(export.path))}
        if not Path(target).parent.is_dir():
            raise ExportRefused(Problem("export_no_folder", shown | {"folder": valid(str(export.path.parent))}))
        if Path(target).is_dir():
            raise ExportRefused(Problem("export_is_folder", shown))
        if Path(target).is_relative_to(os.path.realpath(run)):
            raise ExportRefused(Problem("export_in_run", shown))
        if target in taken:
            raise ExportRefused(Problem("export_over_input", shown))
        if target in targets:
            raise ExportRefused(Problem("export_twice", shown))
        targets.add(target)


def write_exports(view: RunView, exports: Iterable[Export]) -> list[Problem]:
    """Write each export; what could not be written, as errors of ours, which cost the other exports nothing."""
    problems = []
    for export in exports:
        try:
            write_export(view, export)
        except Exception as error:  # noqa: BLE001 - an error of ours with one export must not cost the others
            problems.append(export_problem(export, error))
    return problems


def export_problem(export: Export, error: Exception) -> Problem:
    """That an export could not be written, and why."""
    why = (error.strerror if isinstance(error, OSError) else None) or f"{type(error).__name__}: {error}"
    params = {"kind": export.kind, "path": valid(str(export.path)), "why": valid(why)[:200]}
    return Problem("export_failed", params)


def write_export(view: RunView, export: Export) -> None:
    """Write one export whole or not at all."""
    with whole_file(export.path) as file:
        writer(export.kind)(view, file, Voice(export.language))
