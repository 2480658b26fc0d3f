"""Lines to paragraphs: a line goes on with the one before it unless that one ended."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Locator, Paragraph
from gouji.sources.page.lines import Line
from gouji.sources.white import collapse

_SENTENCE_END = re.compile(r"[。！？；：:;!?][”’」）)]?$")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]{1,3}[、章]|[（(][一二三四五六七八九十]{1,3}[)）]")
# What no line end may part: marks that open, a word or a character, marks that close; a word may follow those.
_OPENING, _CLOSING = "（《〈「『【〔“‘(\\[{", "，。、；：！？）》〉」』】〕”’％,.;:!?)\\]}%"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[\x21-\x7e]+|.)[{_CLOSING}]*[\x21-\x7e]*")
# Parts of the size: how far a line may be set in before it is an indent, and other tolerances.
_INDENT, _ROOM, _OTHER_SIZE, _HEADING_SIZE = 1.2, 0.6, 0.12, 1.12
_CENTRED = 2.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its page, and whether a table (or nothing) stands directly before it."""

    line: Line
    page: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text that a document is set in: its edges, how far apart its lines stand, and their size."""

    left: float
    right: float
    pitch: float
    size: float


def column_of(lines: Sequence[Placed]) -> Column:
    """The text column, from where the lines of the document stand. ValueError when there are none."""
    lefts = Counter(round(placed.line.left / 2) for placed in lines)
    size = sorted(placed.line.size for placed in lines)[len(lines) // 2]
    shared = [left for left, count in lefts.items() if count > 1] or list(lefts)
    right = sorted(placed.line.right for placed in lines)[int(0.97 * (len(lines) - 1))]
    pitches = sorted(
        after.line.base - before.line.base
        for before, after in itertools.pairwise(lines)
        if before.page == after.page and not after.begins and after.line.base > before.line.base
    )
    # The smaller pitches are those within paragraphs.
    pitch = pitches[len(pitches) // 3] if pitches else 1.5 * size
    return Column(2.0 * min(shared) - 1.0, right, pitch, size)


def paragraphs(lines: Sequence[Placed], column: Column) -> list[tuple[int, Paragraph]]:
    """The paragraphs that `lines` make, each with the index of its first line."""
    starts = [index for index, placed in enumerate(lines) if index == 0 or _starts(lines[index - 1], placed, column)]
    made: list[tuple[int, Paragraph]] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = collapse(_joined([placed.line for placed in lines[start:end]]))
        if text:
            heading = lines[start].line.size > _HEADING_SIZE * column.size
            made.append((start, Paragraph(text, Locator(page=lines[start].page), heading=heading)))
    return made


def _starts(before: Placed, after: Placed, column: Column) -> bool:
    """Whether `after` begins a paragraph."""
    last, line = before.line, after.line
    if after.begins or abs(line.size - last.size) > _OTHER_SIZE * max(line.size, last.size):
        return True
    same_page = before.page == after.page
    if same_page and line.base - last.base > 1.35 * column.pitch * max(1.0, line.size / column.size):
        return True
    if _is_centred(last, column) and _is_centred(line, column):
        return not same_page
    if line.left > column.left + _INDENT * line.size:
        return True
    if not _reaches_end(last, line, column):
        return True
    ended = bool(_SENTENCE_END.search(last.text))
    return ended and (bool(_ORDINAL.match(line.text)) or (not same_page and last.left < column.left + last.size))


def _is_centred(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle of the column with room at both sides."""
    left, right = line.left - column.left, column.right - line.right
    return min(left, right) > _CENTRED * line.size and abs(left - right) < line.size


def _reaches_end(line: Line, following: Line, column: Column) -> bool:
    """Whether what begins the next line had no room left in `line`, so that it was broken only for want of room."""
    return line.right + _first_piece(following) > column.right + _ROOM * line.size - line.size * 0.35


def _first_piece(line: Line) -> float:
    """The width of what may not be broken at the beginning of a line: a word or a character, with marks round it."""
    found = _PIECE.match("".join(glyph.text[0] for glyph in line.glyphs))
    return line.glyphs[max(found.end() if found else 1, 1) - 1].right - line.left


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        following = line.text
        # A word may be broken with a hyphen, an address without; between words of letters the break was a space.
        is_word = text[-1:].isascii() and following[:1].isascii() and text[-1:].isalpha() and following[:1].isalpha()
        text += (" " if is_word else "") + following
    return text
