"""Private numbers that stand in the report's text. They were masked when the document was read."""

from __future__ import annotations

from gouji.model import PrivateDatum, Remark
from gouji.normalise.facets.look import Line, Look, Seen, remark, unknown


def identity_numbers(seen: Look) -> Seen:
    """Identity numbers, wherever they stand."""
    return _of_kind(seen, "identity")


def mobile_numbers(seen: Look) -> Seen:
    """Mobile numbers outside the contact line."""
    return _of_kind(seen, "mobile")


def _of_kind(seen: Look, kind: str) -> Seen:
    if not seen.lines:
        return unknown("text_unread")
    data = [datum for datum in seen.report.private if datum.kind == kind and not datum.contact]
    return [found for datum in data if (found := _remark(seen, datum)) is not None]


def _remark(seen: Look, datum: PrivateDatum) -> Remark | None:
    """Where the datum stands; None where it is part of the page and not of the report."""
    line = next((line for line in seen.lines if _holds(line, datum)), None)
    return remark(line, datum.masked) if line else None


def _holds(line: Line, datum: PrivateDatum) -> bool:
    return line.at == datum.at and datum.masked in line.printed
