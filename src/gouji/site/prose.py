"""A report's prose, with the numbers in it that were compared with the tables marked in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.model import Text
from gouji.site.figures import clipped
from gouji.site.findings import CellLink, cell_link, text_of
from gouji.site.labels import label_or
from gouji.site.places import Forms

SECTIONS_SHOWN = 60
PARAGRAPHS_SHOWN = 300
PARAGRAPH_LIMIT = 4_000
TITLE_LIMIT = 300
CLAIMS_SHOWN = 300
CELLS_SHOWN = 12
CLAIM_VERDICTS = ("mismatch", "match", "not_assessed")

Claims = Sequence[Mapping[str, Any]]
# Those of each paragraph, which is known by its section (None: the introduction) and its place there, with numbers.
_ByParagraph = Mapping[tuple[int | None, int], Sequence[tuple[int, Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph: plain, or a number with the anchor of its entry and the verdict on it."""

    text: str
    anchor: str | None = None
    verdict: str | None = None
    verdict_text: Text | None = None
    own_anchor: str | None = None


@dataclass(frozen=True, slots=True)
class ProseView:
    """The text under one heading (None for the introduction); `hidden` paragraphs are not shown."""

    title: str | None
    paragraphs: tuple[tuple[Segment, ...], ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One number of the prose and what became of comparing it. `spot` is where it stands in the prose shown."""

    number: int
    anchor: str
    spot: str
    text: str
    sentence: str
    quantity: Text | None
    verdict: str
    verdict_text: Text
    why: Text
    cells: tuple[CellLink, ...]


def claim_views(forms: Forms, record: Mapping[str, Any]) -> tuple[tuple[ClaimView, ...], int]:
    """The claims, mismatches first and then in reading order, and how many more there are than shown."""
    claims: Claims = record.get("claims") or ()
    numbered = sorted(enumerate(claims, 1), key=lambda item: (CLAIM_VERDICTS.index(item[1]["verdict"]), item[0]))
    shown = numbered[:CLAIMS_SHOWN]
    return tuple(_claim(forms, number, claim) for number, claim in shown), len(claims) - len(shown)


def _claim(forms: Forms, number: int, claim: Mapping[str, Any]) -> ClaimView:
    verdict = str(claim["verdict"])
    name = claim.get("quantity_name")
    keys = [key for reading in claim.get("readings") or () for key in reading["cells"]]
    return ClaimView(
        number,
        _anchor(number),
        _spot(number),
        clipped(str(claim["text"]), 80),
        clipped(str(claim["sentence"]), 300),
        Text(str(name), str(claim.get("quantity_name_en") or name)) if name else None,
        verdict,
        label_or(f"claim_{verdict}", verdict),
        text_of(claim, "why"),
        tuple(cell_link(forms, key) for key in list(dict.fromkeys(keys))[:CELLS_SHOWN]),
    )


def _anchor(number: int) -> str:
    return f"c-{number}"


def _spot(number: int) -> str:
    return f"p-{number}"


def prose_views(record: Mapping[str, Any]) -> tuple[ProseView, ...]:
    """The introduction and each section with text, in order."""
    claims = _by_paragraph(record.get("claims") or ())
    parts: list[tuple[int | None, str | None, Sequence[Mapping[str, Any]]]] = [(None, None, record.get("preamble", ()))]
    sections: Sequence[Mapping[str, Any]] = record.get("sections", ())
    parts += [(i, str(s["title"]), s.get("paragraphs", ())) for i, s in enumerate(sections[:SECTIONS_SHOWN])]
    return tuple(_prose(*part, claims) for part in parts if part[2])


def _prose(
    section: int | None, title: str | None, paragraphs: Sequence[Mapping[str, Any]], claims: _ByParagraph
) -> ProseView:
    shown = tuple(
        _segments(clipped(str(paragraph["text"]), PARAGRAPH_LIMIT), claims.get((section, i), ()))
        for i, paragraph in enumerate(paragraphs[:PARAGRAPHS_SHOWN])
    )
    heading = None if title is None else clipped(title, TITLE_LIMIT)
    return ProseView(heading, shown, len(paragraphs) - len(shown))


def _by_paragraph(claims: Claims) -> _ByParagraph:
    """The claims with their numbers, by position and the gravest first where two share a place."""
    found: dict[tuple[int | None, int], list[tuple[int, Mapping[str, Any]]]] = defaultdict(list)
    for number, claim in enumerate(claims, 1):
        place = claim["place"]
        found[place["section"], place["paragraph"]].append((number, claim))
    for here in found.values():
        here.sort(key=lambda item: (item[1]["place"]["start"], CLAIM_VERDICTS.index(item[1]["verdict"]), item[0]))
    return found


def _segments(text: str, claims: Sequence[tuple[int, Mapping[str, Any]]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    done = 0
    for number, claim in claims:
        start, end = int(claim["place"]["start"]), int(claim["place"]["end"])
        if start < done or end > len(text) or start >= end:
            continue  # another claim stands there already, or the paragraph was cut before it
        if start > done:
            segments.append(Segment(text[done:start]))
        verdict = str(claim["verdict"])
        words = label_or(f"claim_{verdict}", verdict)
        segments.append(Segment(text[start:end], _anchor(number), verdict, words, _spot(number)))
        done = end
    if done < len(text):
        segments.append(Segment(text[done:]))
    return tuple(segments)
