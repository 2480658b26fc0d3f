"""Texts that resemble each other, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Text
from gouji.site.addresses import report_page
from gouji.site.figures import clipped
from gouji.site.prose_difference import Difference, text_differences

SHOWN = 5
NAMED = 30
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A text of this report beside one of another; without `rows` only the likeness is known.

    `page` is the other report's, None where it has none; `percent` is how much alike they are.
    """

    name: Text
    page: str | None
    percent: int
    rows: tuple[Difference, ...]


def compared_views(finding: Mapping[str, Any], known: frozenset[str]) -> tuple[ComparedView, ...]:
    """The texts that a finding compares; `known` are the ids of the reports that have a page."""
    entries: Sequence[Mapping[str, Any]] = finding.get("compared") or ()
    return tuple(_view(entry, known, whole=number < SHOWN) for number, entry in enumerate(entries[:NAMED]))


def _view(entry: Mapping[str, Any], known: frozenset[str], *, whole: bool) -> ComparedView:
    report, name = str(entry["report"]), str(entry.get("name") or "")
    texts = [entry.get("other"), entry.get("text")]
    rows = text_differences(str(texts[0]), str(texts[1])) if whole and None not in texts else ()
    return ComparedView(
        Text(clipped(name, NAME_LIMIT), clipped(str(entry.get("name_en") or name), NAME_LIMIT)),
        report_page(report) if report in known else None,
        int(100 * float(entry.get("similarity") or 0)),
        rows,
    )
