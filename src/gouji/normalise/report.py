"""Put a report together from a document: its tables, chapters, title, period and identity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from gouji.form import TABLES, load_edition
from gouji.model import Document, Paragraph, Problem, Report, Section, Table
from gouji.normalise.claims import read_claims
from gouji.normalise.furniture import is_date_line, is_furniture
from gouji.normalise.grid_prose import with_prose_of_grids
from gouji.normalise.identity import Prose, best_title, identify, read_titles, title_position, with_whole_title
from gouji.normalise.masking import mask
from gouji.normalise.period import PeriodRead, read_period
from gouji.normalise.sections import Outline, read_outline
from gouji.normalise.tables import TablesRead, read_tables
from gouji.normalise.text import fold

# An introduction without a title above it is looked for among the last lines before chapter one.
_INTRODUCTION = 12
_PROSE = re.compile(r"[。;]|条例|本报告|本年报|年度报告|统计|联系|电话|下载")
_SHORTEST_PROSE = 10
_YEAR_LINE = re.compile(r"\(?\S{4}年度?\)?")
_PUBLISHED = re.compile(r"(?P<year>20\d{2})\D{0,2}(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})|(20\d{2})(\d{2})(\d{2})")
# Other documents too have 总体情况, 问题 and 其他事项; these chapters only an annual report has.
_TELLING = frozenset({2, 3, 4})


class NotAReport(Exception):
    """The document is not an annual report on open government information; `problem` says so to the user."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def normalise(
    document: Document,
    *,
    source: str,
    sha256: str,
    id: str,
    organisation: str | None = None,
    year: int | None = None,
) -> Report:
    """What `document` means as a report; `organisation` and `year` stand over what it says itself.

    Raises NotAReport where there are neither the form's tables nor its chapters.
    """
    masked = mask(document)
    document = masked.document
    tables = read_tables(document)
    outline = read_outline(*with_prose_of_grids(document.blocks, tables.used))
    before = with_whole_title(outline.before)
    titles = read_titles(document, before)
    if not _is_report(tables, outline, titled=bool(titles)):
        raise NotAReport(Problem("not_a_report"))
    preamble = _preamble(before)
    first = _chapter_one(outline.sections)
    stated_year = year or next((named.title.year for named in titles if named.title.year), None)
    period = read_period(preamble, first, stated_year)
    prose = Prose(preamble, first, outline.signed)
    identity, doubts = identify(document, titles, prose, period.period, organisation=organisation, year=year)
    report = Report(
        id=id,
        source=source,
        sha256=sha256,
        identity=identity,
        title=best_title(titles),
        edition=_edition(tables.tables),
        tables=tables.tables,
        preamble=preamble,
        sections=outline.sections,
        period=period.period,
        published=_published(document.meta.get("pubdate", "")),
        problems=(*document.problems, *tables.problems, *_missing(tables.tables), *_noted(period), *doubts),
        signed=outline.signed,
        private=masked.found,
    )
    return replace(report, claims=read_claims(report))


def _is_report(tables: TablesRead, outline: Outline, *, titled: bool) -> bool:
    if tables.tables:
        return True
    return len(outline.chapters) >= 2 and (titled or bool(outline.chapters & _TELLING))


def _preamble(before: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The introduction: what follows the title, or the last lines of prose, without menus and captions."""
    position = title_position(before)
    if position is not None:
        return tuple(each for each in before[position + 1 :] if not _is_caption(each.text))
    return tuple(each for each in before[-_INTRODUCTION:] if _is_prose(each.text))


def _is_caption(text: str) -> bool:
    return is_furniture(text) or is_date_line(text) or bool(_YEAR_LINE.fullmatch(fold(text)))


def _is_prose(text: str) -> bool:
    folded = fold(text)
    return len(folded) >= _SHORTEST_PROSE and bool(_PROSE.search(folded)) and not is_furniture(text)


def _chapter_one(sections: Sequence[Section]) -> tuple[Paragraph, ...]:
    return next((section.paragraphs for section in sections if section.chapter == 1), ())


def _edition(tables: Mapping[str, Table]) -> str | None:
    """`mixed` where tables two and three follow different editions; table four is the same in both."""
    editions = {tables[name].edition for name in ("disclosure", "requests") if name in tables}
    if len(editions) > 1:
        return "mixed"
    return next(iter(editions), None)


def _missing(tables: Mapping[str, Table]) -> list[Problem]:
    forms = load_edition("2021").tables
    return [Problem("table_not_found", {"number": forms[name].number}) for name in TABLES if name not in tables]


def _noted(period: PeriodRead) -> list[Problem]:
    return [period.problem] if period.problem is not None else []


def _published(stated: str) -> str | None:
    """The day of publication as an ISO date; None when `stated` gives none."""
    found = _PUBLISHED.search(fold(stated[:60]))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
