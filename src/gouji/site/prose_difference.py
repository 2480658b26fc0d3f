"""The prose of two reports compared sentence by sentence, and within sentences that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from gouji.model import Text
from gouji.site.figures import clipped
from gouji.site.labels import label

SENTENCES_COMPARED = 400
SENTENCE_LIMIT = 600
CHAPTERS_COMPARED = 40
ALIKE = 0.5
# Comparing two sentences letter by letter costs the product of their lengths; one pair of reports may cost this much.
EFFORT = 1_500_000

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
# A number is one piece: nobody reads which of its digits are others.
_PIECE = re.compile(r"\d+(?:\.\d+)?|\D", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that both sides share (`own` False) or that one side has for itself."""

    text: str
    own: bool


class _Effort:
    """How much comparing letter by letter one page has left."""

    def __init__(self) -> None:
        self._left = EFFORT

    def allows(self, old: str, new: str) -> bool:
        self._left -= len(old) * len(new)
        return self._left >= 0


Stretches = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences side by side; `kind` is `same`, `changed`, `removed` (earlier only) or `added` (later only)."""

    kind: str
    earlier: Stretches
    later: Stretches


@dataclass(frozen=True, slots=True)
class ChapterDifference:
    """One chapter in both reports. `same` of `total` sentences of the later one; `hidden` were not compared."""

    title: Text | None
    heading: str | None
    rows: tuple[Difference, ...]
    same: int
    total: int
    hidden: int


def chapter_differences(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> tuple[ChapterDifference, ...]:
    """The introduction and every chapter that one of the two has text in, in the later report's order."""
    before, after = _chapters(earlier), _chapters(later)
    keys = [*after, *(key for key in before if key not in after)]
    effort = _Effort()
    nothing: tuple[str, list[str]] = ("", [])
    found = (_chapter(before.get(key, nothing), after.get(key, nothing), effort) for key in keys[:CHAPTERS_COMPARED])
    return tuple(chapter for chapter in found if chapter.rows)


def text_differences(other: str, own: str) -> tuple[Difference, ...]:
    """Two texts sentence by sentence, the other's on the earlier side."""
    old, new = (_sentences([{"text": text}])[:SENTENCES_COMPARED] for text in (other, own))
    return tuple(_rows(old, new, _Effort()))


def _chapters(record: Mapping[str, Any]) -> dict[object, tuple[str, list[str]]]:
    """Chapter number of the form, or the heading where it has none → heading and sentences."""
    found: dict[object, tuple[str, list[str]]] = {0: ("", _sentences(record.get("preamble") or ()))}
    for section in record.get("sections") or ():
        title = clipped(str(section["title"]), 300)
        key = section.get("chapter") or title
        known = found.get(key)
        sentences = _sentences(section.get("paragraphs") or ())
        found[key] = (title, sentences) if known is None else (known[0], [*known[1], *sentences])
    return found


def _sentences(paragraphs: Sequence[Mapping[str, Any]]) -> list[str]:
    text = "\n".join(str(paragraph["text"]) for paragraph in paragraphs)
    return [clipped(found.strip(), SENTENCE_LIMIT) for found in _SENTENCE.findall(text) if found.strip()]


def _chapter(before: tuple[str, list[str]], after: tuple[str, list[str]], effort: _Effort) -> ChapterDifference:
    old, new = before[1][:SENTENCES_COMPARED], after[1][:SENTENCES_COMPARED]
    hidden = len(before[1]) - len(old) + len(after[1]) - len(new)
    rows = tuple(_rows(old, new, effort))
    heading = after[0] or before[0]
    title = None if heading else label("preamble")
    return ChapterDifference(title, heading or None, rows, sum(r.kind == "same" for r in rows), len(new), hidden)


def _rows(old: Sequence[str], new: Sequence[str], effort: _Effort) -> Iterator[Difference]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Difference("same", (Stretch(s, False),), (Stretch(s, False),)) for s in new[k:m])
            continue
        pairs = min(j - i, m - k)
        for a, b in zip(old[i : i + pairs], new[k : k + pairs], strict=True):
            yield from _pair(a, b, effort)
        yield from (Difference("removed", (Stretch(s, True),), ()) for s in old[i + pairs : j])
        yield from (Difference("added", (), (Stretch(s, True),)) for s in new[k + pairs : m])


def _pair(old: str, new: str, effort: _Effort) -> Iterator[Difference]:
    """Two sentences in the same place: what differs in them when they are alike, otherwise one out and one in."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not effort.allows(old, new) or matcher.ratio() < ALIKE:
        yield Difference("removed", (Stretch(old, True),), ())
        yield Difference("added", (), (Stretch(new, True),))
        return
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    earlier = tuple(Stretch("".join(before[i:j]), tag != "equal") for tag, i, j, _, _ in codes if j > i)
    later = tuple(Stretch("".join(after[k:m]), tag != "equal") for tag, _, _, k, m in codes if m > k)
    yield Difference("changed", earlier, later)
