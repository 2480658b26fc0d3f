"""What the rows of table four say: the channels and outcomes they name and the cells they fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.normalise.tables import words
from gouji.normalise.tables.entries import Entry, GridRow
from gouji.normalise.tables.kinds import is_figure

_NAME = "disputes"


@dataclass(slots=True)
class DisputeRow:
    """A row with what its labels say: channels and outcomes with their entries, and the cells that are filled in."""

    row: GridRow
    channels: tuple[tuple[str, Entry], ...]
    outcomes: tuple[tuple[str, Entry], ...]
    rest: tuple[Entry, ...]

    @property
    def has_figures(self) -> bool:
        """Whether anything in the row is filled in."""
        return any(entry.text and is_figure(entry.text) for entry in self.rest)


def understood(row: GridRow) -> DisputeRow:
    """`row` with what its labels say."""
    channel_of, outcome_of = words.rows(_NAME).find, words.columns(_NAME).find
    channels: list[tuple[str, Entry]] = []
    outcomes: list[tuple[str, Entry]] = []
    labels, in_labels = 0, True
    for index, entry in enumerate(row.entries):
        if not entry.text:
            continue
        if channel := channel_of(entry.text):
            channels.append((channel, entry))
        elif outcome := outcome_of(entry.text):
            outcomes.append((outcome, entry))
        in_labels = in_labels and not is_figure(entry.text)
        if in_labels:
            labels = index + 1
    return DisputeRow(row, tuple(channels), tuple(outcomes), row.entries[labels:])


def is_litigation(text: str) -> bool:
    """Whether `text` is the heading over both channels of litigation."""
    return words.headings(_NAME).exact(text) is not None


def names_litigation(row: GridRow) -> bool:
    """Whether `row` prints that heading."""
    return any(is_litigation(text) for text in row.texts)


def placed_by_heads(row: DisputeRow, heads: Sequence[DisputeRow]) -> dict[tuple[str, str], Entry] | None:
    """The cells of `row` by channel and outcome when the head names both over every one of them; None otherwise."""
    own = [head for head in heads if head.row.block == row.row.block]
    outcomes = outcomes_named(own)
    # A head without a cell under it means that a cell is lost, and nobody knows which; a row that reaches further than
    # its head, that one is too many.
    under = {(entry.first, entry.last) for entry in row.rest}
    if row.row.ragged or not _stand_over(own, row) or not outcomes.keys() <= under:
        return None
    placed: dict[tuple[str, str], Entry] = {}
    for entry in row.rest:
        channel, outcome = _channel_over(entry, own), outcomes.get((entry.first, entry.last))
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
    named = outcomes_named(own)
    under = [(named.get((entry.first, entry.last)), entry) for entry in row.rest]
    found = [entry for name, entry in under if name]
    whole = [name for name, _ in under if name] == list(outcomes)
    return found if whole and all(name for name, entry in under if entry.text) else None


def _stand_over(heads: Sequence[DisputeRow], row: DisputeRow) -> bool:
    """Whether `heads` reach as far as `row`."""
    return bool(heads) and max(head.row.width for head in heads) == row.row.width


def outcomes_named(heads: Sequence[DisputeRow]) -> dict[tuple[int, int], str]:
    """The outcomes that `heads` name, by the positions that each stands over exactly; of several the lowest."""
    return {(top.first, top.last): key for head in heads for key, top in head.outcomes}


def _channel_over(entry: Entry, heads: Sequence[DisputeRow]) -> str | None:
    for head in reversed(heads):
        for key, top in reversed(head.channels):
            if top.first <= entry.first and entry.last <= top.last:
                return key
    return None
