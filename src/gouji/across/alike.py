"""Chapters of prose beside other bodies' of the same year in the run."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.across.figures import report_name
from gouji.across.frame import AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.across.likeness import CHAPTERS, Neighbour, text_key
from gouji.across.texts import chapter_name, compared_chapter, percent, reason, together
from gouji.engine.reasons import Facts
from gouji.engine.wording import join
from gouji.messages import message
from gouji.model import Compared, Place, Relation, Report
from gouji.normalise.tabulate import Row


def draw(entry: Entry, index: Index) -> Drawn:
    """A row for each chapter that says enough to be compared; unknown where no chapters were found."""
    edition = entry.edition
    if not entry.has_chapters:
        row: Row = {"similarity": None, "length": None}
        return Drawn(tuple((edition, {"row": str(chapter)} | row) for chapter in CHAPTERS))
    rows: list[tuple[str, Row]] = []
    for chapter in CHAPTERS:
        length = index.likeness.lengths.get(text_key(entry.key, chapter))
        if length is not None:
            found = _found(entry.key, chapter, index)
            similarity = found[0].similarity if found else 0.0
            rows.append((edition, {"row": str(chapter), "similarity": similarity, "length": length}))
    return Drawn(tuple(rows), None if rows else message("across_little_text"))


def _found(report: str, chapter: int, index: Index) -> list[Neighbour]:
    return index.likeness.neighbours.get(text_key(report, chapter), [])


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`list` of the chapters, each with its likest and the others that resemble it."""
    sentences = []
    compared: list[Compared] = []
    for row in rows:
        chapter = int(str(row["row"]))
        near = [
            _compared(report, chapter, each, index, whole=not at) for at, each in enumerate(_near(report, row, index))
        ]
        compared += near
        crowd = index.likeness.crowd(text_key(report.id, chapter))
        sentences.append(
            message(
                "across_alike" if crowd <= 2 else "across_alike_crowd",
                chapter=chapter_name(chapter, relation.edition),
                other=near[0].name,
                similarity=percent(near[0].similarity),
                others=join([each.name for each in near[1:]]),
                count=crowd,
            )
        )
    return Facts({"list": join(sentences)}, actual=max(each.similarity for each in compared), compared=tuple(compared))


def _near(report: Report, row: Row, index: Index) -> list[Neighbour]:
    return _found(report.id, int(str(row["row"])), index)


def _compared(report: Report, chapter: int, near: Neighbour, index: Index, *, whole: bool) -> Compared:
    """One that resembles the chapter; with both texts for the likest."""
    key = near.key.split("#", 1)[0]
    entry = index.by_key[key]
    if whole:
        other = index.report(key)
        return compared_chapter(report, other, chapter, near.similarity, report_name(other))
    name = message("across_report", year=entry.year, organisation=entry.organisation or entry.source)
    return Compared(key, name, chapter, near.similarity)


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The chapters' prose."""
    return Place("alike")


ALIKE = AcrossFrame("alike", draw, facts, reason, place, together)
