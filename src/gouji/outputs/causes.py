"""Probable causes of findings as JSON-ready dicts: suggestions, beside the figures and never in their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.model import Cause, CellChange, Solution, Support

Json = dict[str, Any]


def cause_entries(causes: Iterable[Cause]) -> list[Json]:
    """Every cause with its explanations, the best first."""
    return [
        {
            "findings": list(cause.findings),
            "confidence": cause.confidence.value,
            "minimal": cause.minimal,
            "solutions": [_solution(solution) for solution in cause.solutions],
        }
        for cause in causes
    ]


def _solution(solution: Solution) -> Json:
    return {
        "cells": [_change(change) for change in solution.cells],
        "slip": solution.slip,
        "explanation": solution.explanation.zh,
        "explanation_en": solution.explanation.en,
        "evidence": [_support(support) for support in solution.evidence],
        "mended": dict(solution.mended),
    }


def _change(change: CellChange) -> Json:
    return {"cell": change.cell, "value": change.value, "suggested": change.suggested, "slip": change.slip}


def _support(support: Support) -> Json:
    return {"cell": support.cell, "value": support.value, "text": support.text.zh, "text_en": support.text.en}
