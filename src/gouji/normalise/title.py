"""A report's title: recognise one, and take the body and the year out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji.normalise.organs import is_organ
from gouji.normalise.text import digits, fold, tidy
from gouji.normalise.unfilled import YEAR as UNFILLED_YEAR
from gouji.normalise.unfilled import is_unfilled, undecorated
from gouji.remember import remembered

_LONGEST = 600
_ZERO, _FIGURE = "[0０〇○零OoОＯ]", "[\\d〇○零OoОＯ一二三四五六七八九]"
_NUMBER = rf"(?<![\d〔])(?P<number>[2２二]\s?{_ZERO}\s?{_FIGURE}\s?{_FIGURE})(?!\d)"
# A year, not the year of a date (2025年1月20日) or of a document's number (〔2025〕3号).
_YEAR = re.compile(rf"{_NUMBER}(?!\s*年\s*[\d一二三四五六七八九十]+\s*月)\s*(?:年\s*度?)?")
_YEAR_IN_BRACKETS = re.compile(rf"[（(\[【]\s*{_YEAR.pattern}\s*[)）\]】]")

_REMARK = r"(?:\s*[（(【\[][^（()）】\]]{0,40}[)）】\]])*"
_SEPARATOR = r"\s*(?:[_|｜»>]|[-–—]{1,2})"
_SHAPE = re.compile(
    r"(?P<before>.*)(?P<core>政府信息与?政务公开|政务信息公开|信息公开|政务公开)"
    rf"(?P<after>(?:(?!信息公开|政务公开)[^，。；])*?(?:报\s*告|年\s*报)\s*{_REMARK})\s*[》”\"]?\s*(?:\.\w{{2,4}})?"
    rf"(?:{_SEPARATOR}.*|\s*20\d\d[-./年].*)?",
    re.DOTALL,
)
_SPACED = re.compile(r"(?:\S\s){8}")
_SPACES = 8
_OPENNESS = "公开"
_ABOUT = "关于(?:印发|公布|发布|公开|报送)?"
_NUMBERED = r"\S{2,12}[〔\[]\d{4}[〕\]]\d+号"
_LEAD = re.compile(rf"^(?:附件?\s*\d*\s*[:：]|{_NUMBERED}|[《“\"【]|{_ABOUT}|的)\s*")
_TRAIL = re.compile(rf"\s*(?:[-–—_:：·《“\"(（【\[|]|{_ABOUT}|的|附件\d*)$")
_PATH = re.compile(r"\s*[_|｜»]\s*|\s+[-–—>]+\s*|\s*[-–—]\s+")
_SENTENCE = re.compile(r"[。；;！，,]|^(?:本|根据|按照|依据|现将|现公布|为|当前位置|您|首页|上一|下一)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed, and what it names; `organisation` and `year` are None when it does not name them.

    `unfilled` says that it has a sign where the name is due, as a template has.
    """

    text: str
    organisation: str | None
    year: int | None
    unfilled: bool = False

    @property
    def completeness(self) -> int:
        """How many of the two it names."""
        return (self.organisation is not None) + (self.year is not None)


@remembered
def parse_title(text: str) -> Title | None:
    """The report's title that `text` is, a portal's suffix cut off; None when it is not a report's title.

    `示例市民政局2024年政府信息公开工作年度报告_示例市人民政府门户网站` gives the body, 2024 and the title without
    the site's name.
    """
    spaced = len(text.split()) >= _SPACES and _SPACED.search(text)
    shown = fold(text) if spaced else tidy(text)
    found = _SHAPE.fullmatch(shown) if _OPENNESS in shown and len(shown) <= _LONGEST else None
    if found is None:
        return None
    before, after = _elision(found["before"], found["core"]), found["after"]
    number = _last(before) or _first(after)
    name = _organisation(undecorated(before))
    unfilled = name is not None and is_unfilled(name)
    return Title(_bare(shown[: found.end("after")]), None if unfilled else name, number, unfilled)


def is_sentence(text: str) -> bool:
    """Whether a line that names the report is part of its prose, or of the portal's navigation, and not its title."""
    return bool(_SENTENCE.search(re.sub(_REMARK + "$", "", tidy(text))))


def year_of(number: str) -> int:
    """A year of four figures in any writing: `二○二四`, `２０２４`, `2 0 2 4`."""
    return int(digits(fold(number)))


def _elision(before: str, core: str) -> str:
    """`before` without the 政府 of 政府信息公开, but with that of 示例市人民政府信息公开 (one word for two)."""
    if core in ("信息公开", "政务公开") and before.endswith("政府"):
        before = before.removesuffix("政府")
        return before + "政府" if before.endswith("人民") else before
    return before


def _last(text: str) -> int | None:
    years = [year_of(found["number"]) for found in _YEAR.finditer(text)]
    return years[-1] if years else None


def _first(text: str) -> int | None:
    found = _YEAR.search(text)
    return year_of(found["number"]) if found else None


def _bare(text: str) -> str:
    """A title without book marks, 附件 and a path of site names in front."""
    text = _strip(_own(text))
    return text.removesuffix("》").removesuffix("”").strip() if not re.search("[《“]", text) else text.strip()


def _organisation(before: str) -> str | None:
    name = _YEAR.sub(" ", _YEAR_IN_BRACKETS.sub(" ", before))
    # A template's year that nobody has filled in is no part of the body's name.
    name = _strip(_own(UNFILLED_YEAR.sub(" ", fold(name) if UNFILLED_YEAR.search(fold(name)) else name)))
    head, about, place = name.rpartition("关于")
    if about and place and is_organ(place):
        name = place
    elif about and not place:
        name = head
    return tidy(name) or None


def _own(text: str) -> str:
    """What follows the names of sites and columns that a path puts in front."""
    parts = _PATH.split(text)
    return next((part for part in reversed(parts) if part.strip()), "") if len(parts) > 1 else text


def _strip(name: str) -> str:
    """`name` without the words and marks that introduce or join it."""
    before = None
    while before != name:
        before = name
        name = _TRAIL.sub("", _LEAD.sub("", name.strip()))
    return name
