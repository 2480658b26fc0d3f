"""What the bodies below a parent report together, as evidence for which of the parent's cells is wrong."""

from __future__ import annotations

from gouji.across.index import Entry, Index
from gouji.localise import NO_EVIDENCE, Evidence
from gouji.messages import message
from gouji.rollup.parents import Parents


def rollup_evidence(parents: Parents, entry: Entry, index: Index) -> Evidence:
    """The sums of the children in the cells where all could be added; nothing for a body that sums up nobody."""
    if not parents.has_children(entry.key, index):
        return NO_EVIDENCE
    figures = {}
    for name, rollup in parents.rollups(index.report(entry.key), index).items():
        text = message("evidence_rollup", count=len(rollup.family.children))
        for key, cell in rollup.cells.items():
            if cell.form.table == name and cell.value is not None:
                figures[key] = ((float(cell.value), text),)
    return Evidence(figures)
