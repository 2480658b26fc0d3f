"""Last year's year left over in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.normalise.facets.look import Line, Look, Seen, remark, unknown
from gouji.normalise.text import fold_dates

_SENTENCE = re.compile("[^。；;！!？?]+")
_HEAD = r"(?:[(一二三四五六七八九十\d)、.]{1,4}[^,。;]{0,16}?(?:情况|方面|工作)?[:,。]?)?"
_ACTS = re.compile(
    "收到|受理|新收|接收|主动公开|发布|制发|办结|办理|答复|公开政府信息|未发生|未收到|作出|开展|举办|组织|更新"
)
# What may stand in a report about an earlier year: comparisons, what has gone on since, plans, dates, titles.
_ELSEWHERE = re.compile(
    r"同比|相比|较|比20|比上|上年|上一年|去年|以来|起|底|末|至今|历年|连续|首次|将|计划|拟|结转|遗留|跨年"
)
_MONTH = re.compile(r"\d月")
_TITLE = re.compile(r"《[^》]*》|〔[^〕]*〕")


def left_over_year(seen: Look) -> Seen:
    """Sentences that begin with the year before and tell what was done, in paragraphs that never name the year."""
    year = seen.year
    if year is None:
        return unknown("year_unknown")
    chapters = [line for line in seen.lines if line.section is not None]
    if not chapters:
        return unknown("text_unread")
    found = [remark(line, sentence) for line in chapters for sentence in _sentences(line, year)]
    # A year that was taken from the period or the prose may be the wrong one itself.
    doubtful = seen.report.identity.year_from in ("period", "prose")
    return unknown("year_unknown") if found and doubtful else found


def _sentences(line: Line, year: int) -> Iterator[str]:
    """The sentences of a paragraph that begin with the year before and tell what was done in it."""
    before, whole = str(year - 1), fold_dates(line.printed)
    # Hardly a paragraph names the year before.
    if before not in whole or any(word in whole for word in (f"{year}年", "本年", "今年", f"{year + 1}年")):
        return
    begins = re.compile(rf"{_HEAD}{before}年(?:度|全年)?[,:]?(?!\d+月|[-—至到])")
    for found in _SENTENCE.finditer(line.printed):
        sentence = fold_dates(found.group())
        if _TITLE.search(sentence) or _ELSEWHERE.search(sentence) or _MONTH.search(sentence):
            continue
        if begins.match(sentence) and _ACTS.search(sentence):
            yield found.group().strip()
