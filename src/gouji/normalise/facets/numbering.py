"""The chapters' ordinals, and what the introduction announces of them."""

from __future__ import annotations

import re

from gouji.form import EDITIONS, load_edition
from gouji.messages import message
from gouji.model import Remark, Text
from gouji.normalise.facets.look import Line, Look, Seen, general, remark, unknown
from gouji.normalise.text import small_number

_SIX = [1, 2, 3, 4, 5, 6]
_COUNT = re.compile(r"(?P<count>[一二三四五六七八九十\d]{1,2})(?:个|大)*部分")
_ANNOUNCES = re.compile(r"(?:报告|年报|全文|内容|共|主要)[^。;]*部分")
_LISTS = re.compile(r"组成|构成|包括|分为|部分")
_OPEN_END = re.compile("等")
_SENTENCE = re.compile("[^。;]+")
_FEWEST_NAMED = 3
_NAMES = ("总体情况|概述", "主动公开", "申请(?!行政)", "复议|诉讼", "问题|不足", "其他|其它")


def chapter_numbers(seen: Look) -> Seen:
    """Printed ordinals that are not the chapters' own. Chapters missing or too many shift them: not this topic."""
    sections = seen.report.sections
    if not sections:
        return unknown("no_chapters")
    if [section.chapter for section in sections] != _SIX:
        return None
    if all(section.number is None for section in sections):
        return unknown("ordinals_unread")
    form = load_edition(EDITIONS[-1]).chapters
    wrong = [section for section in sections if section.number not in (None, section.chapter)]
    return [
        general(message("chapter_misnumbered", printed=section.title[:40], ordinal=form[section.chapter - 1].ordinal))
        for section in wrong
        if section.chapter is not None
    ]


def announced_chapters(seen: Look) -> Seen:
    """The introduction announces another number of parts than follow, or names some of the six and not the others."""
    sentences = [(line, text) for line in seen.introduction for text in _SENTENCE.findall(line.folded)]
    announcing = [(line, text) for line, text in sentences if _ANNOUNCES.search(text)]
    if not announcing:
        return None
    if not seen.report.sections:
        return unknown("no_chapters")
    return [each for line, text in announcing for each in (_counted(seen, line, text), _named(text)) if each]


def _counted(seen: Look, line: Line, text: str) -> Remark | None:
    found = _COUNT.search(text)
    count = small_number(found["count"]) if found else 0
    if not count or found is None or count == len(seen.report.sections):
        return None
    return remark(line, found.group())


def _named(text: str) -> Remark | None:
    if not _LISTS.search(text) or _OPEN_END.search(text):
        return None
    missing = [number for number, name in enumerate(_NAMES, start=1) if not re.search(name, text)]
    if not missing or len(_NAMES) - len(missing) < _FEWEST_NAMED:
        return None
    form = load_edition(EDITIONS[-1]).chapters
    titles = [form[number - 1].title for number in missing]
    return general(message("chapters_not_announced", titles=Text("、".join(titles), ", ".join(titles))))
