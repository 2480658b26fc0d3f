"""Execute the checkpoints of a run's GX project on one chunk of frames."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

from great_expectations.checkpoint.checkpoint import Checkpoint
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.data_context.file_data_context import FileDataContext

from gouji.engine import expectations, linear_relation  # noqa: F401 - registers the classes and their metrics with GX
from gouji.engine.context import RunContext, open_project
from gouji.frames import KEYS, Stage, stage_of
from gouji.model import Problem
from gouji.rulebook import Rulebook
from gouji.rulebook.compile import checkpoint_name

__all__ = ["RelationResult", "declared", "not_loaded", "open_project", "run_checkpoint"]


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


def declared(rulebook: Rulebook, edition: str, stage: Stage) -> list[str]:
    """The relations that the rulebook declares for an edition on the frames of a stage."""
    relations = rulebook.relations()
    return [each.id for rule, each in relations if each.edition == edition and stage_of(rule.frame) is stage]


def not_loaded(context: FileDataContext, rulebook: Rulebook, edition: str, stage: Stage = Stage.REPORTS) -> list[str]:
    """Relations that the rulebook declares for `edition` and the project's suites do not hold.

    GX drops an expectation whose type it does not know, or that it takes for another's double, without a word.
    """
    return _not_held(context.checkpoints.get(checkpoint_name(edition, stage)), declared(rulebook, edition, stage))


def _not_held(checkpoint: Checkpoint, relations: Sequence[str]) -> list[str]:
    loaded: set[str] = set()
    for definition in checkpoint.validation_definitions:
        loaded |= {str((expectation.meta or {}).get("relation")) for expectation in definition.suite.expectations}
    return sorted(set(relations) - loaded)


def run_checkpoint(
    context: RunContext, rulebook: Rulebook, edition: str, stage: Stage = Stage.REPORTS
) -> dict[str, RelationResult]:
    """Run the checkpoint of one edition and stage; the result of every relation declared for them, by its id.

    A relation that GX dropped, that raised, or of which no result came back has `error` set: it never passes.
    """
    results: dict[str, RelationResult] = {}
    checkpoint = context.checkpoints.get(checkpoint_name(edition, stage))
    missing = _not_held(checkpoint, declared(rulebook, edition, stage))
    for suite in checkpoint.run(run_id=context.run_identifier()).run_results.values():
        for item in suite.results:
            config = item.expectation_config
            name = str(((config.meta if config else None) or {}).get("relation"))
            results[name] = _relation_result(name, item)
    for relation in declared(rulebook, edition, stage):
        if relation in missing or relation not in results:
            problem = Problem("rule_not_run", {"relation": relation, "why": "not loaded"})
            results[relation] = RelationResult(relation, 0, (), problem)
    return results


def _relation_result(relation: str, item: ExpectationValidationResult) -> RelationResult:
    why = _exception(item.exception_info or {})
    result = item.result or {}
    if why is None and "element_count" not in result:
        why = "no result"
    if why is not None:
        return RelationResult(relation, 0, (), Problem("rule_not_run", {"relation": relation, "why": why}))
    failing = tuple(result.get("unexpected_index_list") or ())
    # GX lists no rows, or not by their keys, when a result format was changed underneath us; then nobody knows which
    # reports fail.
    listed = len(failing) == result["unexpected_count"] and all(_has_keys(row) for row in failing)
    if not listed or (not item.success) != bool(failing):
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
