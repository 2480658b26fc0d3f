"""Ordinals as word processors print them: 一 1 ① Ⅳ 甲. The formats have their names in OOXML (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_FIGURES = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "十", "百", "千")
_FORMAL_PLACES = ("", "拾", "佰", "仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LARGEST = 9999


def ordinal(number: int, form: str) -> str:
    """`number` in the number format `form`; `` for formats without a number (bullets), decimal for unknown ones."""
    return _FORMS.get(form, str)(number)


def counting(number: int, figures: str = _FIGURES, places: tuple[str, ...] = _PLACES) -> str:
    """A number up to 9999 as Chinese counts: 十一, 二十, 一百〇五; larger ones figure by figure."""
    if not 0 < number <= _LARGEST:
        return digital(number, figures)
    text, gap = "", False
    for place in range(3, -1, -1):
        figure = number // 10**place % 10
        if figure:
            text += (figures[0] if gap and text else "") + figures[figure] + places[place]
        gap = not figure
    return text.removeprefix(figures[1]) if text.startswith(figures[1] + "十") else text


def digital(number: int, figures: str = _FIGURES) -> str:
    """A number figure by figure: 一〇 for 10."""
    return "".join(figures[int(mark)] if mark.isdecimal() else mark for mark in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, mark in _ROMAN:
        text += mark * (min(number, _LARGEST) // value)
        number %= value
    return text


def _letters(number: int) -> str:
    """A … Z, AA, BB …, as Word goes on after Z."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number > 0 else ""


def _among(marks: str) -> Callable[[int], str]:
    return lambda number: marks[(number - 1) % len(marks)] if number > 0 else ""


def _from(first: str, last: int) -> Callable[[int], str]:
    """Single characters in a row from `first`, which is 1, up to `last`; plain figures beyond."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _wide(number: int) -> str:
    return str(number).translate({ord(mark): ord(mark) + 0xFEE0 for mark in "0123456789"})


_FORMS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    **dict.fromkeys(
        "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand".split(),
        counting,
    ),
    **dict.fromkeys("ideographDigital japaneseDigitalTenThousand taiwaneseDigital".split(), digital),
    **dict.fromkeys(
        "chineseLegalSimplified japaneseLegal ideographLegalTraditional".split(),
        lambda number: counting(number, _FORMAL, _FORMAL_PLACES),
    ),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    **dict.fromkeys("decimalEnclosedCircle decimalEnclosedCircleChinese".split(), _from("①", 20)),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    **dict.fromkeys("decimalFullWidth decimalFullWidth2".split(), _wide),
}
