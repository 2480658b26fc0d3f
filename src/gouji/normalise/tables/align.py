"""Which printed cell belongs to which column. Either it is certain, or nobody guesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gouji.normalise.labels import Lexicon
from gouji.normalise.tables.entries import Entry, GridRow, is_blank, printed

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that a head names, each with the positions it covers; `extra` are those the form does not have.

    `width` is how far the rows that name them reach, 0 when they differ in it.
    """

    spans: Mapping[str, Span]
    extra: tuple[Span, ...]
    width: int

    @property
    def order(self) -> list[str]:
        """The columns from left to right."""
        return sorted(self.spans, key=lambda key: self.spans[key])


class Padding(StrEnum):
    """Where a dump puts the cells that lost column spans leave blank."""

    AFTER = "after"
    BEFORE = "before"


def read_heads(rows: Sequence[GridRow], lexicon: Lexicon, other: Lexicon, label_width: int) -> Heads:
    """What the head `rows` name, position by position, words torn over rows put together.

    `other` are words of the head that name no column; positions left of `label_width` head the labels.
    """
    spans: dict[str, Span] = {}
    extra: list[Span] = []
    doubtful: set[str] = set()
    width = max((row.width for row in rows), default=0)
    stacks = _stacks(rows)
    for position in range(label_width, width):
        texts = [text for text in stacks.get(position, ()) if not other.find(text)]
        key = _named(texts, lexicon)
        if key is None:
            extra += [(position, position)] if texts else []
        elif key not in spans:
            spans[key] = (position, position)
        elif spans[key][1] == position - 1:
            spans[key] = (spans[key][0], position)
        else:
            doubtful.add(key)
    reach = {row.width for row in rows if any(lexicon.exact(entry.text) for entry in row.entries if not entry.above)}
    known = {key: span for key, span in spans.items() if key not in doubtful}
    return Heads(known, tuple(extra), reach.pop() if len(reach) == 1 else 0)


def _stacks(rows: Sequence[GridRow]) -> dict[int, list[str]]:
    """The texts at each position from top to bottom, each source cell once."""
    stacks: dict[int, list[str]] = {}
    for row in rows:
        for entry in row.entries:
            if entry.text and not entry.above:
                for position in range(entry.first, entry.last + 1):
                    stacks.setdefault(position, []).append(entry.text)
    return stacks


def _named(texts: Sequence[str], lexicon: Lexicon) -> str | None:
    if not texts:
        return None
    single = next((key for text in reversed(texts) if (key := lexicon.exact(text))), None)
    return lexicon.exact("".join(texts)) or lexicon.find("".join(texts)) or single


def by_heads(rest: Sequence[Entry], heads: Heads) -> dict[str, Entry | None] | None:
    """The cells of `rest` under each head; None when they do not fit under the head at all.

    A column is None when several figures stand under it or one figure stands under several.
    """
    shape = tuple([(entry.first, entry.last, bool(entry.text)) for entry in rest])
    under = _under(shape, tuple(heads.spans.values()), heads.extra)
    if under is None:
        return None
    return {key: None if n is None else rest[n] for key, n in zip(heads.spans, under, strict=True)}


def covers(rests: Iterable[Sequence[Entry]], heads: Heads) -> bool:
    """Whether a head stands over every figure of the rows. Where none does, they are out of step everywhere."""
    headed = {n for span in (*heads.spans.values(), *heads.extra) for n in range(span[0], span[1] + 1)}
    aside = [entry for rest in rests for entry in rest if entry.text and entry.first not in headed]
    return not any(headed.isdisjoint(range(entry.first, entry.last + 1)) for entry in aside)


# The rows of a table, and the tables of many reports, have the same shape.
@lru_cache(maxsize=4096)
def _under(
    shape: tuple[tuple[int, int, bool], ...], spans: tuple[Span, ...], extra: tuple[Span, ...]
) -> tuple[int | None, ...] | None:
    """Which cell of a row stands under each of `spans`, as `by_heads`; `shape` is where each is and if it is filled."""
    known = [*spans, *extra]
    if any(filled and not any(_meets(cell, span) for span in known) for *cell, filled in shape):
        return None
    found: list[int | None] = []
    for span in spans:
        under = [number for number, cell in enumerate(shape) if _meets(cell, span)]
        if not under:
            return None
        shown = [number for number in under if shape[number][2]] or under[:1]
        only = shape[shown[0]]
        single = len(shown) == 1 and (not only[2] or sum(_meets(only, other) for other in known) == 1)
        found.append(shown[0] if single else None)
    return tuple(found)


def _meets(cell: Sequence[int], span: Span) -> bool:
    return cell[0] <= span[1] and cell[1] >= span[0]


def by_count(rest: Sequence[Entry], count: int) -> list[Entry] | None:
    """Exactly `count` cells: all of `rest`, or its printed ones when they stand side by side; None otherwise."""
    if len(rest) == count:
        return list(rest)
    shown = printed(rest)
    if len(shown) != count:
        return None
    start = list(rest).index(shown[0])
    return shown if list(rest[start : start + count]) == shown else None


def padding(rests: Sequence[Sequence[Entry]], count: int) -> Padding | None:
    """Where the rows have their padding, when all that have any agree and not all could be read either way."""
    padded = [rest for rest in rests if len(rest) > count and not is_blank(rest)]
    after = all(is_blank(rest[count:]) for rest in padded)
    before = all(is_blank(rest[:-count]) for rest in padded)
    if not padded or after == before:
        return None
    return Padding.AFTER if after else Padding.BEFORE


def by_padding(rest: Sequence[Entry], count: int, where: Padding | None) -> list[Entry] | None:
    """`count` cells of a row that has more, the padding taken off; None when it is not known on which side it is."""
    if where is None or len(rest) < count:
        return None
    return list(rest[:count] if where is Padding.AFTER else rest[-count:])
