"""One printed cell as a number, or the reason why it is none. What could mean two things is read as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from gouji.model import CellState
from gouji.normalise.text import small_number
from gouji.remember import remembered

# Full-width forms and minus signs, character for character, so that a note can be quoted as printed. Circled and
# raised digits stay what they are: they mark footnotes.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " "}
_SIGNS = {ord(mark): "-" for mark in "−–‐‑‒﹣"}
_PLAIN = _WIDTH | _SIGNS
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_PLACEHOLDER = re.compile(r"[-—―─]+|/+|\\+|\*+|_+|无|暂无|不适用|N\.?/?A\.?", re.I)

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"(?P<sign>[+-] ?)?(?P<digits>{_DIGITS}) ?(?P<note>.*)", re.DOTALL)
_CHANGE = re.compile(r"(?P<word>增加了?|增长了?|增|上升|↑|减少了?|减|下降|↓|—+) ?(?P<rest>\d.*)", re.DOTALL)
_LESS = ("减", "下", "↓", "—")

# What may stand after a number without making it another one: a counting word, a unit, a remark in brackets, a mark.
_COUNTERS = "件|项|个|次|人次|人|宗|起|条|份|笔|家|部|篇|元|万元|亿元"
_NOTE = re.compile(rf"(?P<scale>[万亿](?!元))?(?:{_COUNTERS})?(?:\(.*\)|\[.*\]|[*†‡①-⑳⁰¹²³⁴-⁹₀-₉]+)?", re.DOTALL)
_SCALES = {"万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile("零|〇|[二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?")

_WRAPPED = re.compile(r"[\d,.]+")
_SHORTEST_WRAP = 4
# More digits than a float keeps: no count of a public body, but figures of several cells run together.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: its state, its value when that is NUMBER, and what is printed beside the number."""

    state: CellState
    value: float | None = None
    note: str | None = None


_BLANK = Reading(CellState.BLANK)
_TEXT = Reading(CellState.TEXT)


def read_number(raw: str, kind: str = "count") -> Reading:
    """What `raw` says in a cell of `kind` (`count`, `amount` or `change`, as the form has them).

    Whole values are ints. A unit stays a note and does not scale the value (152.2万元 → 152.2); 万 and 亿 scale a
    count (1.2万 → 12000) and are kept as they stand in an amount, whose unit they may be. Words for more and less
    are signs in a change only. A number that a narrow column broke over lines is joined; see `_joined`.
    """
    return _READERS[kind](raw)


def is_plain_number(text: str) -> bool:
    """Whether `text` is a number in digits alone, as nearly all figures are; 007 is none."""
    return text.isdecimal() and text.isascii() and (text[0] != "0" or len(text) == 1)


def _read(kind: str, raw: str) -> Reading:
    if is_plain_number(raw) and len(raw) <= _MOST_DIGITS:
        return Reading(CellState.NUMBER, int(raw))
    printed = _joined(_INVISIBLE.sub("", raw))
    plain = printed.translate(_PLAIN)
    if not plain:
        return _BLANK
    if _PLACEHOLDER.fullmatch(plain.replace(" ", "")):
        return Reading(CellState.PLACEHOLDER)
    if _CHINESE.fullmatch(plain):
        return Reading(CellState.NUMBER, small_number(plain))
    sign = 1
    if kind == "change" and (change := _CHANGE.fullmatch(plain)):
        sign = -1 if change["word"].startswith(_LESS) else 1
        start = change.start("rest")
        printed, plain = printed[start:], plain[start:]
    return _counted(printed, plain, sign, kind)


_READERS = {kind: remembered(partial(_read, kind)) for kind in ("count", "amount", "change")}


def _counted(printed: str, plain: str, sign: int, kind: str) -> Reading:
    found = _NUMBER.fullmatch(plain)
    if not found or not _is_one_number(found["digits"]):
        return _TEXT
    note = _NOTE.fullmatch(found["note"])
    if not note:
        return _TEXT
    value = sign * Decimal(found["digits"].replace(",", "").replace(" ", ""))
    if (found["sign"] or "").startswith("-"):
        value = -value
    if note["scale"] and kind != "amount":
        value *= _SCALES[note["scale"]]
    beside = printed[found.start("note") :].strip()
    return Reading(CellState.NUMBER, int(value) if value == value.to_integral_value() else float(value), beside or None)


def _is_one_number(digits: str) -> bool:
    """Whether `digits` can be one number: figures of several cells run together begin with 0 or are very long."""
    whole = re.split(r"\.", digits)[0]
    return not re.match(r"0[\d, ]", whole) and sum(mark.isdigit() for mark in digits) <= _MOST_DIGITS


def _joined(raw: str) -> str:
    """`raw` on one line.

    Lines of digits are one number when they look like one that a narrow column broke: the first has at least four
    characters, none is longer than the one before it. Anything else with digits on two lines (12 above 3) may be two
    figures; a line feed is left between them, so that no number is read. A unit or a remark on its own line follows
    the number.
    """
    lines = [stripped for line in raw.splitlines() if (stripped := " ".join(line.split()))]
    text = lines[0] if lines else ""
    for before, line in pairwise(lines):
        pieces = [piece.translate(_PLAIN) for piece in (before, line)]
        digits = all(_WRAPPED.fullmatch(piece) for piece in pieces)
        wrapped = len(lines[0]) >= _SHORTEST_WRAP and len(line) <= len(before)
        text += line if wrapped or not digits else "\n" + line
    return text
