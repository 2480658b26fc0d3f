"""The whole text of a report round its tables, in agreement with the figures, and ways to change its pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gouji.form import load_edition
from kit.drawing import DrawnTable, draw
from kit.figures import Figures

TABLE_OF_CHAPTER = {2: "disclosure", 3: "requests", 4: "disputes"}
_PLACE = re.compile(r"^([\u4e00-\u9fff]+?(?:新区|省|市|县|区))")
_NOTICES = {
    "2019": "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    "（国办公开办函〔2019〕60号）",
    "2021": "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    "（国办公开办函〔2021〕30号）",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What to change in the text that the figures would get; the default changes nothing.

    `title` and `period` replace the wording (`period` also the figures' own), an empty string leaves it out.
    `headings` replaces chapter headings by number. `missing` chapters and `missing_tables` are left out, `order` gives
    the chapters' numbers in another order, `extra` chapters (heading, paragraphs) stand before chapter six.
    `paragraphs` replaces what stands in a chapter; `preamble` the paragraphs before the first chapter.
    """

    title: str | None = None
    period: str | None = None
    headings: Mapping[int, str] = field(default_factory=dict)
    missing: frozenset[int] = frozenset()
    missing_tables: frozenset[str] = frozenset()
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    paragraphs: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    preamble: tuple[str, ...] | None = None
    contact: bool = True
    published: date | None = None


UNCHANGED = Changes()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as printed: heading, paragraphs, and the table that stands after them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: DrawnTable | None = None
    table_name: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A whole report, ready for a renderer. `title` is empty when the report prints none."""

    figures: Figures
    title: str
    preamble: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    published: date

    @property
    def place(self) -> str:
        """The place whose portal carries the report: 示例市 of 示例市教育局."""
        return place(self.figures.organisation)


def compose(figures: Figures, changes: Changes = UNCHANGED) -> Text:
    """The report that `figures` would be published in, with `changes`."""
    title = f"{figures.organisation}{figures.year}年政府信息公开工作年度报告"
    chapters = [_chapter(figures, number, changes) for number in changes.order if number not in changes.missing]
    extra = [Chapter(heading, paragraphs) for heading, paragraphs in changes.extra]
    return Text(
        figures=figures,
        title=title if changes.title is None else changes.title,
        preamble=changes.preamble if changes.preamble is not None else _preamble(figures, changes),
        chapters=(*chapters[:-1], *extra, *chapters[-1:]) if extra else tuple(chapters),
        published=changes.published or date(figures.year + 1, 1, 20),
    )


def place(organisation: str) -> str:
    """The place in a body's name, 示例市 when it names none."""
    found = _PLACE.match(organisation)
    return found.group(1) if found else "示例市"


def contact_office(organisation: str) -> str:
    """The office that the contact line names."""
    if organisation.endswith("人民政府"):
        return f"{place(organisation)}政务公开办公室"
    return organisation if organisation.endswith(("办公室", "办公厅")) else f"{organisation}办公室"


def _preamble(figures: Figures, changes: Changes) -> tuple[str, ...]:
    year, organisation = figures.year, figures.organisation
    notice = _NOTICES["2019" if year < load_edition("2021").first_year else "2021"]
    period = next(text for text in (changes.period, figures.period, f"{year}年1月1日至12月31日") if text is not None)
    basis = f"本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）、{notice}要求编制。"
    stated = f"使用数据统计期限为{period}。" if period else ""
    download = f"本报告电子版可在{place(organisation)}人民政府门户网站（www.shili.example）下载。"
    contact = (
        f"如对本报告有疑问，请与{contact_office(organisation)}联系"
        "（地址：示例路1号，邮编：000000，电话：0000-1234567）。"
    )
    return (basis + stated, download + (contact if changes.contact else ""))


def _chapter(figures: Figures, number: int, changes: Changes) -> Chapter:
    form = load_edition(figures.requests_edition).chapters[number - 1]
    heading = f"{form.ordinal}、{form.title}"
    heading = changes.headings.get(number, figures.headings.get(number, heading))
    name = TABLE_OF_CHAPTER.get(number)
    table = draw(figures, name) if name and name not in changes.missing_tables else None
    paragraphs = changes.paragraphs.get(number, _paragraphs(figures, number))
    return Chapter(heading, paragraphs, table, name if table else None)


def _paragraphs(figures: Figures, number: int) -> tuple[str, ...]:
    if number == 1:
        return (_active(figures), _on_request(figures), *_MANAGEMENT, _supervision(figures))
    if number == 5:
        return _PROBLEMS
    return (_fees(figures), _OTHER) if number == 6 else ()


def _count(figures: Figures, key: str) -> int | None:
    value = figures.number(key) if key in figures.cells else None
    return int(value) if value is not None and value == int(value) else None


def _active(figures: Figures) -> str:
    documents = [_count(figures, f"disclosure.normative_documents_{key}") for key in ("made", "repealed", "in_force")]
    decisions = [_count(figures, f"disclosure.{key}") for key in ("licences", "penalties", "coercive_measures")]
    text = f"（一）主动公开情况。{figures.year}年，坚持以公开为常态、不公开为例外，及时发布重点领域信息。"
    if None not in documents:
        text += "全年制发行政规范性文件{}件，废止{}件，现行有效{}件。".format(*documents)
    if None not in decisions:
        text += "作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件。".format(*decisions)
    return text


def _on_request(figures: Figures) -> str:
    keys = ("received", "carried_in", "processed_total", "carried_out")
    counts = [_count(figures, f"requests.{key}.total") for key in keys]
    text = "（二）依申请公开情况。畅通申请渠道，规范登记、审核、办理、答复等环节。"
    if None in counts:
        return text
    if not any(counts):
        return text + f"{figures.year}年未收到政府信息公开申请。"
    return text + "全年新收政府信息公开申请{}件，上年结转{}件；本年度办理{}件，结转下年度继续办理{}件。".format(*counts)


_MANAGEMENT = (
    "（三）政府信息管理情况。落实信息发布三审三校制度，严格公开前保密审查，动态调整主动公开基本目录，做好规范性文件的集中公开。",
    "（四）政府信息公开平台建设情况。优化门户网站政府信息公开专栏，规范政务新媒体管理，方便公众查询和获取政府信息。",
)
_PROBLEMS = (
    "（一）存在的主要问题",
    "一是政策解读的形式还不够丰富；二是依申请公开答复的规范化水平有待提高。",
    "（二）改进情况",
    "一是综合运用图表、问答等方式开展解读；二是加强业务培训，统一答复文书格式，提升办理质量。",
)
_OTHER = "（二）其他事项。无其他需要报告的事项。"


def _supervision(figures: Figures) -> str:
    return (
        "（五）监督保障情况。明确分管负责同志和工作机构，将政府信息公开纳入年度工作考核；通过问卷调查等方式开展社会评议；"
        f"{figures.year}年未发生因政府信息公开工作被追究责任的情形。"
    )


def _fees(figures: Figures) -> str:
    unpaid = _count(figures, "requests.other_fee_unpaid.total") or 0
    rule = "（一）政府信息公开信息处理费收取情况。按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）规定，"
    if unpaid > 0:
        return rule + f"{figures.year}年发出收费通知{unpaid}件，总金额{unpaid * 100}元，实际收取0元。"
    return rule + f"{figures.year}年未发出收费通知，未收取信息处理费。"
