"""What chapter one and chapter five speak of, and what the reports of governments must."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.model import OrganKind, Remark, Text
from gouji.normalise.facets.look import Line, Look, Seen, Unknown, data, general, joined, remark, unknown

_GOVERNMENTS = (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP)
_MARKS = re.compile(r"[\s。,、;:.!?()]|(?<![一-鿿])[一二三四五六七八九十\d]+(?=[、.)])")
# A chapter one of less text is a remnant, of which nobody can tell what the report left out.
_SHORTEST_CHAPTER_ONE = 100
# More text than this says something, however it begins.
_LONGEST_NOTHING = 30


def chapter_length(seen: Look) -> int | None:
    """How many characters chapter one has, white space left out; None where it has no text."""
    return len(joined(seen.chapter(1)).replace("\n", "")) or None


def aspects(seen: Look) -> Seen:
    """Which of the five aspects chapter one does not speak of. A chapter of its own counts too."""
    if not seen.has_chapter(1):
        return None
    lines = [line for line in seen.lines if line.chapter in (1, None)]
    return _thin(seen) or _not_spoken_of("aspects", lines)


def government_duties(seen: Look) -> Seen:
    """Which of what article 50(4) asks of governments the report does not speak of."""
    if seen.report.identity.kind not in _GOVERNMENTS:
        return None
    return _thin(seen) or _not_spoken_of("duties", seen.lines)


def _thin(seen: Look) -> Unknown | None:
    """Why chapter one says too little to tell what is missing from it."""
    length = chapter_length(seen)
    if length is None:
        return unknown("chapter_unread", ordinal="一", chapter=1)
    return unknown("chapter_one_thin", count=length) if length < _SHORTEST_CHAPTER_ONE else None


def _not_spoken_of(topic: str, lines: Iterable[Line]) -> list[Remark]:
    text = joined(lines)
    entries = data("chapters.yml")[topic]
    return [general(Text(entry["zh"], entry["en"])) for entry in entries if not re.search(entry["words"], text)]


def problems_empty(seen: Look) -> Seen:
    """Chapter five that says 无 and nothing else."""
    lines = seen.chapter(5)
    if not lines:
        return unknown("chapter_unread", ordinal="五", chapter=5) if seen.has_chapter(5) else None
    return [remark(lines[0], lines[0].printed)] if _says_nothing(lines) else ()


def _says_nothing(lines: list[Line]) -> bool:
    text = _MARKS.sub("", joined(lines))
    return len(text) <= _LONGEST_NOTHING and bool(re.fullmatch(data("chapters.yml")["nothing"], text))


def measures(seen: Look) -> Seen:
    """Chapter five without a word of what was or will be done."""
    lines = seen.chapter(5)
    if not lines:
        return unknown("chapter_unread", ordinal="五", chapter=5) if seen.has_chapter(5) else None
    if _says_nothing(lines):
        return None
    return () if re.search(data("chapters.yml")["measures"], joined(lines)) else [remark(lines[0], lines[0].printed)]
