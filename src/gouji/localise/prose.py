"""What the report's own prose says of its tables, as evidence for which cell is wrong."""

from __future__ import annotations

from gouji.localise.evidence import Evidence
from gouji.messages import message
from gouji.model import Claim, Report, Text

_LONGEST = 60


def prose_evidence(report: Report) -> Evidence:
    """The figures that the prose states of single cells, with the sentences that state them.

    Only claims about the whole body that were compared with the tables count. A claim that matches speaks for the one
    cell that it equals; one that does not speaks only where it can mean no other cell.
    """
    figures: dict[str, list[tuple[float, Text]]] = {}
    for claim in report.claims:
        cell = _cell_meant(claim)
        if cell is not None:
            figures.setdefault(cell, []).append((claim.value, _words(claim)))
    return Evidence({cell: tuple(stated) for cell, stated in figures.items()})


def _cell_meant(claim: Claim) -> str | None:
    if claim.aspect != "cells" or claim.scope != "body" or claim.verdict not in ("match", "mismatch"):
        return None
    readings = claim.readings
    if claim.verdict == "match":
        readings = tuple(reading for reading in readings if reading.value == claim.value)
    if len(readings) != 1 or len(readings[0].cells) != 1:
        return None
    ((cell, sign),) = readings[0].cells
    return cell if sign == 1 else None


def _words(claim: Claim) -> Text:
    sentence = claim.sentence if len(claim.sentence) <= _LONGEST else claim.sentence[: _LONGEST - 1] + "…"
    return message("evidence_prose", sentence=sentence)
