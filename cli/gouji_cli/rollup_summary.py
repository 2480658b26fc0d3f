"""What `gouji rollup` prints for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gouji.check.rollup import RolledUp
from gouji.form.names import number
from gouji.messages import message, render
from gouji.rollup import Figure, RollUp, compare
from gouji.rollup.wording import cell_text, who, why
from gouji_cli.terminal import harmless

# Names in one line, and bodies with figures in doubt; the workbook has all.
_NAMES = 12
_BODIES = 12


def rollup_lines(rollups: Sequence[RollUp], result: RolledUp, files: Sequence[Path], language: str) -> Iterator[str]:
    """Each parent with what is missing and in doubt, the files not read, what was written. Harmless to a terminal."""
    for rollup in rollups:
        yield from (harmless(line) for line in _parent(rollup, language))
    for unread in result.unread:
        text = message("cli_read_problem", source=unread.source, text=render(unread.problem))
        yield harmless(text.get(language))
    for note in result.notes:
        yield harmless(render(note).get(language))
    for path in files:
        yield harmless(message("rollup_written", path=path).get(language))
    yield message("cli_caution").get(language)


def _parent(rollup: RollUp, language: str) -> Iterator[str]:
    family = rollup.family
    summed = sum(cell.value is not None for cell in rollup.cells.values())
    read = sum(bool(child.reports) for child in family.children)
    counts = {"children": len(family.children), "read": read, "cells": len(rollup.cells), "summed": summed}
    yield message("rollup_line", who=who(family), **counts).get(language)
    lists = {
        "rollup_line_missing": [child.name for child in rollup.missing],
        "rollup_line_summed": [child.name for child in rollup.summed],
        "rollup_line_excluded": list(family.excluded),
    }
    for code, names in lists.items():
        if names:
            yield "  " + message(code, list=_listed(names, language)).get(language)
    yield from (f"  {line}" for line in _open(rollup, language))
    yield from (f"  {line}" for line in _difference(rollup, language))


def _listed(names: Sequence[str], language: str) -> str:
    separator = "、" if language == "zh" else ", "
    shown = separator.join(names[:_NAMES])
    return message("and_more", list=shown, count=len(names)).get(language) if len(names) > _NAMES else shown


def _open(rollup: RollUp, language: str) -> Iterator[str]:
    """Bodies that have a report with figures that cannot be added."""
    doubts: dict[str, list[tuple[str, Figure]]] = {}
    missing = rollup.missing
    for number_, child in enumerate(rollup.family.children):
        if child not in missing:
            open_cells = [(key, cell.figures[number_]) for key, cell in rollup.cells.items()]
            doubts[child.key] = [pair for pair in open_cells if pair[1].value is None]
    named = [(child.name, doubts[child.key]) for child in rollup.family.children if doubts.get(child.key)]
    for name, figures in named[:_BODIES]:
        key, figure = figures[0]
        params = {"name": name, "count": len(figures), "cell": cell_text(rollup.edition, key), "why": why(figure)}
        yield message("rollup_line_open", **params).get(language)
    if len(named) > _BODIES:
        yield message("rollup_line_more", count=len(named) - _BODIES).get(language)


def _difference(rollup: RollUp, language: str) -> Iterator[str]:
    """The cells in which the parent's own report is not the sum."""
    pairs = [(each, each.reported, each.summed) for each in compare(rollup)]
    differing = [(each.cell, said, sum_) for each, said, sum_ in pairs if said is not None and sum_ is not None]
    differing = [entry for entry in differing if entry[1] != entry[2]]
    if differing:
        key, reported, summed = differing[0]
        shown = {"reported": number(float(reported)), "summed": number(float(summed))}
        params = {"count": len(differing), "cell": cell_text(rollup.edition, key), **shown}
        yield message("rollup_line_differs", **params).get(language)
