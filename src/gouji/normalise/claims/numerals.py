"""Numbers as people write them: 1,234, 22.3万, 三百二十六, 两. Text is folded: half-width, without spaces."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}


class Number(NamedTuple):
    """A number and how exact it is: `step` is the weight of its last digit (22.3万 → 1000)."""

    value: Decimal
    step: Decimal


def read_digits(text: str, scale: str) -> Number:
    """Arabic digits with thousands commas and a decimal point, times 万 or 亿."""
    plain = Decimal(text.replace(",", ""))
    factor = Decimal(_SCALES.get(scale, 1))
    exponent = plain.as_tuple().exponent
    return Number(plain * factor, factor.scaleb(exponent if isinstance(exponent, int) else 0))


def read_chinese(text: str) -> Number | None:
    """A number in Chinese numerals (三百二十六, 两千零五, 一二三); None when it is none."""
    total = section = digit = 0
    seen_unit = False
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark] if seen_unit or not digit else digit * 10 + _DIGITS[mark]
        elif mark in _UNITS:
            section += (digit or 1) * _UNITS[mark]
            digit, seen_unit = 0, True
        elif mark in _SCALES:
            total, section, digit = (total + section + digit) * _SCALES[mark], 0, 0
            if not total:
                return None
            seen_unit = True
        else:
            return None
    return Number(Decimal(total + section + digit), Decimal(1))
