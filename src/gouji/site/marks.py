"""Which cells of the form a report's findings and undecided relations concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Severity, finding_counts
from gouji.site.addresses import finding_anchor
from gouji.site.places import Forms

UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference from a cell to what is said of it. `state` is a severity or `undetermined`."""

    number: int
    anchor: str
    state: str

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return len(Severity) if self.state == UNDETERMINED else Severity(self.state).rank


def finding_cells(forms: Forms, finding: Mapping[str, Any]) -> tuple[str, ...]:
    """The cells of a finding: its operands in this report, or without any those of the line where it stands.

    A finding about a table as a whole that names no cells is about the lines which the table lacks.
    """
    operands: Sequence[Mapping[str, Any]] = finding.get("operands", ())
    named = tuple(dict.fromkeys(str(operand["cell"]) for operand in operands if not operand.get("report")))
    if operands:
        return named
    return _cells_at(forms, finding.get("where") or {})


def _cells_at(forms: Forms, where: Mapping[str, Any]) -> tuple[str, ...]:
    row, column = where.get("row"), where.get("column")
    table = forms.table_of(str(where.get("frame") or ""), ())
    if table is None:
        return ()
    if row is None and column is None:
        return forms.lacking(table.name)
    cells = table.cells.values()
    return tuple(c.key for c in cells if row in (None, c.row) and column in (None, c.column))


def undetermined_anchor(number: int) -> str:
    """The anchor of the `number`th undecided relation on a report's page."""
    return f"u-{number}"


def marks_of(
    forms: Forms, findings: Sequence[Mapping[str, Any]], undetermined: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[Mark, ...]]:
    """Cell key → its marks, heaviest first. Numbers count the findings, and the undecided relations, from 1."""
    marks: dict[str, list[Mark]] = {}
    for number, finding in enumerate(findings, 1):
        counts = finding_counts(finding.get("status"))
        state = str(finding["severity"] if counts else Severity.INFO)  # misjudged or waived: no reason to shout
        mark = Mark(number, finding_anchor(str(finding["fingerprint"])), state)
        for key in finding_cells(forms, finding):
            marks.setdefault(key, []).append(mark)
    for number, entry in enumerate(undetermined, 1):
        mark = Mark(number, undetermined_anchor(number), UNDETERMINED)
        for key in dict.fromkeys(entry.get("cells", ())):
            marks.setdefault(key, []).append(mark)
    return {key: tuple(sorted(found, key=lambda mark: (mark.rank, mark.number))) for key, found in marks.items()}
