"""How the rows of table three are laid out: what they have in common, and when that leaves their cells in doubt."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from gouji.form import TableForm
from gouji.normalise.tables.align import Heads, Padding, by_padding, covers, padding
from gouji.normalise.tables.entries import Entry, is_blank, printed, usual_width
from gouji.normalise.tables.kinds import Kind
from gouji.normalise.tables.leave_out import Spare, Sums, columns_left_out, contradicted, lacking


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a part have in common.

    `width` is how far most reach, `widest` how far any does, `head_width` how far the head does; `heads` stand over the
    figures of rows as wide as most. `where` is the padding of rows that lost column spans, `length` how many cells the
    usual rows have behind label and padding (0 when they differ) and `spare` which of these may be too many. `uneven`
    says that rows differ in the number of cells behind the label.
    """

    width: int
    widest: int
    head_width: int
    heads: Heads | None
    where: Padding | None
    length: int
    spare: Spare
    uneven: bool

    def cells(self, kind: Kind) -> Sequence[Entry] | None:
        """The row's cells without padding when it is of the usual shape; None when it is not."""
        reaches = self.widest if kind.row.ragged and self.where is Padding.BEFORE else self.width
        if kind.row.width != reaches or not self.length:
            return None
        cells = by_padding(kind.rest, self.length, self.where) if self.where else kind.rest
        return cells if cells and len(cells) == self.length else None


def shape_of(kinds: Sequence[Kind], heads: Heads | None, form: TableForm) -> Shape:
    """What the rows of `kinds` have in common, which the head `heads` stands over, perhaps."""
    usual, count = usual_width(kind.row for kind in kinds), len(form.columns)
    whole = [kind for kind in kinds if kind.row.width == usual]
    filled = [kind for kind in whole if not is_blank(kind.rest)]
    lengths = {len(kind.rest) for kind in filled}
    where = _padding(kinds, usual, lengths, form)
    length = min(lengths) if lengths and (where or len(lengths) == 1) else 0
    spare = Spare()
    if length > count or (where and length == count):
        cells = [by_padding(kind.rest, length, where) or kind.rest for kind in filled]
        spare = columns_left_out(cells, count, Sums(count))
    if where and not spare.proven and (length not in (count, count + 1) or _has_blank_column(filled)):
        where, length = None, 0
    return Shape(
        usual,
        max((kind.row.width for kind in kinds), default=0),
        heads.width if heads else 0,
        # A head that is wider or narrower than the rows does not stand over them.
        heads if heads and heads.width == usual and covers([kind.rest for kind in whole], heads) else None,
        where,
        length,
        replace(spare, proven=spare.proven or where is not None),
        len({len(kind.rest) for kind in kinds if not is_blank(kind.rest)}) > 1,
    )


def _has_blank_column(kinds: Sequence[Kind]) -> bool:
    """Whether all rows are blank at a position between figures: a column that the form has not, perhaps."""
    shown = [(entry.first, entry.last) for kind in kinds for entry in printed(kind.row.entries)]
    taken = {position for first, last in shown for position in range(first, last + 1)}
    first = min((entry.first for kind in kinds for entry in printed(kind.rest)), default=0)
    return not taken.issuperset(range(first, max(taken, default=0)))


def _padding(kinds: Sequence[Kind], usual: int, lengths: Set[int], form: TableForm) -> Padding | None:
    """Where lost column spans left blank cells: only where rows of one width have labels of unequal width.

    That width is the form's, or some row has no cell too many: otherwise there is a column that the form has not.
    """
    count = len(form.columns)
    of_form = usual == sum(cell.column_span for cell in form.layout[0]) or count in lengths
    where = padding([kind.rest for kind in kinds], count) if len(lengths) > 1 and of_form else None
    # A blank between labels is no span's: those leave their blanks behind the figures here.
    between = where is Padding.AFTER and any(not all(e.text for e in kind.before) for kind in kinds)
    return None if between else where


def is_doubtful(cut: Sequence[Sequence[Entry | None]], *, headed: bool) -> bool:
    """Whether rows of which cells were left out may have lost the wrong ones.

    Under a head that is possible only where a column is blank in all of them: all may stand beside their heads.
    """
    if not headed:
        return contradicted(cut) or lacking(cut)
    has_blank = any(not any(entry and entry.text for entry in column) for column in zip(*cut, strict=True))
    return has_blank and contradicted(cut)
