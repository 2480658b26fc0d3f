"""The facts behind findings, and why a relation could not be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gouji.engine.wording import LIST_LIMIT, join
from gouji.form import Chapter, Edition
from gouji.form.names import cell_name
from gouji.frames import cell_key
from gouji.messages import message
from gouji.model import Cell, CellState, Compared, Operand, Place, Relation, Remark, Report, Section, Text
from gouji.normalise.facets import inspection
from gouji.normalise.usable import UNREAD

_REPORT_REASONS = {
    "chapter_sequence": "no_chapters",
    "title_names": "no_title",
    "title": "no_title_printed",
    "period": "no_period",
    "chapter_one_length": "chapter_one_unread",
    "days_late": "publication_unknown",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a finding states: the values that its message fills in, and the figures behind them.

    `beside` are the ids of other reports that it rests on, beyond those that state operands or texts.
    """

    texts: Mapping[str, Text]
    expected: float | str | None = None
    actual: float | str | None = None
    difference: float | None = None
    operands: tuple[Operand, ...] = field(default_factory=tuple)
    compared: tuple[Compared, ...] = ()
    beside: tuple[str, ...] = ()


def chapter_facts(report: Report, edition: Edition) -> Facts:
    """How the chapters differ from the form's: missing, renamed, extra, repeated, out of order."""
    deviations = [*_missing(report, edition), *_misnamed(report, edition)]
    order = [section.chapter for section in report.sections if section.chapter]
    if order != sorted(order):
        ordinals = {chapter.number: chapter.ordinal for chapter in edition.chapters}
        text = "".join(ordinals[number] for number in order)
        deviations.append(message("chapters_order", order=text))
    return Facts(
        texts={"list": join(deviations)},
        expected=" ".join(f"{chapter.ordinal}、{chapter.title}" for chapter in edition.chapters),
        actual=" ".join(section.title for section in report.sections),
    )


def _missing(report: Report, edition: Edition) -> list[Text]:
    found = {section.chapter for section in report.sections}
    return [_titled("chapter_missing", chapter, "") for chapter in edition.chapters if chapter.number not in found]


def _misnamed(report: Report, edition: Edition) -> list[Text]:
    chapters = {chapter.number: chapter for chapter in edition.chapters}
    deviations: list[Text] = []
    seen: set[int] = set()
    for section in report.sections:
        printed = _clipped(section)
        if section.chapter is None:
            deviations.append(message("chapter_extra", printed=printed))
        elif section.chapter in seen:
            deviations.append(message("chapter_repeated", printed=printed))
        elif section.match == "renamed":
            deviations.append(_titled("chapter_renamed", chapters[section.chapter], printed))
        if section.chapter:
            seen.add(section.chapter)
    return deviations


def _titled(code: str, chapter: Chapter, printed: str) -> Text:
    title = f"{chapter.ordinal}、{chapter.title}"
    return message(code, title=title, printed=printed)


def _clipped(section: Section) -> str:
    return section.title if len(section.title) <= 40 else section.title[:39] + "…"


def topic_of(relation: Relation) -> str:
    """The topic that a relation on the frame `remarks` is about."""
    return str(relation.when["topic"][0])


def remark_facts(relation: Relation, report: Report) -> Facts:
    """What was noticed: `list` with the place of each remark, and `count`."""
    looked = inspection(report, topic_of(relation))
    found = looked.found if looked else ()
    texts = [_with_place(each) for each in found]
    listed = join(texts[:LIST_LIMIT])
    if len(texts) > LIST_LIMIT:
        listed = message("and_more", list=listed, count=len(texts))
    count = str(len(texts))
    return Facts(texts={"list": listed, "count": Text(count, count)}, expected=0, actual=len(texts))


def _with_place(found: Remark) -> Text:
    return message("remark_at", text=found.text, place=found.place) if found.place else found.text


def place_cells(names: Iterable[str], frame: str, place: Place) -> tuple[str, ...]:
    """The form's cells behind columns of a row of an arithmetic frame."""
    keys = (cell_key(frame, name, place.row, place.column) for name in names)
    return tuple(key for key in keys if key is not None)


def unusable_cells(place: Place, report: Report, edition: Edition) -> tuple[str, ...]:
    """The cell at `place`; where that is blank, the parts that cannot be read and so leave open what it stands for."""
    form = edition.tables[place.frame].cell_at(str(place.row), str(place.column))
    if form is None:
        return ()
    cells = report.tables[place.frame].cells
    if cells[form.key].state in UNREAD:
        return (form.key,)
    parts = dict.fromkeys(part for group in form.parts for part in group if cells[part].state in UNREAD)
    return tuple(parts) or (form.key,)


def undecided_reason(
    relation: Relation, frame: str, place: Place, report: Report, edition: Edition, unusable: tuple[str, ...]
) -> Text:
    """Why a row could not be decided; `unusable` are the cells whose values were missing."""
    if frame == "reports":
        return message(_REPORT_REASONS[relation.columns[0]])
    if frame == "remarks":
        looked = inspection(report, topic_of(relation))
        return looked.why if looked and looked.why else message("not_looked_through")
    table = report.tables.get("requests" if place.frame == "applicants" else place.frame)
    if table is None:
        title = edition.tables[place.frame].title
        return message("table_missing", table=title)
    return _unusable(unusable, table.cells, edition)


def _unusable(keys: tuple[str, ...], cells: Mapping[str, Cell], edition: Edition) -> Text:
    codes = {
        CellState.BLANK: "cell_blank",
        CellState.PLACEHOLDER: "cell_placeholder",
        CellState.TEXT: "cell_text",
        CellState.ABSENT: "cell_absent",
    }
    texts = []
    for key in keys[:LIST_LIMIT]:
        cell, name = cells[key], cell_name(edition, key)
        code = codes.get(cell.state, "cell_uncertain")
        raw = " ".join((cell.raw or "").split())[:40]
        texts.append(message(code, cell=name, raw=raw))
    listed = join(texts)
    if len(keys) > LIST_LIMIT:
        listed = message("and_more", list=listed, count=len(keys))
    return message("cells_unusable", list=listed)
