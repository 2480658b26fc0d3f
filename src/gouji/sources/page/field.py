"""A cell of a table that is being put together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.model import PageBox

_FIGURE = re.compile(r"[\d.,，．+\-－/／—–一无\s]*")


@dataclass(slots=True)
class Field:
    """A cell on a table's lattice, counted from 0, with its text, the page it begins on and where it stands there."""

    text: str
    page: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    boxes: tuple[PageBox, ...] = ()

    @property
    def below(self) -> int:
        """The row after its last."""
        return self.row + self.row_span

    @property
    def columns(self) -> tuple[int, int]:
        """The lines it stands between."""
        return self.column, self.column + self.column_span

    @property
    def is_label(self) -> bool:
        """Whether it holds words, not what is filled in."""
        return not _FIGURE.fullmatch(self.text)


def is_figure(text: str) -> bool:
    """Whether `text` is what is filled in: a number or a mark for none."""
    return bool(text) and bool(_FIGURE.fullmatch(text))
