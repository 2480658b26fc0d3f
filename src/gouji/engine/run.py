"""Open a run's GX project and execute its checkpoints on one chunk of frames."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
from great_expectations.data_context.data_context.file_data_context import FileDataContext

from gouji.engine import linear_relation  # noqa: F401 - registers the class and its metric with GX
from gouji.frames import KEYS
from gouji.model import Problem
from gouji.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RelationResult:
    """What GX said of one relation on one chunk.

    `failing` has the key columns of each failing row (and, for linear relations, `left` and `right`); `elements` is
    how many rows GX looked at. `error` is set when the relation did not run, and then nothing else counts.
    """

    relation: str
    elements: int
    failing: tuple[Mapping[str, Any], ...]
    error: Problem | None = None


def open_project(root: Path) -> FileDataContext:
    """The GX context of a project; no network, no progress bars, nothing written by opening it."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return gx.get_context(mode="file", context_root_dir=str(root))


def not_loaded(context: FileDataContext, rulebook: Rulebook, edition: str) -> list[str]:
    """Relations that the rulebook declares for `edition` and the project's suites do not hold.

    GX drops an expectation whose type it does not know, or that it takes for another's double, without a word.
    """
    declared = {relation.id for _, relation in rulebook.relations() if relation.edition == edition}
    loaded: set[str] = set()
    for definition in context.checkpoints.get(edition).validation_definitions:
        loaded |= {str((expectation.meta or {}).get("relation")) for expectation in definition.suite.expectations}
    return sorted(declared - loaded)


def run_checkpoint(context: FileDataContext, rulebook: Rulebook, edition: str) -> dict[str, RelationResult]:
    """Run the checkpoint of one edition; the result of every declared relation, by its id.

    A relation that GX dropped, that raised, or of which no result came back has `error` set: it never passes.
    """
    results: dict[str, RelationResult] = {}
    missing = not_loaded(context, rulebook, edition)
    outcome = context.checkpoints.get(edition).run()
    for suite in outcome.run_results.values():
        content: dict[str, Any] = suite.to_json_dict()  # type: ignore[no-untyped-call]
        for item in content["results"]:
            name = str((item["expectation_config"].get("meta") or {}).get("relation"))
            results[name] = _relation_result(name, item)
    for _, relation in rulebook.relations():
        if relation.edition == edition and (relation.id in missing or relation.id not in results):
            problem = Problem("rule_not_run", {"relation": relation.id, "why": "not loaded"})
            results[relation.id] = RelationResult(relation.id, 0, (), problem)
    return results


def _relation_result(relation: str, item: Mapping[str, Any]) -> RelationResult:
    why = _exception(item.get("exception_info") or {})
    result = item.get("result") or {}
    if why is None and "element_count" not in result:
        why = "no result"
    if why is not None:
        return RelationResult(relation, 0, (), Problem("rule_not_run", {"relation": relation, "why": why}))
    failing = tuple(result.get("unexpected_index_list") or ())
    # GX lists no rows, or not by their keys, when a result format was changed underneath us; then nobody knows which
    # reports fail.
    listed = len(failing) == result["unexpected_count"] and all(_has_keys(row) for row in failing)
    if not listed or (not item["success"]) != bool(failing):
        problem = Problem("rule_not_run", {"relation": relation, "why": "failing rows are not listed"})
        return RelationResult(relation, 0, (), problem)
    return RelationResult(relation, int(result["element_count"]), failing)


def _has_keys(row: object) -> bool:
    return isinstance(row, Mapping) and row.keys() >= set(KEYS)


def _exception(info: Mapping[str, Any]) -> str | None:
    """The message of a raised exception in either shape that GX uses, None when nothing was raised."""
    entries = [info] if "raised_exception" in info else [value for value in info.values() if isinstance(value, dict)]
    for entry in entries:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message") or "exception")
    return None
