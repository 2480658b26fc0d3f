"""Which of many texts resemble each other, in bounded memory and without comparing each with each.

Candidates come by MinHash and banding (Broder, 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
chapter 3): two texts that share most of their three-character shingles share a band of their signatures almost surely.
The few candidates with most bands in common are then compared character by character. Of a cluster of texts that are
all alike only the first few are kept to be found, so that ten thousand copies of one template cost no more than as many
different texts.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gouji.across.masked import SHORTEST, masked_chapter
from gouji.model import Report

_SHINGLE = 3
_BANDS, _ROWS = 24, 4
# Texts in a bucket beyond which it says nothing; candidates that are compared; neighbours that are kept; members of a
# cluster that others are compared with.
_BUCKET, _CANDIDATES, _NEIGHBOURS, _FINDABLE = 40, 12, 8, 8
# Less alike than this nobody asks.
_LEAST = 0.8
_SEED = 1


# The chapters of prose that are compared between bodies.
CHAPTERS = (1, 5)


@dataclass(frozen=True, slots=True)
class Signed:
    """A chapter that says enough to be compared: its masked text, and the MinHash signature of its shingles."""

    chapter: int
    text: str
    signature: bytes


def signed_chapters(report: Report, template: Collection[str]) -> tuple[Signed, ...]:
    """The chapters of `report` that are compared, without the clauses of `template`: what is dear is done here."""
    texts = ((chapter, masked_chapter(report, chapter, template)) for chapter in CHAPTERS)
    return tuple(
        Signed(chapter, text, sign(text))
        for chapter, text in texts
        if text is not None and len(text) >= SHORTEST[chapter]
    )


def gather(likeness: Likeness, report: str, body: Hashable, year: int | None, chapters: Iterable[Signed]) -> None:
    """Take the chapters of the report with the id `report` among those that are compared within its year."""
    for each in chapters:
        key = text_key(report, each.chapter)
        likeness.lengths[key] = len(each.text)
        likeness.add(key, (year, each.chapter), body, each.text, each.signature)


def sign(text: str) -> bytes:
    """The signature of a text: the same in every process."""
    # Drawing the permutations anew would cost more than signing.
    signed = _unsigned().copy()
    encoded = {text[at : at + _SHINGLE].encode("utf-8", "replace") for at in range(max(1, len(text) - _SHINGLE + 1))}
    signed.update_batch(sorted(encoded))
    signature: bytes = signed.hashvalues.astype("uint64").tobytes()
    return signature


@cache
def _unsigned() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=zlib.crc32)


def text_key(report: str, chapter: int) -> str:
    """What a chapter of a report is called among the texts that are compared."""
    return f"{report}#{chapter}"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another text and how much alike it is, from 0 to 1."""

    key: str
    similarity: float


@dataclass(slots=True)
class Likeness:
    """Texts as they come, each with the others that it resembles.

    Texts of the same `body` are not compared with each other. `neighbours` are by key, the likest first; `lengths` are
    the characters of what `gather` took, names, numbers and the template's clauses left out.
    """

    neighbours: dict[str, list[Neighbour]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    _buckets: dict[int, list[str]] = field(default_factory=dict)
    _texts: dict[str, bytes] = field(default_factory=dict)
    _bodies: dict[str, Hashable] = field(default_factory=dict)
    _crowd: Counter[str] = field(default_factory=Counter)
    _leader: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, group: Hashable, body: Hashable, text: str, signature: bytes | None = None) -> None:
        """Compare a text with those of its group before it, and keep it to be found by those after it.

        `signature` is the text's, where it is known.
        """
        bands = _bands(group, signature or sign(text))
        votes = Counter(other for band in bands for other in self._buckets.get(band, ()))
        likest: Neighbour | None = None
        for other, _ in votes.most_common(_CANDIDATES):
            if self._bodies[other] == body:
                continue
            similarity = self._ratio(text, other)
            if similarity >= _LEAST:
                self._note(key, other, similarity)
                if likest is None or similarity > likest.similarity:
                    likest = Neighbour(other, similarity)
        leader = self._leader[likest.key] if likest else key
        self._leader[key] = leader
        self._crowd[leader] += 1
        if self._crowd[leader] <= _FINDABLE:
            self._keep(key, body, text, bands)

    def _ratio(self, text: str, other: str) -> float:
        from rapidfuzz import fuzz

        return float(fuzz.ratio(text, zlib.decompress(self._texts[other]).decode(), score_cutoff=100 * _LEAST)) / 100

    def _note(self, key: str, other: str, similarity: float) -> None:
        for one, two in ((key, other), (other, key)):
            found = self.neighbours.setdefault(one, [])
            found.append(Neighbour(two, round(similarity, 4)))
            found.sort(key=lambda each: -each.similarity)
            del found[_NEIGHBOURS:]

    def _keep(self, key: str, body: Hashable, text: str, bands: list[int]) -> None:
        self._bodies[key] = body
        self._texts[key] = zlib.compress(text.encode("utf-8", "replace"), 1)
        for band in bands:
            there = self._buckets.setdefault(band, [])
            if len(there) < _BUCKET:
                there.append(key)

    def crowd(self, key: str) -> int:
        """How many texts are in the cluster that a text fell into."""
        return self._crowd[self._leader[key]]


def _bands(group: Hashable, signature: bytes) -> list[int]:
    """The bands of a signature, each as one number."""
    size = len(signature) // _BANDS
    return [hash((group, band, signature[band * size : (band + 1) * size])) for band in range(_BANDS)]
