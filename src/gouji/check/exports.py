"""The outputs that were asked for, drawn from the run once its result stands."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.check.request import Json
from gouji.check.results import rewrite_errors
from gouji.model import Problem
from gouji.outputs.export import Export, export_problem, write_exports
from gouji.outputs.record import problem_entry
from gouji.outputs.view import open_run
from gouji.run_folder import RunFolder


def export_results(folder: RunFolder, exports: Sequence[Export], results: Json) -> None:
    """Write `exports`; what could not be written is added to the errors of `results` and of results.json.

    The JSON comes last, so that it names what could not be written before it.
    """
    for batch in ([each for each in exports if each.kind != "json"], [each for each in exports if each.kind == "json"]):
        problems = _written(folder, batch, results) if batch else []
        if problems:
            results["errors"] += [problem_entry(problem) for problem in problems]
            rewrite_errors(folder.results, results["errors"])


def _written(folder: RunFolder, exports: Sequence[Export], results: Json) -> list[Problem]:
    try:
        view = open_run(folder, results["errors"])
    except Exception as error:  # noqa: BLE001 - the result stands, whatever is wrong with what is drawn from it
        return [export_problem(export, error) for export in exports]
    return write_exports(view, exports)
