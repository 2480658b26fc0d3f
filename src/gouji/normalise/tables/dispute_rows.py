"""What the rows of table four say: the channels and outcomes they name and the cells they fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.normalise.tables import words
from gouji.normalise.tables.entries import Entry, GridRow, printed
from gouji.normalise.tables.kinds import is_figure

_NAME = "disputes"


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A row with what its labels say: channels and outcomes with their entries, and the cells that are filled in."""

    row: GridRow
    channels: tuple[tuple[str, Entry], ...]
    outcomes: tuple[tuple[str, Entry], ...]
    rest: tuple[Entry, ...]

    @property
    def has_figures(self) -> bool:
        """Whether anything in the row is filled in."""
        return any(is_figure(entry.text) for entry in printed(self.rest))


def understood(row: GridRow) -> DisputeRow:
    """`row` with what its labels say."""
    channels: list[tuple[str, Entry]] = []
    outcomes: list[tuple[str, Entry]] = []
    labels = 0
    for index, entry in enumerate(row.entries):
        channel, outcome = words.rows(_NAME).find(entry.text), words.columns(_NAME).find(entry.text)
        if channel:
            channels.append((channel, entry))
        elif outcome:
            outcomes.append((outcome, entry))
        if entry.text and not is_figure(entry.text) and labels == len(printed(row.entries[:index])):
            labels += 1
    return DisputeRow(row, tuple(channels), tuple(outcomes), _after_labels(row, labels))


def _after_labels(row: GridRow, labels: int) -> tuple[Entry, ...]:
    if not labels:
        return row.entries
    last = printed(row.entries)[labels - 1]
    return row.entries[row.entries.index(last) + 1 :]


def is_litigation(text: str) -> bool:
    """Whether `text` is the heading over both channels of litigation."""
    return words.headings(_NAME).exact(text) is not None


def names_litigation(row: GridRow) -> bool:
    """Whether `row` prints that heading."""
    return any(is_litigation(text) for text in row.texts)


def placed_by_heads(row: DisputeRow, heads: Sequence[DisputeRow]) -> dict[tuple[str, str], Entry] | None:
    """The cells of `row` by channel and outcome when the head names both over every one of them; None otherwise."""
    own = [head for head in heads if head.row.block == row.row.block]
    headed = {(top.first, top.last) for head in own for _, top in head.outcomes}
    # A head without a cell under it means that a cell is lost, and nobody knows which; a row that reaches further than
    # its head, that one is too many.
    if row.row.ragged or not _stand_over(own, row) or not headed <= {(entry.first, entry.last) for entry in row.rest}:
        return None
    placed: dict[tuple[str, str], Entry] = {}
    for entry in row.rest:
        channel, outcome = _channel_over(entry, own), outcome_over(entry, own)
        if not entry.text and outcome is None:
            # A ghost column: it has neither head nor figure.
            continue
        if channel is None or outcome is None or (channel, outcome) in placed:
            return None
        placed[channel, outcome] = entry
    return placed


def under_outcomes(row: DisputeRow, heads: Sequence[DisputeRow], outcomes: Sequence[str]) -> list[Entry] | None:
    """The cells of a row that stand under `outcomes`, for each channel in turn; None when others are filled in, too."""
    own = [head for head in heads if head.row.block == row.row.block]
    if row.row.ragged or not _stand_over(own, row):
        return None
    under = [(outcome_over(entry, own), entry) for entry in row.rest]
    found = [entry for name, entry in under if name]
    whole = [name for name, _ in under if name] == list(outcomes)
    return found if whole and all(name for name, entry in under if entry.text) else None


def _stand_over(heads: Sequence[DisputeRow], row: DisputeRow) -> bool:
    """Whether `heads` reach as far as `row`."""
    return bool(heads) and max(head.row.width for head in heads) == row.row.width


def outcome_over(entry: Entry, heads: Sequence[DisputeRow]) -> str | None:
    """The outcome that the lowest of `heads` names over exactly the positions of `entry`."""
    over = [key for head in heads for key, top in head.outcomes if (top.first, top.last) == (entry.first, entry.last)]
    return over[-1] if over else None


def _channel_over(entry: Entry, heads: Sequence[DisputeRow]) -> str | None:
    over = [key for head in heads for key, top in head.channels if top.first <= entry.first and entry.last <= top.last]
    return over[-1] if over else None
