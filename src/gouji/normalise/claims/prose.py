"""Paragraphs as folded sentences whose places in the printed text are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.model import Locator, Report

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD = _WIDTH | {0x3002: "。", 0x2009: " ", 0xFE63: "-", ord("％"): "%"}
_ENDS = "。!?\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` folded (half-width, no white space), `places` the place of each mark in the paragraph.

    `heading` says that it only names what the paragraph is about. `section` is the index of the chapter among the
    report's sections, None for the preamble, `paragraph` the index in it.
    """

    text: str
    places: tuple[int, ...]
    printed: str
    at: Locator
    chapter: int | None
    section: int | None
    paragraph: int
    first: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The places in the paragraph of a stretch of the folded text."""
        return self.places[start], self.places[end - 1] + 1


def sentences(report: Report) -> Iterator[Sentence]:
    """Every sentence of the report in reading order."""
    for index, paragraph in enumerate(report.preamble):
        yield from _split(paragraph.text, paragraph.at, None, None, index)
    for number, section in enumerate(report.sections):
        for index, paragraph in enumerate(section.paragraphs):
            yield from _split(paragraph.text, paragraph.at, section.chapter, number, index)


def _split(
    printed: str, at: Locator, chapter: int | None, section: int | None, paragraph: int
) -> Iterator[Sentence]:
    wide = printed.translate(_FOLD)
    if wide.isspace() or not wide:
        return
    places: Sequence[int] = range(len(wide))
    text = wide
    if any(mark.isspace() for mark in wide):
        places = [place for place, mark in enumerate(wide) if not mark.isspace() or mark == "\n"]
        text = "".join(wide[place] for place in places)
    start = 0
    for end, mark in enumerate(text, start=1):
        if mark in _ENDS or end == len(text):
            if end - start > 1:
                kept = tuple(places[start:end])
                shown = printed[kept[0] : kept[-1] + 1]
                yield Sentence(text[start:end], kept, shown, at, chapter, section, paragraph, start == 0)
            start = end
