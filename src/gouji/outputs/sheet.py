"""One sheet of a workbook, written row by row: header repeated and filtered, text never a formula, A4 landscape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from gouji.outputs.safe_text import clipped, printable, safe
from gouji.outputs.said import LONGEST

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A4 = 9
FONT = "宋体"
# What a sheet can hold; the rows beyond are counted, not written.
LAST_ROW = 1_048_575
_MARGIN = 0.4  # inches

# Heights in points. Programs differ in whether they fit a row to its wrapped text, so it is written down.
_LINE = 14.0
_ROOM = 5.0
_HIGHEST = 409.0
# How wide a character is in units of a column's width.
_WIDE, _NARROW = 1.95, 1.05


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in characters."""

    title: str
    width: float


class Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        common = {"font_name": FONT, "font_size": 10, "border": 1, "border_color": "#7F7F7F", "text_wrap": True}
        self.body: Format = book.add_format(common | {"valign": "top"})
        self.figure: Format = book.add_format(common | {"valign": "top", "align": "right"})
        self.head: Format = book.add_format(
            common | {"bold": True, "valign": "vcenter", "align": "center", "bg_color": "#E7ECF2"}
        )


class Sheet:
    """A sheet with headings in its first rows. Rows are appended; none can be changed later."""

    def __init__(
        self, book: Workbook, styles: Styles, name: str, columns: Sequence[Column], *, one_page_wide: bool = True
    ) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._styles = styles
        self._widths = [column.width for column in columns]
        self._row = 0
        self.lost = 0
        self._lay_out(name)
        if one_page_wide:
            self._sheet.fit_to_pages(1, 0)
        self._head([column.title for column in columns])
        self._sheet.freeze_panes(self._row, 1)

    def _lay_out(self, name: str) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN * 1.8, _MARGIN * 1.8)
        sheet.repeat_rows(0)
        sheet.set_header(f'&C&"{FONT},Bold"&14{name}')
        sheet.set_footer("&C&P / &N")
        for number, width in enumerate(self._widths):
            sheet.set_column(number, number, width)

    def _head(self, titles: Sequence[str]) -> None:
        self._sheet.set_row(self._row, self._height(titles))
        for number, title in enumerate(titles):
            self._sheet.write_string(self._row, number, title, self._styles.head)
        self._row += 1

    def append(self, values: Sequence[object]) -> None:
        """A row. Numbers stay numbers, None is a blank, anything else is text."""
        if self._row > LAST_ROW:
            self.lost += 1
            return
        texts = [_text(value) for value in values]
        self._sheet.set_row(self._row, self._height(texts))
        for number, (value, text) in enumerate(zip(values, texts, strict=True)):
            if not text:
                self._sheet.write_blank(self._row, number, None, self._styles.body)
            elif isinstance(value, int | float):
                self._sheet.write_number(self._row, number, value, self._styles.figure)
            else:
                self._sheet.write_string(self._row, number, text, self._styles.body)
        self._row += 1

    def _height(self, texts: Sequence[str]) -> float:
        lines = max(_lines(text, width) for text, width in zip(texts, self._widths, strict=True))
        return min(lines * _LINE + _ROOM, _HIGHEST)

    def finish(self, printed: int | None = None) -> None:
        """Filter all rows; print the first `printed` columns only."""
        last = max(self._row - 1, 1)
        self._sheet.autofilter(0, 0, last, len(self._widths) - 1)
        if printed:
            self._sheet.print_area(0, 0, last, printed - 1)


def figures(counts: Mapping[str, int], keys: Sequence[str]) -> list[object]:
    """Counts as figures, a blank for none, so that what there is stands out."""
    return [counts.get(key) or None for key in keys]


def _text(value: object) -> str:
    """A value as it is shown; text cut to what is readable and never a formula."""
    if isinstance(value, int | float):
        return str(value)
    return clipped(safe(printable(value)) or "", LONGEST) if value is not None else ""


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, about."""
    return sum(max(1, ceil(_length(line) / width)) for line in text.split("\n"))


def _length(line: str) -> float:
    return sum(_WIDE if character > "\u2e7f" else _NARROW for character in line)
