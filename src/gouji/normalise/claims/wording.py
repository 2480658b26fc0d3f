"""Figures and sums of cells in words."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.form.names import cell_name
from gouji.model import ClaimReading, Text
from gouji.normalise.claims.quantities import Terms


def plain(value: Decimal) -> str:
    """A figure as it is written in a sentence."""
    return f"{value.normalize():f}" if value else "0"


def worded(reading: ClaimReading) -> Text:
    """A reading in words: 表三“一、本年新收…”812 + “二、上年结转…”23 = 835."""
    value = plain(Decimal(str(reading.value))) if reading.value is not None else "?"
    return Text(f"{_sum_name(reading.cells, 'zh')} = {value}", f"{_sum_name(reading.cells, 'en')} = {value}")


@cache
def _sum_name(cells: Terms, language: str) -> str:
    """A sum of cells in words, under the table that they stand in."""
    tables = dict.fromkeys(cell.split(".")[0] for cell, _ in cells)
    title = "".join(load_edition("2021").tables[name].title.get(language) for name in tables)
    text = ""
    for position, (cell, sign) in enumerate(cells):
        mark = ("−" if sign < 0 else "+") if position else ""
        name = cell_words(cell).get(language)
        text += f" {mark} {name}" if mark else name
    return f"{title} {text}" if language == "en" else title + text


@cache
def cell_words(cell: str) -> Text:
    """The cell in words; a total of table three by its row alone, as the prose speaks of it."""
    name = cell.split(".")[0]
    edition = next(e for e in map(load_edition, reversed(EDITIONS)) if cell in e.tables[name].cells)
    if name == "requests" and cell.endswith(".total"):
        return edition.tables[name].row(cell.split(".")[1]).name
    return cell_name(edition, cell)
