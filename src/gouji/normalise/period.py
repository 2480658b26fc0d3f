"""The statistical period as the report states it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gouji.model import Paragraph, Period, Problem
from gouji.normalise.text import CHINESE_YEAR, fold, fold_dates, tidy
from gouji.normalise.unfilled import YEAR as UNFILLED_YEAR

_TO = r"[至到~\-—–―－一]+"
_START = r"(?:(?P<year>20\d{2})年(?:度)?)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:起|开始)?"
_STOP = r"(?:当年|同年|(?P<year2>20\d{2})年(?:度)?)?(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?"
_SPAN = re.compile(_START + _TO + _STOP)
_MARK = r"[./\-]"
_NUMERIC = re.compile(
    rf"(?P<year>20\d{{2}}){_MARK}(?P<month>\d{{1,2}}){_MARK}(?P<day>\d{{1,2}})日?[至到~\-—–―]+"
    rf"(?:(?P<year2>20\d{{2}}){_MARK})?(?P<month2>\d{{1,2}}){_MARK}(?P<day2>\d{{1,2}})"
)
_WHOLE_YEAR = re.compile(
    r"(?:统计|数据)[^,]{0,6}(?:期限|时限|时间|期间|周期|年度|范围)(?:均?为|是|:)(?P<year>20\d{2})年(?:度|全年|整年)?(?!\d|第)"
)
# 201911日至1231日: the extraction lost 年 and 月.
_DAMAGED = re.compile(rf"20\d{{2}}年?\d{{1,4}}日?{_TO}(?:20\d{{2}}年?)?\d{{2,4}}日")
_SPEAKS = re.compile(r"统计|期限|时限|报告期|起止时间|时间(?:范围|跨度|段)")
_SPEAKS_FAINTLY = re.compile(r"数据|本报告|年度报告|年报|所列|时间")
# A year that is said of the report: not of a law or notice (2019年修订, 2019年4月3日公布).
_NEARBY = re.compile(r"(?P<year>20\d{2})年(?!\d+月|\S{0,4}(?:修订|公布|施行|印发|发布))")
_TITLES = re.compile(r"《[^《》]*》|<[^<>]*>")
_SENTENCES = re.compile(r"(?<=[。；;！])")


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """The period, or why there is none although the report speaks of one."""

    period: Period | None
    problem: Problem | None = None


def read_period(
    preamble: Sequence[Paragraph], first_chapter: Sequence[Paragraph], year: int | None = None
) -> PeriodRead:
    """Find the statistical period in what stands before chapter one, or else in chapter one.

    Other spans of time (of a project, of a campaign) are left alone: the sentence must speak of statistics or of the
    report, or give the first of January to the last of December in the introduction. `year` is the report's year,
    taken where the period names none and none stands nearby.
    """
    stated = [_Stated(p, sentence, True) for p, sentence in _sentences(preamble)]
    stated += [_Stated(p, sentence, False) for p, sentence in _sentences(first_chapter)]
    ranked = sorted((s for s in stated if s.weight), key=lambda s: -s.weight)
    for candidate in ranked:
        period = candidate.period(year)
        if period is not None:
            return PeriodRead(period)
    for candidate in stated:
        if candidate.damaged:
            raw = tidy(candidate.sentence)[:120]
            return PeriodRead(None, Problem("period_damaged", {"text": raw}, candidate.paragraph.at))
    return PeriodRead(None)


class _Stated:
    """One sentence that may state the period."""

    def __init__(self, paragraph: Paragraph, sentence: str, introduction: bool) -> None:
        self.paragraph = paragraph
        self.sentence = sentence
        self.folded = _TITLES.sub("", fold_dates(sentence))
        self.span = _span(self.folded)
        self.weight = self._weigh(introduction) if self.span else 0

    def _weigh(self, introduction: bool) -> int:
        if _SPEAKS.search(self.folded):
            return 4 if introduction else 3
        if not introduction and not self._is_year():
            return 0
        if _SPEAKS_FAINTLY.search(self.folded):
            return 2
        return 1 if introduction and self._is_year() else 0

    def _is_year(self) -> bool:
        """Whether the span is a calendar year's, whatever year it names."""
        found = self.span.groupdict() if self.span else {}
        first, last = (found.get("month"), found.get("day")), (found.get("month2"), found.get("day2"))
        return first in (("1", "1"), ("01", "01"), ("1", None)) and last in (("12", "31"), ("12", None))

    @property
    def damaged(self) -> bool:
        """Whether a period stood here before the extraction lost part of it."""
        spoken = _SPEAKS.search(self.folded) or _SPEAKS_FAINTLY.search(self.folded)
        return bool(spoken and (_DAMAGED.search(self.folded) or (self.weight and self.span)))

    def period(self, year: int | None) -> Period | None:
        """The period in ISO dates; None when it gives no possible dates."""
        if self.span is None:
            return None
        found = self.span.groupdict()
        if found["year"] is None and UNFILLED_YEAR.search(self.folded[: self.span.end()]):
            # 20XX年1月1日至12月31日: a template's year is none, whatever year stands elsewhere.
            return None
        start_year = int(found["year"] or found.get("year2") or self._nearby() or year or 0)
        end_year = int(found.get("year2") or start_year)
        start = _day(start_year, int(found.get("month") or 1), found.get("day"), last=False)
        end = _day(end_year, int(found.get("month2") or 12), found.get("day2"), last=True)
        if start is None or end is None or end < start:
            return None
        return Period(start.isoformat(), end.isoformat(), tidy(self.sentence), self.paragraph.at)

    def _nearby(self) -> str | None:
        """The year that the sentence, or else the paragraph, speaks of closest to the period."""
        position = self.span.start() if self.span else 0
        for text, centre in ((self.folded, position), (_TITLES.sub("", fold_dates(self.paragraph.text)), 0)):
            years = [(abs(found.start() - centre), found["year"]) for found in _NEARBY.finditer(text)]
            if years:
                return min(years)[1]
        return None


def _span(text: str) -> re.Match[str] | None:
    """The span of time that `text` states; of several the one that follows the word 统计 or 期限."""
    spans = [*_NUMERIC.finditer(text), *_SPAN.finditer(text)] or [*_WHOLE_YEAR.finditer(text)]
    words = [found.end() for found in _SPEAKS.finditer(text)] if len(spans) > 1 else []
    spoken = [span for span in spans if any(word <= span.start() for word in words)]
    return next(iter(spoken or spans), None)


def _day(year: int, month: int, day: str | None, *, last: bool) -> date | None:
    """A date; without a day the first or the last of the month. None when there is no such date."""
    if not (2000 <= year <= 2099 and 1 <= month <= 12):
        return None
    days = monthrange(year, month)[1]
    number = int(day) if day else (days if last else 1)
    return date(year, month, number) if 1 <= number <= days else None


def _sentences(paragraphs: Iterable[Paragraph]) -> list[tuple[Paragraph, str]]:
    """The sentences that name a month or a year: no other states a period, or shows the rest of one."""
    return [(p, sentence) for p in paragraphs for sentence in _SENTENCES.split(p.text) if _is_dated(sentence)]


def _is_dated(sentence: str) -> bool:
    folded = fold(sentence)
    return "20" in folded or "月" in folded or CHINESE_YEAR.search(folded) is not None
