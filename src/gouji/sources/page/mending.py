"""Cells that the end of a page cuts in two: a row's text that goes on overleaf, a label that reaches over the break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.sources.form_labels import bare, form_labels
from gouji.sources.page.field import Field

_ORDINAL = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．])")


@dataclass(frozen=True, slots=True)
class _Pair:
    """The last cell above the break and the first below it, in the same columns."""

    above: Field
    below: Field

    @property
    def is_one_text(self) -> bool:
        """Whether the two texts are the halves of one label."""
        if not (self.above.is_label and self.below.is_label):
            return False
        above, below = bare(self.above.text), bare(self.below.text)
        if above + below in form_labels():
            return True
        return not {above, below} & form_labels() and not _ORDINAL.match(self.below.text)

    @property
    def has_both(self) -> bool:
        """Whether something stands on both sides."""
        return bool(self.above.text and self.below.text)


def mend(above: Sequence[Field], below: Sequence[Field], row: int) -> list[Field]:
    """What of `below`, whose first row is `row`, is no continuation; what is, is added to the cells of `above`."""
    ends = {field.columns: field for field in above if field.below == row}
    pairs = [_Pair(ends[field.columns], field) for field in below if field.row == row and field.columns in ends]
    width = len([field for field in below if field.row == row])
    cut = len(pairs) == width and _is_cut(pairs)
    merged = [pair for pair in pairs if cut or _reaches_over(pair)]
    for pair in merged:
        pair.above.page = pair.above.page if pair.above.text else pair.below.page
        pair.above.text += pair.below.text
        pair.above.row_span += pair.below.row_span
        pair.above.boxes += pair.below.boxes
    gone = {id(pair.below) for pair in merged}
    return [field for field in below if id(field) not in gone]


def _is_cut(pairs: Sequence[_Pair]) -> bool:
    """Whether the break goes through a row: its label goes on below, or its figures stand on the other side."""
    if not all(pair.is_one_text for pair in pairs if pair.has_both):
        return False
    single = [pair for pair in pairs if pair.above.row_span == 1]
    if not any(pair.below.text for pair in pairs) or not any(pair.above.text for pair in single):
        return True
    if any(pair.is_one_text for pair in pairs):
        return True
    labels = [pair for pair in pairs if pair.above.is_label]
    return bool(labels) and not any(pair.below.is_label or (pair.above.text and pair not in labels) for pair in pairs)


def _reaches_over(pair: _Pair) -> bool:
    """Whether one cell beside several rows goes on below: it is blank there, or its label ends there."""
    several = pair.above.row_span > 1 or pair.below.row_span > 1
    return several and (pair.is_one_text or (pair.above.is_label and not pair.below.text))
