"""Who reports, from the prose: the introduction's sentences on who made the report, where it lies and whom to ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.model import OrganKind, Paragraph
from gouji.normalise.organs import employer, is_organ, kind_of
from gouji.normalise.text import fold, fold_dates

_NAME = r"(?P<organ>[^,。;:()《》“”\"\s]{3,60}?)"
_MADE_BY = (
    re.compile(
        rf"(?:^|[,。;])(?:本报告|本年报|年度报告)?(?:现)?[由是]{_NAME}(?:负责)?(?:根据|按照|依据|编制|编写|编报|汇总)"
    ),
    re.compile(rf"(?:^|[,。;]){_NAME}(?:根据|按照|依据|依照)《[^《》]*》.{{0,300}}?(?:编制|编写|公布|发布|报告如下)"),
    re.compile(rf"(?:^|[,。;]){_NAME}(?:现)?(?:组织)?(?:编制|编写|公布|发布)(?:了|本|20\d\d|年度|《)"),
    re.compile(rf"(?:现将|现公布|特公布|公布){_NAME}20\d\d年"),
    re.compile(rf"编制(?:机关|单位|机构|主体)(?:为|是|:)?{_NAME}(?:[,。;(]|$)"),
)
_KEPT_AT = re.compile(
    rf"(?:可|请)?(?:以)?(?:登录|登陆|访问|通过|从|在|到)[“\"]?{_NAME}(?:的)?"
    r"(?:政府)?(?:门户|官方|政务|信息公开|政府信息公开|政务公开)*(?:网站|网|平台|专栏)"
)
_ASK = (
    re.compile(rf"(?:请|可|欢迎|敬请)(?:直接|及时)?(?:与|向|同|联系|咨询){_NAME}(?:进行)?(?:联系|咨询|反映|\(|,|。|$)"),
    re.compile(rf"(?:联系|咨询)(?:单位|部门|机构):{_NAME}(?:[,。;(]|地址|电话|$)"),
)
_YEAR_SAID = re.compile(r"(?P<year>20\d{2})年(?!\S{0,4}(?:修订|公布|施行|印发|发布))")
_NOT_THIS_YEAR = re.compile(r"将|计划|下一步|打算|拟|上年|去年|同比|比20|较20|相比|截至20\d\d年(?!12月31)")
_NO_NAME = re.compile(r"^[本我各该]|本报告|本年报|根据|按照|要求|我[省市州县区旗局委办厅镇乡街]")
_TITLES = re.compile(r"《[^《》]*》|〔[^〔〕]*〕")


@dataclass(frozen=True, slots=True)
class Witness:
    """A body named in the prose, and in what role: `preamble`, `contact` or `signature`."""

    organisation: str
    role: str


def bodies_named(preamble: Sequence[Paragraph], signed: str | None, *, portals: bool = True) -> list[Witness]:
    """The bodies that the prose names as the reporting one, the surest first.

    A government's portal keeps the reports of its departments, and an office answers for a whole government: the
    portal counts only where nobody else is named (and with `portals`), the office not at all.
    """
    text = [fold(paragraph.text) for paragraph in preamble]
    made = [Witness(unit, "preamble") for unit in _organs(_MADE_BY, text) if employer(unit)]
    kept = [Witness(name, "preamble") for name in _organs((_KEPT_AT,), text)] if portals else []
    asked = [Witness(name, "contact") for unit in _organs(_ASK, text) if (name := employer(unit))]
    own = [each for each in kept if kind_of(each.organisation) is not OrganKind.GOVERNMENT]
    signatures = [Witness(signed, "signature")] if signed else []
    return [*signatures, *made, *asked, *own, *kept]


def makers_named(preamble: Sequence[Paragraph], signed: str | None) -> list[str]:
    """The bodies that the introduction says made the report, and the one that signs it; not whose portal keeps it."""
    made = _organs(_MADE_BY, [fold(paragraph.text) for paragraph in preamble])
    return [*([signed] if signed else []), *(name for unit in made if (name := employer(unit)))]


def offices_named(preamble: Sequence[Paragraph]) -> list[Witness]:
    """The offices that made the report or answer for it, whoever's they are: a last resort but for the site's name."""
    text = [fold(paragraph.text) for paragraph in preamble]
    made = [Witness(unit, "preamble") for unit in _organs(_MADE_BY, text)]
    return made + [Witness(unit, "contact") for unit in _organs(_ASK, text)]


def year_spoken_of(paragraphs: Iterable[Paragraph]) -> int | None:
    """The year of which most sentences of chapter one speak, plans and comparisons left out; None without majority."""
    years: Counter[str] = Counter()
    for paragraph in paragraphs:
        for sentence in re.split("[。;]", _TITLES.sub("", fold_dates(paragraph.text))):
            said = _YEAR_SAID.findall(sentence)
            if said and not _NOT_THIS_YEAR.search(sentence):
                years.update(said)
    if not years:
        return None
    year, count = years.most_common(1)[0]
    return int(year) if 2 * count > years.total() else None


def _organs(patterns: Sequence[re.Pattern[str]], texts: Sequence[str]) -> list[str]:
    """What the patterns name, where it is the name of a body (人民 takes its 政府 back: 示例市人民政府信息公开网站)."""
    found = (match["organ"] for text in texts for pattern in patterns for match in pattern.finditer(text))
    names = (name + "政府" if name.endswith("人民") else name for name in found)
    return [name for name in names if is_organ(name) and not _NO_NAME.search(name)]
