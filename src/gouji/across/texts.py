"""Chapters of prose beside last year's: how much alike they are without names, years and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.across.earlier import beside_last_year
from gouji.across.figures import same, year_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.across.masked import SHORTEST, chapter_text, masked_chapter
from gouji.engine.reasons import Facts
from gouji.engine.wording import join
from gouji.form import load_edition
from gouji.messages import message
from gouji.model import Compared, Place, Relation, Report, Text
from gouji.normalise.tabulate import Row, report_edition

# Of the two texts that stand side by side so much is kept.
_LONGEST = 3000


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for each chapter of prose that says enough in both years; all unknown where chapters were not found."""
    return beside_last_year(entry, index, lambda this, last: _draw(this, last, index))


def _draw(report: Report, last: Report, index: Index) -> Drawn:
    from rapidfuzz import fuzz

    edition = report_edition(report)
    rows: list[tuple[str, Row]] = []
    for chapter, shortest in SHORTEST.items():
        row: Row = {"row": str(chapter), "earlier": last.id}
        if not report.sections or not last.sections:
            rows.append((edition, row | {"similarity": None, "length": None}))
            continue
        here, there = (masked_chapter(each, chapter, index.template) or "" for each in (report, last))
        length = min(len(here), len(there))
        if length >= shortest:
            similarity = round(fuzz.ratio(here, there) / 100, 4)
            rows.append((edition, row | {"similarity": similarity, "length": length}))
    return Drawn(tuple(rows), None if rows else message("across_little_text"))


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`list` of the chapters, `similarity` of the likest."""
    last = index.report(str(rows[0]["earlier"]))
    name = year_name(last)
    compared = tuple(
        compared_chapter(report, last, int(str(row["row"])), float(str(row["similarity"])), name) for row in rows
    )
    texts = {
        "list": join([chapter_name(each.chapter or 0, relation.edition) for each in compared]),
        "similarity": percent(max(each.similarity for each in compared)),
        "last_year": same(last.identity.year),
    }
    return Facts(texts, actual=max(each.similarity for each in compared), compared=compared)


def compared_chapter(report: Report, other: Report, chapter: int, similarity: float, name: Text) -> Compared:
    """A chapter of two reports, with both texts."""
    here, there = chapter_text(report, chapter) or "", chapter_text(other, chapter) or ""
    return Compared(other.id, name, chapter, similarity, here[:_LONGEST], there[:_LONGEST])


def chapter_name(number: int, edition: str) -> Text:
    """What a chapter is called in a sentence: 第一部分“总体情况”."""
    chapter = next(each for each in load_edition(edition).chapters if each.number == number)
    return message("across_chapter", ordinal=chapter.ordinal, title=chapter.title, name=chapter.name)


def percent(similarity: float) -> Text:
    """A similarity as people read it; 100% only where nothing differs."""
    shown = int(similarity * 100) if similarity < 1 else 100
    return same(f"{shown}%")


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Chapters were not found in one of the reports."""
    return message("across_chapters_unread"), ()


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The chapters' prose."""
    return Place("texts")


def together(relation: Relation, row: Row) -> object:
    """All chapters are one finding."""
    return None


TEXTS = AcrossFrame("texts", draw, facts, reason, place, together)
