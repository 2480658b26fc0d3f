"""Which kind of body a name is the name of: a table of endings, the first that fits decides."""

from __future__ import annotations

import re

from gouji.model import OrganKind
from gouji.normalise.text import fold
from gouji.normalise.unfilled import is_unfilled

_ZONE = "(?:区|园|城|港|岛|山|湖|基地|新片)"
_DEVELOPED = "(?:[开经]发|高新(?:技术产业)?|实验|试验|度假)区"
_PLACE = "[^局厅委办]{2,10}(?:省|自治区|市|自治州|州|盟|自治县|县|旗)"
# A district; not a 开发区, 经开区, 高新区, 实验区, 景区 (zones), nor 新区, which is either.
_DISTRICT = "[^局厅委办开经高实试景]{1,6}(?<!新)(?<!景)区"
_DEPARTMENT = (
    "局|厅|部|署|委员会|(?<=[改健资文建农革])委|办|办公室|办事处|处|所|院|行|台|站|"
    "队|总队|支队|大队|中心|社|联合会|协会|公司|银行"
)
_ENDINGS: tuple[tuple[OrganKind, str], ...] = (
    (OrganKind.GOVERNMENT_OFFICE, "(?:人民|省|市|州|盟|县|区|旗)政府办(?:公[厅室])?"),
    (OrganKind.SUBDISTRICT, "街道(?:办事处|办公室|办|党工委)?"),
    (OrganKind.TOWNSHIP, "(?:镇|乡|苏木)(?:人民政府|政府)?"),
    # 国有资产监督管理委员会 and 城市管理委员会 are departments: only the committee of a zone is meant here.
    (OrganKind.COMMITTEE, f"{_ZONE}(?:党工委)?管理委员会|管委会|{_DEVELOPED}"),
    (OrganKind.GOVERNMENT, f"人民政府|行政公署|(?:省|市|县|州|盟|区|旗)政府|{_PLACE}|{_DISTRICT}"),
    (OrganKind.DEPARTMENT, _DEPARTMENT),
)
_PATTERNS = tuple((kind, re.compile(f"(?:.*?)(?:{ending})$", re.DOTALL)) for kind, ending in _ENDINGS)
_REMARK = re.compile(r"\([^()]*\)$")
_SENTENCE = re.compile(r"[,。;:!?、|<>《》\"“”]")

_FUNCTION = "(?:党政|综合|行政|政务公开|政府信息公开|信息公开|政策法规|法规|法制|宣传|秘书|文秘|信息)"
_WITH_OFFICES = "局|厅|委员会|委|管委会|街道办事处|街道|镇人民政府|乡人民政府|镇|乡|中心|队|所|院|署|站|社"
_UNIT = re.compile(rf"(?P<organ>.+?(?:{_WITH_OFFICES})){_FUNCTION}{{0,3}}(?:办公室|办|科|股|处|室)$")
_OPENNESS = re.compile(r"(?:政务|信息)公开")


def kind_of(name: str | None) -> OrganKind:
    """The kind of body that `name` denotes; UNKNOWN when its ending says nothing."""
    folded = _REMARK.sub("", fold(name or ""))
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(folded)), OrganKind.UNKNOWN)


def is_organ(name: str) -> bool:
    """Whether `name` looks like the name of a public body rather than a sentence or a caption."""
    folded = _REMARK.sub("", fold(name))
    shaped = 3 <= len(folded) <= 60 and not _SENTENCE.search(folded)
    return shaped and kind_of(name) is not OrganKind.UNKNOWN and not is_unfilled(name)


def employer(unit: str) -> str | None:
    """The body to which an office within it belongs (示例市民政局办公室 → 示例市民政局).

    None where the unit tells nothing: an office for 政务公开 sits in a government's office and may answer for either.
    """
    found = _UNIT.match(unit)
    if found and is_organ(found["organ"]):
        return found["organ"]
    kind = kind_of(unit)
    if kind in (OrganKind.UNKNOWN, OrganKind.GOVERNMENT_OFFICE) or _OPENNESS.search(unit) or not is_organ(unit):
        return None
    return unit
