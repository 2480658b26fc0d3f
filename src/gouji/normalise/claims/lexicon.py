"""The words of the prose, as data, and the cutting of a folded sentence into tokens that mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.normalise.claims.numerals import Number, read_chinese, read_digits
from gouji.normalise.claims.trie import trie_pattern
from gouji.yaml_text import load_yaml

# The units in which requests, disputes, documents and decisions are counted.
CASES = frozenset("件 份 起 宗 条 例 封 部 件次 个 项".split())
PERSONS = frozenset({"人次", "次"})
MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
PERCENT = "%"
_UNITS = (*CASES, *PERSONS, *MONEY, PERCENT, "个百分点")
# Units of what the form never counts; a number with one of these is no claim.
_FOREIGN = (
    "个工作日|工作日|个单位|个部门|个月|个小时|小时|分钟|年|月|日|天|期|场|篇|家|人(?!次)|名|类|批|轮|号|届|位|版|字|倍|级|层|"
    "路|室|幢|楼|页"
)


# Lists that are looked for in a stretch of text; they are no tokens.
_LISTS = frozenset({"filler", "qualifier", "beside_change"})


# Not frozen: a report has hundreds, and to freeze them makes them five times as dear.
@dataclass(slots=True)
class Token:
    """A piece of a sentence with a meaning; `start` and `end` are places in the folded text.

    `kind` is a class of the lexicon, or `number`, `year`, `month`, `mark` (punctuation) or `joint` (and, or). `value`
    is the word's meaning in its class; a number has its `number` and the `unit` printed behind it instead.
    """

    kind: str
    value: str
    start: int
    end: int
    text: str
    number: Number | None = None
    unit: str = ""
    rounded: bool = False


def load_data(name: str) -> Any:
    """One of the YAML files beside this module."""
    return load_yaml(files("gouji.normalise.claims").joinpath(name).read_text(encoding="utf-8"))


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Word → its class and its meaning there. Raises ValueError for a word with two meanings."""
    known: dict[str, tuple[str, str]] = {}
    for kind, meanings in load_data("lexicon.yml").items():
        if kind in _LISTS:
            continue
        for value, entries in meanings.items():
            for word in map(str, entries):
                if known.setdefault(word, (kind, value)) != (kind, value):
                    raise ValueError(f"{word} stands in {known[word]} and in {(kind, value)}")
    return known


@cache
def _scanner() -> re.Pattern[str]:
    """What means something, and what is passed over whole lest a part of it be taken for something else.

    Where nothing begins is told by one look at the mark; of what begins with a digit no word need be tried.
    """
    units = trie_pattern(_UNITS)
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
    first = "".join(
        sorted({"《第〔[【零〇一二两三四五六七八九十百千万,;:()、或及和与并至到-—~～", *(word[0] for word in words())})
    )
    return re.compile(
        rf"(?=[\d{re.escape(first)}])(?:(?=\d)(?:"
        r"\d{3,4}-\d{7,8}|\d+号|"
        r"(?P<year>(?:19|20)\d\d年(?:度(?=[^\d])|度$)?)|"
        r"(?P<month>\d{1,2}月(?:\d{1,2}日|份|底|末)?)|"
        r"(?P<hotline>12345(?:政务服务)?(?:便民|市民)?(?:热线|平台))|"
        rf"(?P<digits>{digits})(?P<some>[多余几])?(?P<scale>[万亿](?!元))?(?P<more>[多余几])?"
        rf"(?:(?P<foreign>{_FOREIGN})|(?P<unit>{units}))?(?P<extra>多)?)|"
        r"《[^》]*》|第(?:\d+[条号次届项款章]?|[零一二三四五六七八九十百]+[条号次届项款章])|[〔\[【]\d+[〕\]】]\d+号|"
        r"[零一二三四五六七八九十百]+条(?=第|规定|之)|"
        r"(?P<chinese>[零〇一二两三四五六七八九十百千万]+)(?P<few>[多余几])?"
        r"(?P<counted>[件份起宗条例封]|部(?![分门署]))(?<!一起)(?!事)|"
        rf"(?P<word>{trie_pattern(words())})|"
        r"(?P<mark>[,;:()、])|(?P<joint>[或及和与并])|(?P<reach>至|到|-|—|~|～))"
    )


@cache
def _filler() -> re.Pattern[str]:
    words_between = trie_pattern(map(str, load_data("lexicon.yml")["filler"]["filler"]))
    return re.compile(rf"(?:{words_between}|[\"'“”‘’:：,\s])*")


def is_filler(text: str) -> bool:
    """Whether words between a word and its number leave it what it is."""
    return not text or _filler().fullmatch(text) is not None


@cache
def _beside_change() -> re.Pattern[str]:
    words_between = trie_pattern(map(str, load_data("lexicon.yml")["beside_change"]["beside_change"]))
    return re.compile(rf"(?:{words_between})*")


def is_beside_change(text: str) -> bool:
    """Whether words between a number and its change leave it clear that the number is what changed."""
    return _beside_change().fullmatch(text) is not None


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(trie_pattern(map(str, load_data("lexicon.yml")["qualifier"]["qualifier"])))


def is_qualified(text: str) -> bool:
    """Whether words between a denial and what it denies restrict it to a kind."""
    return _qualifier().search(text) is not None


def tokenise(text: str) -> Iterator[Token]:
    """The tokens of a folded text in order; what means nothing is left out."""
    known = words()
    for found in _scanner().finditer(text):
        kind = found.lastgroup
        if kind == "word":
            word = found.group()
            meaning, value = known[word]
            if meaning != "nothing":
                yield Token(meaning, value, found.start(), found.end(), word)
        elif kind in ("mark", "year", "month", "joint", "reach"):
            yield Token(kind, found.group(), found.start(), found.end(), found.group())
        elif kind == "hotline":
            yield Token("other", "messages", found.start(), found.end(), found.group())
        elif found["digits"]:
            yield _counted(found)
        elif found["chinese"]:
            chinese = read_chinese(found["chinese"])
            if chinese is not None:
                yield Token("number", "", *found.span(), found.group(), chinese, found["counted"], bool(found["few"]))


def _counted(found: re.Match[str]) -> Token:
    if found["foreign"]:
        return Token("foreign", "", *found.span(), found.group())
    rounded = bool(found["some"] or found["more"] or found["extra"])
    number = read_digits(found["digits"], found["scale"] or "")
    return Token("number", "", *found.span(), found.group(), number, found["unit"] or "", rounded)
