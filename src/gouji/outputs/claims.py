"""Claims as JSON-ready entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.model import Claim, ClaimChange

Json = dict[str, Any]


def claim_entries(claims: Iterable[Claim]) -> list[Json]:
    """The claims of a report in reading order.

    `at` is the place of the paragraph in the file; `place` says where the words stand in the record: which section
    (null: the preamble), which paragraph of it, from which character to which. `change`
    says what last year's report would have to bear out; its `of` are the places where the numbers begin, in the same
    paragraph, that it may be about.
    """
    return [_entry(claim) for claim in claims]


def _entry(claim: Claim) -> Json:
    return {
        "sentence": claim.sentence,
        "text": claim.text,
        "value": claim.value,
        "quantity": claim.quantity,
        "quantity_name": claim.name.zh if claim.name else None,
        "quantity_name_en": claim.name.en if claim.name else None,
        "aspect": claim.aspect,
        "scope": claim.scope,
        "year": claim.year,
        "verdict": claim.verdict,
        "reason": claim.reason,
        "why": claim.why.zh,
        "why_en": claim.why.en,
        "expected": claim.expected,
        "readings": [
            {
                "cells": [cell for cell, _ in reading.cells],
                "coefficients": [sign for _, sign in reading.cells],
                "value": reading.value,
            }
            for reading in claim.readings
        ],
        "at": claim.at.as_dict(),
        "place": {
            "section": claim.section,
            "paragraph": claim.paragraph,
            "start": claim.start,
            "end": claim.end,
        },
        "change": _change(claim.change),
    }


def _change(change: ClaimChange | None) -> Json | None:
    if change is None:
        return None
    return {
        "direction": change.direction,
        "percent": change.percent,
        "step": change.step,
        "of": list(change.of),
        "certain": change.certain,
    }
