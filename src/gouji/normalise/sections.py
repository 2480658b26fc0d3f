"""Part a document into what stands before its chapters, and the chapters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.model import Block, Grid, Paragraph, Section
from gouji.normalise.furniture import is_furniture, without_ending
from gouji.normalise.headings import Heading, read_heading

_CHAPTERS = 6
_AGREES, _DISAGREES, _FOLLOWED, _MARKED = 2.0, -1.0, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's chapters. `before` is every paragraph ahead of the first, `signed` who signed after the last."""

    before: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    signed: str | None = None

    @property
    def chapters(self) -> frozenset[int]:
        """The form's chapters that were found."""
        return frozenset(section.chapter for section in self.sections if section.chapter is not None)


def read_outline(blocks: Sequence[Block], used: frozenset[int] = frozenset()) -> Outline:
    """Find the chapters among `blocks`; `used` are the indices of the grids that hold the official tables."""
    read = (read_heading(block, index) for index, block in enumerate(blocks) if isinstance(block, Paragraph))
    headings = [heading for heading in read if heading is not None]
    chosen = align(headings, blocks)
    heads = _with_extras(headings, chosen)
    if not heads:
        return Outline(_text(blocks, range(min(used, default=len(blocks))), frozenset()), ())
    names = frozenset(heading.index for heading in headings if heading.is_name)
    starts = [head.index for head, _ in heads]
    ends = [*starts[1:], len(blocks)]
    texts = [_text(blocks, range(start + 1, end), names) for start, end in zip(starts, ends, strict=True)]
    ending = without_ending(texts.pop())
    texts.append(ending.paragraphs)
    sections = tuple(_section(head, chapter, text) for (head, chapter), text in zip(heads, texts, strict=True))
    return Outline(_text(blocks, range(starts[0]), names), sections, ending.body)


def align(headings: Sequence[Heading], blocks: Sequence[Block]) -> Mapping[int, int]:
    """Which heading (by its index) heads which chapter: the choice, in the form's order, that agrees best.

    Names of chapters in an introduction, a table of contents or a chapter's own points 一、二、三、 agree worse than
    the headings themselves: they stand out of order, do not say the form's words, or have nothing beneath them.
    """
    listed = {heading.index for heading in headings if heading.meanings}
    best: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    for heading in headings:
        reached = dict(best)
        for chapter, meaning in heading.meanings.items():
            score = meaning.score + _circumstances(heading, chapter, blocks, listed)
            before, path = max((best[last] for last in best if last < chapter), key=lambda each: each[0])
            # On a tie the later one: lists of chapters come first.
            if chapter not in reached or before + score >= reached[chapter][0]:
                reached[chapter] = (before + score, (*path, (heading.index, chapter)))
        best = reached
    return dict(max(best.values(), key=lambda each: each[0])[1])


def _circumstances(heading: Heading, chapter: int, blocks: Sequence[Block], listed: set[int]) -> float:
    score = 0.0
    if heading.number is not None:
        score += _AGREES if heading.number == chapter else _DISAGREES
    after = heading.index + 1
    if heading.rest or (after < len(blocks) and after not in listed and not _outside(blocks[after])):
        score += _FOLLOWED
    return score + (_MARKED if heading.paragraph.heading else 0.0)


def _outside(block: Block) -> bool:
    return isinstance(block, Paragraph) and is_furniture(block.text)


def _with_extras(headings: Sequence[Heading], chosen: Mapping[int, int]) -> list[tuple[Heading, int | None]]:
    """The chosen headings and, among the others, those that go on with the count of chapters.

    A chapter's own points 一、二、三、 begin again at 一 and are not chapters.
    """
    heads: list[tuple[Heading, int | None]] = []
    point = 0
    for heading, following in zip(headings, _following(headings, chosen), strict=True):
        number = heading.number
        if heading.index in chosen:
            heads.append((heading, chosen[heading.index]))
            point = 0
        elif heads and number is not None:
            counted = number == (heads[-1][0].number or 0) + 1
            if number == 1 or (point and number == point + 1 and not (counted and following > number)):
                point = number
            elif counted and not heading.sentence and (following > number or (not point and following == number)):
                heads.append((heading, None))
                point = 0
    return heads


def _following(headings: Sequence[Heading], chosen: Mapping[int, int]) -> list[int]:
    """For each heading the ordinal that the next chosen one prints; one beyond all where there is none."""
    following: list[int] = []
    ahead = 100
    for heading in reversed(headings):
        following.append(ahead)
        if heading.index in chosen:
            ahead = heading.number or chosen[heading.index]
    return following[::-1]


def _section(head: Heading, chapter: int | None, text: tuple[Paragraph, ...]) -> Section:
    rest = (Paragraph(head.rest, head.paragraph.at),) if head.rest else ()
    return Section(
        title=head.title,
        number=head.number,
        chapter=chapter,
        match="extra" if chapter is None else head.meanings[chapter].match,
        at=head.paragraph.at,
        paragraphs=rest + text,
    )


def _text(blocks: Sequence[Block], places: range, names: frozenset[int]) -> tuple[Paragraph, ...]:
    """The paragraphs that stand at `places`, without chapters' names that head nothing (a table of contents)."""
    return tuple(block for i in places if not isinstance(block := blocks[i], Grid) and i not in names)
