"""Compare printed labels with the form's: by meaning, whatever their white space, width, quotes and ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gouji.form import Line
from gouji.normalise.text import fold
from gouji.remember import remembered

# 三、 （三） 3. 3． 3、 (3) ① (which folds to 1); a bare digit only before a character that is none.
_ORDINAL = re.compile(
    r"(?:\((?P<bracket>[一二三四五六七八九十]+|\d{1,2})\)|(?P<chinese>[一二三四五六七八九十]+)[、.,:]"
    r"|(?P<digit>\d{1,2})(?:[、.,:)](?!\d)|(?=[^\d、.,)])))"
)
_NOT_WORDS = re.compile(r"[\W_]+")
_ALIKE = 0.8
_CLEARLY = 0.08
# A text that is so much like a label has two thirds of its characters from it: the two are nearly of one length.
_COMMON = 0.66
_SHORTEST_PART = 4
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its words without marks and ordinal (`core`), and the ordinal as printed (三, 3 or None)."""

    core: str
    ordinal: str | None = None

    @property
    def whole(self) -> str:
        """The words with the ordinal before them, to tell labels apart that stand fused in one cell."""
        return (self.ordinal or "") + self.core


@remembered
def read_label(text: str) -> Label:
    """`text` as a label."""
    folded = fold(text)
    found = _ORDINAL.match(folded)
    if not found:
        return Label(_words(folded))
    ordinal = found["bracket"] or found["chinese"] or found["digit"]
    return Label(_words(folded[found.end() :]), ordinal)


def core(text: str) -> str:
    """The words of a label, without ordinal, white space and marks."""
    return read_label(text).core


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


class Lexicon:
    """Labels of the form by what they name; finds the one that a printed label means."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._labels = [(key, read_label(text)) for key, texts in entries for text in texts]
        self._by_core: dict[str, str] = {}
        for key, label in self._labels:
            self._by_core.setdefault(label.core, key)
        # What is printed is mostly no label of the form: these tell so at once.
        self._last_marks = frozenset(label.core[-1:] for _, label in self._labels if label.ordinal)
        self._beginnings = "\n".join(["", *self._by_core])
        self._marks = frozenset(self._beginnings)
        self.find = remembered(self._find)
        self.exact = remembered(self._exact)
        self.may_find = remembered(self._may_find)

    @classmethod
    def of_lines(cls, lines: Iterable[Line]) -> Lexicon:
        """The labels and aliases of rows or columns."""
        return cls((line.key, (line.label, *line.aliases)) for line in lines)

    def _exact(self, text: str) -> str | None:
        # `exact`: the key whose label has the same words as `text`.
        wanted = core(text)
        return self._by_core.get(wanted) if wanted else None

    def _may_find(self, text: str) -> bool:
        # `may_find`: whether a label may come near to `text`; False is certain, of these labels and of any choice of
        # them.
        wanted = core(text)
        return (
            wanted in self._by_core
            or wanted[-1:] in self._last_marks
            or f"\n{wanted}" in self._beginnings
            or self._shares_marks(wanted)
        )

    def _shares_marks(self, wanted: str) -> bool:
        return sum(map(self._marks.__contains__, wanted)) >= _COMMON * len(wanted)

    def _find(self, text: str) -> str | None:
        # `find`: the key that a text means by the same words, fused labels, a label cut short, or nearly the same
        # words; None when no label comes near or two are equally near.
        wanted = read_label(text)
        if not wanted.core:
            return None
        return self._by_core.get(wanted.core) or self._ending(text, wanted) or self._cut(wanted) or self._alike(wanted)

    def _ending(self, text: str, wanted: Label) -> str | None:
        # The key whose label, ordinal and all, ends `text`: labels of group and row fused in one cell.
        if wanted.core[-1] not in self._last_marks:
            return None
        whole = _words(fold(text))
        return next((k for k, label in self._labels if label.ordinal and whole.endswith(label.whole)), None)

    def _cut(self, wanted: Label) -> str | None:
        if len(wanted.core) < _SHORTEST_PART or f"\n{wanted.core}" not in self._beginnings:
            return None
        keys = {
            key
            for key, label in self._labels
            if label.core.startswith(wanted.core) and _agree(label.ordinal, wanted.ordinal)
        }
        return keys.pop() if len(keys) == 1 else None

    def _alike(self, wanted: Label) -> str | None:
        length = len(wanted.core)
        if not _SHORTEST_PART <= length <= _LONGEST:
            return None
        if not self._shares_marks(wanted.core):
            return None
        scores: dict[str, float] = {}
        for key, label in self._labels:
            if _agree(label.ordinal, wanted.ordinal) and _may_be_alike(label.core, wanted.core):
                score = SequenceMatcher(None, label.core, wanted.core, autojunk=False).ratio()
                scores[key] = max(score, scores.get(key, 0.0))
        ranked = sorted(scores, key=lambda key: -scores[key])
        if not ranked or scores[ranked[0]] < _ALIKE:
            return None
        next_best = scores[ranked[1]] if len(ranked) > 1 else 0.0
        return ranked[0] if scores[ranked[0]] - next_best >= _CLEARLY else None


def _may_be_alike(one: str, other: str) -> bool:
    """Whether enough characters are common: a cheap test before the dear one."""
    least = _ALIKE * (len(one) + len(other))
    return 2 * min(len(one), len(other)) >= least and 2 * min(len(one), sum(map(one.__contains__, other))) >= least


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
