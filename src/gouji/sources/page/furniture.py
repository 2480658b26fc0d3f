"""Lines that belong to the pages and not to the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gouji.sources.page.lines import Line

# A part of the page's height at its top and at its bottom.
_MARGIN = 0.12
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[ivxIVX]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-—–－_·.~\s|]*(?:第\s*)?{_NUMBER}\s*(?:页)?\s*(?:[/／|,，、]?\s*(?:共\s*)?\d{{1,4}}\s*页?)?[-—–－_·.~\s|]*"
    rf"|page\s*\d+(?:\s*of\s*\d+)?",
    re.I,
)
_FEWEST_REPEATS = 2


def without_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """The lines of each page without its furniture; each page comes with its height."""
    repeated = _repeated(pages)
    return [[line for line in lines if not _is_furniture(line, lines, height, repeated)] for height, lines in pages]


def _repeated(pages: Sequence[tuple[float, Sequence[Line]]]) -> frozenset[str]:
    """What stands in the margins of most pages, numbers aside."""
    counted: Counter[str] = Counter()
    for height, lines in pages:
        counted.update({_without_numbers(line) for line in lines if _in_margin(line, height)})
    enough = max(_FEWEST_REPEATS, 0.6 * (len(pages) - 1))
    return frozenset(text for text, count in counted.items() if count >= enough and text)


def _without_numbers(line: Line) -> str:
    return re.sub(r"\d+|\s", "", line.text)


def _in_margin(line: Line, height: float) -> bool:
    return not _MARGIN * height < line.base < (1 - _MARGIN) * height


def _is_furniture(line: Line, lines: Sequence[Line], height: float, repeated: frozenset[str]) -> bool:
    if not _in_margin(line, height):
        return False
    outermost = line is lines[0] or line is lines[-1]
    return _without_numbers(line) in repeated or (outermost and bool(_PAGE_NUMBER.fullmatch(line.text)))
