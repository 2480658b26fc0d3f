"""Bring text to one shape before it is compared: width, white space, digits. What is shown keeps its own shape."""

from __future__ import annotations

import re
import unicodedata

from gouji.remember import remembered

# Nearly every text has these, and only these, to be made half-width: replaced at once they leave nothing to normalise,
# which looks every mark up.
_COMMON = [(mark, unicodedata.normalize("NFKC", mark)) for mark in "，；：（）"]
_NUMERALS = {
    **dict.fromkeys("〇○零OoО", "0"),
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
    "两": "2",
}
CHINESE_YEAR = re.compile(r"[二2][〇○零OoО0][〇○零OoО0一二三四五六七八九]{2}(?=年)")
_SMALL = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日])")


@remembered
def fold(text: str) -> str:
    """`text` without white space and with full-width letters, digits and marks as half-width ones."""
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return "".join(unicodedata.normalize("NFKC", text).split())


def tidy(text: str) -> str:
    """`text` fit to be shown as a name: no control or direction marks, white space collapsed, ends trimmed."""
    visible = text if text.isprintable() else "".join(map(_visible, text))
    return " ".join(visible.split())


def _visible(mark: str) -> str:
    if mark.isspace():
        return " "
    return mark if mark.isprintable() else ""


def fold_dates(text: str) -> str:
    """`fold`, with years, months and days that are written in Chinese numerals as digits (二〇二四年 → 2024年)."""
    folded = CHINESE_YEAR.sub(lambda found: digits(found.group()), fold(text))
    return _SMALL.sub(lambda found: str(small_number(found.group())), folded)


def digits(text: str) -> str:
    """A number read figure by figure, as years are: 二○二四 → 2024."""
    return "".join(_NUMERALS.get(mark, mark) for mark in text)


def small_number(text: str) -> int:
    """A Chinese number from 一 to 九十九, or one in digits: 十二 → 12; 0 when it is neither."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        tens, ones = "", text
    parts = [digits(part) for part in (tens, ones)]
    if any(len(part) > 1 or (part and not part.isdecimal()) for part in parts):
        return 0
    return (int(parts[0] or 1) * 10 if ten else 0) + int(parts[1] or 0)
