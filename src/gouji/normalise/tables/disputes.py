"""Table four: figures in fives, each five under the channel that the head names.

Reports print it as the form does (one row of fifteen), a row or a block for each channel, or turned on its side with
a row for each outcome. In all of them the head names channels, and the figures that follow are theirs in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from gouji.form import TableForm, load_edition
from gouji.model import Cell, GridCell, Locator, Problem, Table
from gouji.normalise.tables import words
from gouji.normalise.tables.align import by_count
from gouji.normalise.tables.cells import filled, table_of, uncertain
from gouji.normalise.tables.dispute_rows import (
    DisputeRow,
    is_litigation,
    names_litigation,
    outcomes_named,
    placed_by_heads,
    under_outcomes,
    understood,
)
from gouji.normalise.tables.entries import Entry, GridRow, printed
from gouji.normalise.tables.fused import entries, fused_text, readings
from gouji.normalise.tables.leave_out import Sums, adds_up, columns_left_out, leave_out
from gouji.normalise.tables.segments import Segment

_NAME = "disputes"
# Channels that have to add up before the sums say which cell of a row is too many.
_FEWEST_SUMS = 2


@dataclass(slots=True)
class Reading:
    """What has been read of one printing of the table."""

    form: TableForm
    at: Locator
    cells: dict[str, Cell] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether every cell of the form was found."""
        return len(self.cells) == len(self.form.cells)

    def table(self, edition: str) -> Table:
        """The table, as of `edition`: both print it alike."""
        return table_of(load_edition(edition).tables[_NAME], edition, self.cells, self.at, self.left_over)


def read_disputes(parts: Sequence[Segment]) -> list[Reading]:
    """Each printing of table four in `parts`, in reading order."""
    form = load_edition("2021").tables[_NAME]
    readings: list[Reading] = []
    walker = _Walker(form)
    for part in parts:
        rows = _without_blank_rows([understood(kind.row) for kind in part.kinds])
        for row, following in zip_longest(rows, rows[1:]):
            walker.take(row, following)
        if walker.is_full or part is parts[-1]:
            readings.append(walker.reading)
            walker = _Walker(form)
    return [reading for reading in readings if reading.cells]


def _without_blank_rows(rows: Sequence[DisputeRow]) -> list[DisputeRow]:
    """`rows` without blank ones that stand for no channel: in the middle of a head, or above the figures it is for.

    One that does stands below a head with outcomes, and is the last or has the next channel's head below it.
    """
    kept: list[DisputeRow] = []
    following: DisputeRow | None = None
    headed = [any(row.outcomes for row in rows[:at]) for at in range(len(rows))]
    for row, has_head in reversed(list(zip(rows, headed, strict=True))):
        ends = following is None or bool(following.channels and not following.has_figures)
        if row.row.texts or (has_head and ends):
            kept.append(row)
        if row.row.texts:
            following = row
    return kept[::-1]


class _Walker:
    """The channels whose figures are still to come, and the head above them."""

    def __init__(self, form: TableForm) -> None:
        self.reading = Reading(form, Locator())
        self._outcomes = [line.key for line in form.columns]
        self._channels = [line.key for line in form.rows]
        self._pending: list[tuple[str, Entry]] = []
        self._heads: list[DisputeRow] = []
        self._litigation_first = False

    @property
    def is_full(self) -> bool:
        """Whether there are figures and none more to come."""
        return self.reading.is_complete

    @property
    def _has_begun(self) -> bool:
        return bool(self._heads or self.reading.cells)

    def take(self, row: DisputeRow, following: DisputeRow | None) -> None:
        """Read one more row; `following` is the next one of its grid."""
        if self.reading.at == Locator():
            self.reading.at = row.row.at
        if self._is_head(row) or _heads_block(row, following):
            self._note_head(row)
        elif row.outcomes and row.has_figures:
            self._take_outcome(row)
        elif row.has_figures or (self._has_begun and not printed(row.rest) and len(row.rest) >= len(self._outcomes)):
            self._take_figures(row)

    def _is_head(self, row: DisputeRow) -> bool:
        if row.has_figures:
            return False
        # A label that spans columns may be printed in each of them.
        is_blank_row = len({key for key, _ in row.channels}) == 1 and not row.outcomes and self._has_begun
        names = bool(row.channels or row.outcomes) or names_litigation(row.row)
        return names and not (is_blank_row and len(row.rest) >= len(self._outcomes))

    def _note_head(self, row: DisputeRow) -> None:
        self._heads.append(row)
        known = {key for key, _ in self._pending}
        self._pending += [(key, entry) for key, entry in row.channels if key not in known]
        shown = printed(row.row.entries)
        litigation = next((n for n, entry in enumerate(shown) if is_litigation(entry.text)), None)
        other = next((n for n, entry in enumerate(shown) if words.rows(_NAME).exact(entry.text)), None)
        if litigation is not None and other is not None and litigation < other and not row.outcomes:
            self._litigation_first = True

    def _expected(self, row: GridRow) -> list[str]:
        """The channels whose figures come next, from left to right."""
        ordered = sorted(self._pending, key=lambda item: item[1].first) if not row.ragged else self._pending
        keys = [key for key, _ in ordered]
        # In a dump the order of names is the order of rows, not that of columns.
        all_named = len(keys) == len(self._channels)
        return keys if keys and not (row.ragged and all_named) else list(self._channels)

    def _take_figures(self, row: DisputeRow) -> None:
        own = [key for key, _ in row.channels]
        channels = own[-1:] or (list(self._channels) if self._is_whole(row) else self._expected(row.row))
        headed = placed_by_heads(row, self._heads) if not own else None
        if any(self._key(channel, outcome) in self.reading.cells for channel in channels for outcome in self._outcomes):
            self._leave(row)
            return
        self._pending = []
        if headed:
            for (channel, outcome), entry in headed.items():
                cell = self.reading.form.cells[self._key(channel, outcome)]
                self.reading.cells[cell.key] = filled(cell, entry)
            return
        found = self._cells(row, len(channels))
        if found is None and not own:
            # A head that lost names is no reason to doubt a row of exactly fifteen.
            channels, found = list(self._channels), self._cells(row, len(self._channels))
        self._put(row, channels, found)

    def _is_whole(self, row: DisputeRow) -> bool:
        """Whether a dump's row has as many cells as the form, though its head has lost names."""
        count = len(self.reading.form.cells)
        return row.row.ragged and len(row.rest) >= count and not printed(row.rest[count:])

    def _cells(self, row: DisputeRow, channels: int) -> Sequence[Entry | None] | None:
        count = channels * len(self._outcomes)
        return (
            (by_count(row.rest, count) if len(row.rest) <= count else None)
            or under_outcomes(row, self._heads, self._outcomes * channels)
            or self._without_surplus(row, count)
            or self._with_lost_end(row, count)
            or self._fused(row, channels)
        )

    def _without_surplus(self, row: DisputeRow, count: int) -> Sequence[Entry | None] | None:
        """The cells of a row that has more than the form, as far as it is certain which are too many."""
        if len(row.rest) <= count or not printed(row.rest):
            return None
        spare = columns_left_out([row.rest], count, Sums(len(self._outcomes), _FEWEST_SUMS, all_stated=True))
        return leave_out(row.rest, count, spare.columns)

    def _fused(self, row: DisputeRow, channels: int) -> list[Entry] | None:
        """Figures that have run together, when each channel's sum leaves one reading."""
        size = len(self._outcomes)
        text = fused_text(row.rest, channels * size)
        found = readings(text, size, channels) if text else ()
        if len(found) != 1 or text is None:
            return None
        names = "、".join(line.name.zh for line in self.reading.form.rows)
        params = {"number": self.reading.form.number, "row": names, "text": text}
        self.reading.problems.append(Problem("row_fused", params, row.row.at))
        return entries(found[0], printed(row.rest)[0])

    def _with_lost_end(self, row: DisputeRow, count: int) -> list[Entry] | None:
        """A dump's last row without the blank cells at its end.

        Certain when the head shows how wide the table is, what is left ends with the total of a channel, and blanks
        inside leave cells: there are some, or every channel adds up.
        """
        missing = count - len(row.rest)
        widths = {head.row.width for head in self._heads if head.row.block == row.row.block}
        ends_channel = missing > 0 and missing % len(self._outcomes) == 0 and bool(row.rest and row.rest[-1].text)
        if not row.row.ragged or widths != {count} or not ends_channel:
            return None
        if not _keeps_blanks(row, self._heads, len(self._outcomes)):
            return None
        nothing = GridCell("", row.row.at)
        return [*row.rest, *(Entry(nothing, count, count, False, nothing.text) for _ in range(missing))]

    def _put(self, row: DisputeRow, channels: Sequence[str], found: Sequence[Entry | None] | None) -> None:
        size = len(self._outcomes)
        if found is None or (row.row.ragged and self._litigation_first):
            self._doubt(row, channels)
            found = None
        for number, channel in enumerate(channels):
            five = found[number * size : (number + 1) * size] if found else None
            agrees = five is None or self._agrees(five)
            if five and not (agrees and all(five)):
                self._doubt(row, [channel])
            five = five if agrees else None
            for index, outcome in enumerate(self._outcomes):
                cell = self.reading.form.cells[self._key(channel, outcome)]
                entry = five[index] if five else None
                made = filled(cell, entry) if entry else uncertain(cell, row.rest, row.row.at)
                self.reading.cells[cell.key] = made

    def _agrees(self, five: Sequence[Entry | None]) -> bool:
        """Whether the head, as far as it can be read, has the outcomes in the form's order over five cells."""
        heads = [head for head in self._heads if not head.row.ragged and head.row.block == self._heads[-1].row.block]
        outcomes = outcomes_named(heads)
        named = [outcomes.get((entry.first, entry.last)) if entry else None for entry in five]
        return all(name in (None, outcome) for name, outcome in zip(named, self._outcomes, strict=True))

    def _take_outcome(self, row: DisputeRow) -> None:
        """A row for one outcome: its cells belong to the row's own channel or to the channels of the head."""
        outcome = row.outcomes[-1][0]
        own = [key for key, _ in row.channels][-1:]
        channels = own or [key for key, _ in self._pending]
        found = by_count(row.rest, len(channels)) if channels else None
        if own:
            self._pending = list(row.channels[-1:])
        for number, channel in enumerate(channels):
            cell = self.reading.form.cells[self._key(channel, outcome)]
            made = filled(cell, found[number]) if found else uncertain(cell, row.rest, row.row.at)
            self.reading.cells.setdefault(cell.key, made)
        if not channels:
            self._leave(row)

    def _key(self, channel: str, outcome: str) -> str:
        return f"{_NAME}.{channel}.{outcome}"

    def _leave(self, row: DisputeRow) -> None:
        texts = " | ".join(row.row.texts)
        if texts:
            self.reading.left_over.append(texts)
            params = {"number": self.reading.form.number, "text": texts[:80]}
            self.reading.problems.append(Problem("row_not_placed", params, row.row.at))

    def _doubt(self, row: DisputeRow, channels: Sequence[str]) -> None:
        texts = " | ".join(entry.text for entry in printed(row.rest))
        names = "、".join(self.reading.form.row(channel).name.zh for channel in channels)
        params = {"number": self.reading.form.number, "text": texts[:80], "row": names}
        self.reading.problems.append(Problem("row_uncertain", params, row.row.at))


def _keeps_blanks(row: DisputeRow, heads: Sequence[DisputeRow], size: int) -> bool:
    """Whether blank cells of a dump leave cells, as some do, or the row has none: then every `size` cells add up."""
    shown = [entry.text for line in (row, *heads) for entry in line.row.entries]
    fives = [row.rest[at : at + size] for at in range(0, len(row.rest), size)]
    return not all(shown) or all(map(adds_up, fives))


def _heads_block(row: DisputeRow, following: DisputeRow | None) -> bool:
    """Whether `row` names the channel of a block whose outcomes and figures come below, its blank cells filling up."""
    below = following is not None and bool(following.outcomes) and not following.channels and not following.has_figures
    return below and bool(row.channels) and not row.has_figures


def is_lone_row(part: Segment) -> bool:
    """Whether figures without any label can only be table four: exactly fifteen in one row."""
    rows = [kind.row for kind in part.kinds if kind.row.texts]
    form = load_edition("2021").tables[_NAME]
    return len(rows) == 1 and by_count(rows[0].entries, len(form.cells)) is not None
