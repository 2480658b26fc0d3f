"""One line of text: is it a chapter's heading, and which chapter of the form does it mean?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.model import Paragraph
from gouji.normalise.tables import words
from gouji.normalise.text import fold, small_number, tidy

_LONGEST = 48
_ORDINAL = re.compile(
    r"第?(?P<chinese>[一二三四五六七八九十]{1,3})(?:部分|章)?(?P<mark>[、.,:。·]?)|(?P<arabic>\d{1,2})[、.]"
)
_REMARK = re.compile(r"\([^()]*\)$")
_PROSE = re.compile(r"[。;!?]|,.*,")
_END = ":。.;、,"
# The introduction may list the chapters: 一、总体情况；二、主动公开政府信息情况；…
_LIST = re.compile(r"[二三四五六][、.](?:主动公开|收到|政府信息公开|因政府|存在|其他)")
_NOT_MEANT = re.compile(r"[、,;·的和及与]")
# What the titles of each chapter have in common, however they are worded.
_WORDS: Mapping[int, re.Pattern[str]] = {
    1: re.compile("总体|概述|基本情况|工作情况$"),
    2: re.compile("主动公开"),
    3: re.compile("申请(?!行政)"),
    4: re.compile("复议|诉讼"),
    5: re.compile("问题|不足|改进"),
    6: re.compile("其他|其它|需要?(?:报告|说明)"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """How well a heading says one chapter of the form: `match` as in `Section`, `score` to weigh it against others."""

    match: str
    score: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may head a chapter. `meanings` by the form's chapter; `rest` is text that follows on the same line.

    `sentence` marks a point (一、加强领导，…。) that is too much of a sentence to head anything: it only counts.
    """

    index: int
    title: str
    number: int | None
    paragraph: Paragraph
    meanings: Mapping[int, Meaning]
    rest: str = ""
    sentence: bool = False

    @property
    def is_name(self) -> bool:
        """Whether the line is a chapter's name and nothing else, as tables of contents and lists of links print it."""
        return not self.rest and any(meaning.match != "renamed" for meaning in self.meanings.values())


def read_heading(paragraph: Paragraph, index: int) -> Heading | None:
    """The heading that a paragraph is (`index` is its place in the document), None when it cannot be one.

    A line that says none of the form's chapters counts when it begins with 一、二、…: it may be a chapter too many.
    """
    if _no_heading().match(paragraph.text):
        return None
    folded = fold(paragraph.text[: 8 * _LONGEST])
    ordinal = _ORDINAL.match(folded)
    number = small_number(ordinal["chinese"] or ordinal["arabic"]) if ordinal else None
    head, title = (ordinal.group(), folded[ordinal.end() :]) if ordinal else ("", folded)
    for known in _titles():
        if title.startswith(known):
            shown, rest = _cut(paragraph.text, head + known)
            if _stands_alone(rest, title) and (ordinal or not _text(rest)) and not _LIST.search(fold(rest)):
                return _in_order(index, shown, number, paragraph, known, rest)
    if ordinal is None or not (ordinal["mark"] or "部分" in head) or _is_row(paragraph.text):
        return None
    if not _is_title(title):
        return Heading(index, "", number, paragraph, {}, sentence=True)
    return Heading(index, tidy(paragraph.text), number, paragraph, _reworded(title, number))


def _is_row(text: str) -> bool:
    """Whether a line is the label of a row that a dump prints alone: 四、结转下年度继续办理."""
    return words.rows("requests").exact(text) is not None or words.groups().exact(text) is not None


@cache
def _titles() -> Mapping[str, tuple[int, str]]:
    """Every wording that is in order, folded: its chapter, and whether it is the form's or a variant."""
    titles: dict[str, tuple[int, str]] = {}
    for edition in map(load_edition, EDITIONS):
        for chapter in edition.chapters:
            for variant in chapter.variants:
                titles.setdefault(fold(variant), (chapter.number, "variant"))
            titles[fold(chapter.title)] = (chapter.number, "form")
    return titles


@cache
def _no_heading() -> re.Pattern[str]:
    """A line that begins with a Chinese character or a bracket with which no heading begins, as most lines do."""
    first = {"第", *"一二三四五六七八九十", *(title[0] for title in _titles())}
    return re.compile(rf"\s*(?![{''.join(map(re.escape, first))}])[一-鿿（(]")


def _cut(text: str, head: str) -> tuple[str, str]:
    """`text` parted after as much of it as folds to `head`."""
    if text.startswith(head):
        return tidy(head), text[len(head) :]
    end = next((i for i in range(1, len(text) + 1) if len(fold(text[:i])) >= len(head)), len(text))
    return tidy(text[:end]), text[end:]


def _stands_alone(rest: str, title: str) -> bool:
    """Whether a wording in order ends where `rest` begins: 总体情况 does in 总体情况：, not in 总体情况分析."""
    return not rest.strip() or fold(rest)[0] in _END + "(无" or not _is_title(title)


def _text(rest: str) -> str:
    """What is text of the chapter in `rest`: neither marks nor a remark such as （有关情况附表）."""
    bare = tidy(rest).lstrip("：:。.；;、， ")
    return "" if _REMARK.fullmatch(fold(bare)) else bare


def _in_order(index: int, title: str, number: int | None, paragraph: Paragraph, known: str, rest: str) -> Heading:
    chapter, match = _titles()[known]
    text = _text(rest)
    if not text and fold(rest).strip(_END):  # a remark beside the title
        return Heading(index, title + tidy(rest), number, paragraph, {chapter: Meaning("renamed", 9.5)})
    score = 10.0 if match == "form" else 9.8
    return Heading(index, title, number, paragraph, {chapter: Meaning(match, score)}, text)


def _is_title(title: str) -> bool:
    return 0 < len(title) <= _LONGEST and not _PROSE.search(title)


def _reworded(title: str, number: int | None) -> Mapping[int, Meaning]:
    bare = _canonical(_REMARK.sub("", title.rstrip(_END)))
    likeness: dict[int, float] = {}
    for known, (chapter, _) in _titles().items():
        compared = SequenceMatcher(None, bare, _canonical(known), autojunk=False)
        if _WORDS[chapter].search(bare) or compared.quick_ratio() >= 0.7:
            likeness[chapter] = max(compared.ratio(), likeness.get(chapter, 0.0))
    return {
        chapter: Meaning("renamed", 3 + 4 * ratio)
        for chapter, ratio in likeness.items()
        if _recognised(bare, chapter, ratio, agrees=number == chapter)
    }


def _canonical(title: str) -> str:
    return _NOT_MEANT.sub("", title)


def _recognised(title: str, chapter: int, ratio: float, *, agrees: bool) -> bool:
    worded = bool(_WORDS[chapter].search(title))
    if agrees:
        return ratio >= (0.3 if worded else 0.7)
    return ratio >= (0.5 if worded else 0.85)
