"""Print the official form as HTML or text for tests: every cell with a number of its own, lines changed at will."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape

from gouji.form import load_edition
from gouji.model import Document
from gouji.normalise.tables import TablesRead, read_tables
from gouji.sources import read_document


@dataclass(frozen=True)
class Printed:
    """A printed cell: its text, its spans and the key of the form's cell that it fills in."""

    text: str
    rows: int = 1
    columns: int = 1
    key: str | None = None


Lines = list[list[Printed]]


def number(key: str) -> str:
    """A number that no other cell of the form has."""
    return str(100 + [k for t in load_edition(edition_of(key)).tables.values() for k in t.cells].index(key))


def edition_of(key: str) -> str:
    return "2021" if any(key in t.cells for t in load_edition("2021").tables.values()) else "2019"


def form(table: str, edition: str = "2021", value: Callable[[str], str] = number) -> Lines:
    """The table as the form prints it, filled in."""
    layout = load_edition(edition).tables[table].layout
    return [
        [Printed(c.text if c.cell is None else value(c.cell), c.row_span, c.column_span, c.cell) for c in row]
        for row in layout
    ]


def html(*tables: Lines) -> bytes:
    return ("<html><body>" + "".join(_table(lines) for lines in tables) + "</body></html>").encode()


def _table(lines: Lines) -> str:
    rows = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in lines)
    return f"<table>{rows}</table>"


def _cell(cell: Printed) -> str:
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    return f"<td{spans}>{escape(cell.text)}</td>"


def dump(*tables: Iterable[Iterable[str]]) -> bytes:
    """Rows of text with bars between and after the cells."""
    return "\n\n".join("\n".join(" | ".join(row) + " |" for row in rows) for rows in tables).encode()


def read(data: bytes) -> TablesRead:
    return read_tables(document(data))


def document(data: bytes) -> Document:
    return read_document(data, "report")


def values(found: TablesRead, table: str) -> dict[str, object]:
    """The numbers of a table by key, the state where a cell is none."""
    return {k: c.value if c.value is not None else c.state.value for k, c in found.tables[table].cells.items()}


def expected(table: str, edition: str = "2021") -> dict[str, object]:
    """What `form` prints."""
    return {key: int(number(key)) for key in load_edition(edition).tables[table].cells}


def relabelled(lines: Lines, **words: str) -> Lines:
    """`lines` with other texts: `old="new"`."""
    return [[replace(c, text=words.get(c.text, c.text)) if c.key is None else c for c in row] for row in lines]


def row_of(lines: Lines, key: str) -> int:
    """The line in which the form's row `key` (`requests.granted`) is printed."""
    return next(i for i, row in enumerate(lines) if any(c.key and c.key.startswith(key + ".") for c in row))


def figures(row: list[Printed]) -> list[Printed]:
    return [cell for cell in row if cell.key]


def labels(row: list[Printed]) -> list[Printed]:
    return [cell for cell in row if not cell.key]
