"""Paragraphs as folded sentences whose places in the printed text are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.model import Locator, Report

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_COMMON = [(mark, chr(ord(mark) - 0xFEE0)) for mark in "，；：（）"]
_RARE = re.compile("[\uff01-\uff5e]")
_WHITE = re.compile(r"[^\S\n]")
_SENTENCE = re.compile(r"[^。!?\n]{2,}[。!?]?")


class Sentence(NamedTuple):
    """A sentence: `text` folded (half-width, no white space), `places` the place of each mark in the paragraph.

    `section` is the index of the chapter among the
    report's sections, None for the preamble, `paragraph` the index in it.
    """

    text: str
    places: Sequence[int]
    printed: str
    at: Locator
    chapter: int | None
    section: int | None
    paragraph: int

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


def _folded(printed: str) -> str:
    """Half-width forms, mark for mark. What is common is replaced at once: `translate` looks up every mark."""
    text = printed
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return text.translate(_FOLD) if _RARE.search(text) else text


def _split(printed: str, at: Locator, chapter: int | None, section: int | None, paragraph: int) -> Iterator[Sentence]:
    text = _folded(printed)
    places: Sequence[int] = range(len(text))
    # What is printable has no white space but the plain space, and most paragraphs have none at all.
    if (" " in text or not text.isprintable()) and _WHITE.search(text):
        places = [place for place, mark in enumerate(text) if mark == "\n" or not mark.isspace()]
        text = "".join(text[place] for place in places)
    for found in _SENTENCE.finditer(text):
        kept = places[found.start() : found.end()]
        shown = printed[kept[0] : kept[-1] + 1]
        yield Sentence(found.group(), kept, shown, at, chapter, section, paragraph)
