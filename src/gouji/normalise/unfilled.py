"""Names and years that a template left to be filled in: 20XX年, XX局, （单位名称）. They name nobody and no year."""

from __future__ import annotations

import re

from gouji.normalise.text import fold
from gouji.remember import remembered

_SIGN = "xX×✕╳*_□△"
# A circle is also the zero of a year: 二○○九.
_CIRCLE = "○◯"
YEAR = re.compile(
    rf"(?<![\dA-Za-z])(?:20[{_SIGN}{_CIRCLE}]{{1,2}}|20\d[{_SIGN}]|20\s{{1,4}}|[{_SIGN}]{{2,4}}|[yY]{{4}}"
    r"|[(\[〔【]\s?年份?\s?[)\]〕】])\s*年\s*度?"
    rf"|(?<!\d)20[{_SIGN}{_CIRCLE}]{{1,2}}(?!\d)"
)
_NAME = re.compile(
    rf"[{_SIGN}]{{2,}}|(?<![二\d{_CIRCLE}])[{_CIRCLE}]{{2,}}(?![一二三四五六七八九\d])|某某"
    rf"|(?:^|[省市县区])[{_SIGN}](?=[省市县区旗局厅委办镇乡街])"
    r"|(?:单位|机关|部门|机构)(?:名称|全称|名)|^本(?:单位|机关|部门|地区|省|市|县|区|局|委|办|镇|乡|街道)$"
)
# Before a whole name they are lost bullets or marks of Markdown (**示例市教育局), before 市 or 局 they are gaps.
_DECORATION = re.compile(r"^[*_□△○◯\s]+(?=[一-鿿])(?![省市州盟县区旗局厅委办镇乡街])")


def undecorated(name: str) -> str:
    """`name` without signs before it that stand for nothing."""
    return _DECORATION.sub("", name)


@remembered
def is_unfilled(name: str) -> bool:
    """Whether `name`, in whole or in part, is what a template has where a name is due."""
    return bool(_NAME.search(undecorated(fold(name))))
