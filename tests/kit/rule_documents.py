"""For each rule a document that passes it and one that fails it: whole reports, read as a user's are.

The report that all others are changes of is one of 示例市民政局 in which every cell is 0; it passes every rule that
concerns it. What a rule needs beside that to be concerned at all, `passing` adds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from gouji.model import Registration, Report, Rule, WatchedWord
from gouji.normalise import normalise
from gouji.normalise.timeliness import with_deadline
from gouji.rulebook import deadlines_of
from gouji.sources import read_document
from kit import faults
from kit.documents import STYLES
from kit.figures import Figures
from kit.prose import UNCHANGED, Changes, compose
from kit.reports import zeros

ORGANISATION = "示例市民政局"
# The user's lexicon, which every document is looked through for.
LEXICON = (WatchedWord("其它", "其他"),)


@dataclass(frozen=True, slots=True)
class Doc:
    """A report to be published; `also` are other rules that it fails by the same fault.

    `beside` are reports that it is held against: the same body's of the year before, unless they say otherwise.
    `registration` is what a manifest says of it, `style` how it is published.
    """

    figures: Figures
    changes: Changes = UNCHANGED
    also: tuple[str, ...] = ()
    beside: tuple[Doc, ...] = ()
    registration: Registration | None = None
    style: str = "clean_html"


@dataclass(frozen=True, slots=True)
class RuleDocuments:
    """The documents of one rule."""

    passing: Doc
    failing: Doc


@dataclass(frozen=True, slots=True)
class Document:
    """One document with its name, `T303-request-row-total/fail-a.html`, and the rules that must fail in it.

    `beside` are the documents that it is held against.
    """

    name: str
    rule: str
    content: bytes
    fails: frozenset[str]
    beside: tuple[Document, ...] = ()
    registration: Registration | None = None

    def report(self) -> Report:
        """The report as the reader reads it."""
        digest = hashlib.sha256(self.content).hexdigest()
        report = normalise(read_document(self.content, self.name), source=self.name, sha256=digest, id=self.name)
        said = self.registration
        published = (said.published if said else None) or report.published
        report = replace(report, lexicon=LEXICON, registration=said, published=published)
        return with_deadline(report, deadlines_of(None).due)

    def reports(self) -> list[Report]:
        """The report and those beside it, registered as one body's that no other document is of, or as they say."""
        registered = Registration(id=self.name)
        every = (self, *self.beside)
        return [replace(each.report(), registration=each.registration or registered) for each in every]


def documents(rules: tuple[Rule, ...]) -> Iterator[Document]:
    """Both documents of every rule; KeyError for a rule that has none."""
    for rule in rules:
        pair = REGISTRY[rule.id]
        for name, doc, fails in (("pass", pair.passing, ()), ("fail", pair.failing, (rule.id, *pair.failing.also))):
            stem = f"{rule.id}-{rule.name}/{name}-a"
            beside = tuple(
                _document(f"{stem}-beside-{number}", rule, each) for number, each in enumerate(doc.beside, start=1)
            )
            yield replace(_document(stem, rule, doc), fails=frozenset(fails), beside=beside)


def _document(stem: str, rule: Rule, doc: Doc) -> Document:
    style = STYLES[doc.style]
    content = style(doc.figures, doc.changes)
    return Document(f"{stem}.{style.extension}", rule.id, content, frozenset(), registration=doc.registration)


# --- how they are made ------------------------------------------------------------------------------------------


def _base(edition: str = "2021", organisation: str = ORGANISATION, year: int | None = None) -> Figures:
    return replace(zeros(edition), organisation=organisation, year=year or (2023 if edition == "2021" else 2020))


BASE, OLDER = _base(), _base("2019")
PLAIN, PLAIN_OLDER = Doc(BASE), Doc(OLDER)


def _set(figures: Figures = BASE, also: tuple[str, ...] = (), /, **cells: float | None) -> Doc:
    """Cells by key, `__` for the point: requests__received__total=1."""
    for key, value in cells.items():
        figures = faults.with_cell(figures, key.replace("__", "."), value)
    return Doc(figures, also=also)


def _requests(number: int, result: str = "granted") -> Figures:
    """`number` requests of natural persons received and all of them with one result."""
    figures = BASE
    for row in ("received", result, "processed_total"):
        for column in ("natural_person", "total"):
            figures = faults.with_cell(figures, f"requests.{row}.{column}", number)
    return figures


def _pending(number: int) -> Figures:
    """`number` requests received and carried out to the next year."""
    figures = BASE
    for row in ("received", "carried_out"):
        for column in ("natural_person", "total"):
            figures = faults.with_cell(figures, f"requests.{row}.{column}", number)
    return figures


def _carried_in(number: int) -> Figures:
    """`number` requests carried in from the year before and granted."""
    figures = BASE
    for row in ("carried_in", "granted", "processed_total"):
        for column in ("natural_person", "total"):
            figures = faults.with_cell(figures, f"requests.{row}.{column}", number)
    return figures


def _disputed() -> Figures:
    """A request and a reconsideration."""
    figures = faults.with_cell(_requests(1), "disputes.reconsideration.upheld", 1)
    return faults.with_cell(figures, "disputes.reconsideration.total", 1)


def _print(key: str, text: str, value: float | None = None, also: tuple[str, ...] = (), figures: Figures = BASE) -> Doc:
    return Doc(faults.with_raw(figures, key, text, value), also=also)


def _said(*texts: str, chapter: int = 1, figures: Figures = BASE) -> Doc:
    """The texts after what the chapter says anyway."""
    printed = compose(figures).chapters[chapter - 1].paragraphs
    return Doc(figures, Changes(paragraphs={chapter: (*printed, *texts)}))


def _saying(*texts: str, chapter: int, figures: Figures = BASE) -> Doc:
    """The texts in place of what the chapter says."""
    return Doc(figures, Changes(paragraphs={chapter: texts}))


def _introduced(change: Callable[[str], str], figures: Figures = BASE) -> Doc:
    return Doc(figures, Changes(preamble=tuple(change(text) for text in compose(figures).preamble)))


def _swap(old: str, new: str, figures: Figures = BASE) -> Doc:
    """Words of the introduction replaced; ValueError when they are not there."""
    if not any(old in text for text in compose(figures).preamble):
        raise ValueError(old)
    return _introduced(lambda text: text.replace(old, new), figures)


def _blank_table(table: str, figures: Figures = BASE) -> Figures:
    return faults.blank(figures, *(key for key in figures.cells if key.startswith(f"{table}.")))


def _mixed() -> Figures:
    requests = {key: value for key, value in OLDER.cells.items() if key.startswith("requests.")}
    kept = {key: value for key, value in BASE.cells.items() if not key.startswith("requests.")}
    return replace(BASE, requests_edition="2019", cells=kept | requests)


def _published(day: str, *, recorded: bool = False) -> Doc:
    """A report whose page is dated, or whose day of publication the manifest records."""
    if recorded:
        return Doc(BASE, registration=Registration(published=day))
    return Doc(BASE, Changes(published=date.fromisoformat(day)), style="portal_html")


def _above(failing: int, passing: int) -> RuleDocuments:
    """A parent that reports so many licences, and the one body below it, which reports two."""

    def parent(licences: int, name: str) -> Doc:
        figures = _set(disclosure__licences=licences).figures
        below = replace(_set(disclosure__licences=2), registration=Registration(id=f"{name}/a", parent=name))
        # One that reports less than its child does not report the sum either.
        also = ("H801",) if licences < 2 else ()
        return Doc(figures, registration=Registration(id=name), beside=(below,), also=also)

    return _pair(parent(failing, f"above-{failing}"), parent(passing, f"above-{failing}-{passing}"))


def _pair(failing: Doc, passing: Doc = PLAIN) -> RuleDocuments:
    return RuleDocuments(passing, failing)


def _after(last: Doc, failing: Doc, passing: Doc) -> RuleDocuments:
    """A passing and a failing report, both beside the same of the year before."""
    year = last.figures.year - 1
    before = replace(last, figures=replace(last.figures, year=year))
    return RuleDocuments(replace(passing, beside=(before,)), replace(failing, beside=(before,)))


def _also(doc: Doc, *rules: str) -> Doc:
    return replace(doc, also=rules)


def _after_itself(last: Doc, *texts: str) -> Doc:
    """The report of the year after `last`, with the same chapter one, or with `texts` after the form's own phrases."""
    figures = replace(last.figures, year=last.figures.year - 1)
    before = Doc(figures, last.changes)
    return replace(_said(*texts, figures=last.figures) if texts else last, beside=(before,))


def _beside_another(doc: Doc) -> Doc:
    """The report beside that of another body and the same year, which says `_WORK`."""
    other = replace(doc.figures, organisation="示例市教育局")
    said = _said(*_WORK, figures=other)
    return replace(doc, beside=(replace(said, registration=Registration(id=other.organisation)),))


def _pending_dispute() -> Doc:
    return _set(BASE, ("T403",), disputes__reconsideration__pending=1, disputes__reconsideration__total=1)


def _busy(penalties: int) -> Doc:
    return _set(disclosure__licences=120, disclosure__penalties=penalties, disclosure__coercive_measures=7)


_PROBLEMS = (
    "一是政策解读的针对性还不够强，对群众关心的具体操作问题讲得不细；二是个别栏目更新不够及时，信息分类不够清晰；"
    "三是基层工作人员业务能力有待提高。针对上述问题，将建立解读选题清单，逐项明确责任人员和完成时限；按月巡查栏目，"
    "发现超期未更新的立即督办；分两批组织全员培训，并以案例评查的方式检验效果。"
)
_OTHER_PROBLEMS = (
    "上年度提出的培训不足问题已经解决，举办专题讲座并实现窗口人员全覆盖。目前的主要不足，是数据开放的种类偏少，与申请人"
    "的沟通还不够主动，个别答复说理不充分。下一步，将会同大数据管理机构编制开放目录，推广办前沟通，答复前由两名以上人员"
    "复核，疑难件提交法律顾问研究，并将办理质量纳入个人考核。"
)
# More of chapter one than every body's set phrases.
_WORK = (
    "聚焦企业开办、工程建设和不动产登记，把办事指南写得更明白，图解、短视频等解读形式占比明显提高。",
    "公文管理系统增加公开属性必填项，历史文件分批复核，确需转为公开的按程序调整，并在目录中注明来源。",
    "与图书馆、档案馆合作设立公共查阅点，配备专人引导，定期开展开放日活动，收集的意见逐条反馈办理情况。",
)


_GOVERNMENT = _base(organisation="样本县人民政府")
_POLICE = _base(organisation="样本县公安局")
_EARLY = _base("2019", year=2019)
_NUMBERED = {5: "四、存在的主要问题及改进情况"}
_RENAMED = {5: "五、存在的主要问题及改进举措"}
_REMARKABLE = "11010519491231002X"  # the specimen of the national standard for identity numbers

REGISTRY: Mapping[str, RuleDocuments] = {
    "D101": _pair(Doc(BASE, Changes(headings=_RENAMED))),
    "D102": _pair(Doc(BASE, Changes(title=f"{ORGANISATION}政府信息公开工作年度报告"))),
    "D103": _pair(Doc(BASE, Changes(period="2022年1月1日至12月31日"))),
    "D104": _pair(Doc(_base("2019", year=2023))),
    "D105": _pair(Doc(_mixed())),
    "D106": _pair(
        _swap(
            "印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
            "政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）",
        )
    ),
    "D107": _pair(Doc(_EARLY, Changes(headings=_RENAMED)), Doc(_EARLY)),
    "D108": _pair(_said("（六）其他工作。2022年，主动公开政府信息120条。")),
    "D109": _pair(
        Doc(BASE, Changes(preamble=("现将本机关2023年政府信息公开工作情况报告如下。",), contact=False), ("D111",))
    ),
    "D110": _pair(_swap("711号", "492号")),
    "D111": _pair(Doc(BASE, Changes(contact=False))),
    "D112": _pair(
        _introduced(lambda text: "本报告共分五个部分。" + text), _introduced(lambda text: "本报告共分六个部分。" + text)
    ),
    "D113": _pair(_saying("2023年未收到政府信息公开申请，主动公开信息120条。" + "坚持以人民为中心，" * 12, chapter=1)),
    "D114": _pair(
        _saying(
            *(text for text in compose(_GOVERNMENT).chapters[0].paragraphs[:4]),
            "（五）加强监督。",
            chapter=1,
            figures=_GOVERNMENT,
        ),
        Doc(_GOVERNMENT),
    ),
    "D115": _pair(_said("依法公开信息，" * 140 + "成效明显。")),
    "D116": _pair(_saying("无。", chapter=5)),
    "D117": _pair(_saying("一是公开内容不够全面；二是工作人员变动频繁。", chapter=5)),
    "D118": _pair(_saying("无其他需要报告的事项。", chapter=6)),
    "D119": _pair(_said("全年通过网站公开信息××条。")),
    "D120": _pair(_said("&nbsp;<br/>坚持依法公开。")),
    "D121": _pair(_introduced(lambda text: "本报告由样本县教育局根据有关规定编制。" + text)),
    "D122": _pair(_said("进一步规范信息发布信息发布流程。")),
    "D123": _pair(_said("做好政府息公开工作。")),
    "D128": _pair(_said("其它事项另行公开。")),
    "D124": _pair(_said(f"申请人张某（身份证号{_REMARKABLE}）的申请已答复。")),
    "D125": _pair(_said("申请人张某来电13800000000询问。")),
    "D126": _pair(Doc(BASE, Changes(headings=_NUMBERED))),
    "D127": _pair(Doc(BASE, Changes(title=f"{ORGANISATION}2023年政府信息公开年度报告"))),
    "D131": _pair(_published("2024-02-20", recorded=True), _published("2024-01-31", recorded=True)),
    "D132": _pair(_published("2024-02-20"), _published("2024-01-31")),
    "F501": _pair(_set(BASE, ("T303", "T302"), requests__granted__natural_person=-3)),
    "F502": _pair(_print("disclosure.licences", "1.5", 1.5)),
    "F503": _pair(_set(disputes__reconsideration__upheld=None)),
    "F504": _pair(_print("disclosure.licences", "/")),
    "F505": _pair(_print("disclosure.licences", "0件", 0)),
    "F506": _pair(
        Doc(faults.blank_total(_requests(5), "requests.granted.total"), also=("F503",)),
    ),
    "F507": _pair(Doc(faults.without_row(BASE, "requests.refused_internal"))),
    "F508": _pair(_print("disclosure.licences", "1,234", 1234)),
    "F509": _pair(_print("disclosure.licences", "１２", 12)),
    "F510": _pair(Doc(_blank_table("disputes"))),
    "F511": _pair(_print("disclosure.licences", "详见附件")),
    "T201": _pair(_set(disclosure__normative_documents_made=2)),
    "T202": _pair(_set(OLDER, disclosure__normative_documents_newly_disclosed=2), PLAIN_OLDER),
    "T203": _pair(_set(disclosure__regulations_in_force=2)),
    "T204": _pair(_set(OLDER, disclosure__licences_items_change=-2), PLAIN_OLDER),
    "T205": _pair(_set(disclosure__administrative_fees=3250000)),
    "T206": _pair(Doc(_POLICE), _set(_POLICE, disclosure__penalties=20)),
    "T301": _pair(_set(BASE, ("T303",), requests__carried_out__natural_person=1)),
    "T302": _pair(_set(BASE, ("T303",), requests__granted__natural_person=1)),
    "T303": _pair(_set(BASE, ("T301",), requests__carried_out__total=1)),
    "T304": _pair(Doc(_requests(30, "other_remaining"))),
    "T401": _pair(_set(BASE, ("T403",), disputes__reconsideration__total=1)),
    "T402": _pair(
        _set(
            BASE,
            ("T403",),
            disputes__litigation_after_reconsideration__upheld=1,
            disputes__litigation_after_reconsideration__total=1,
        )
    ),
    "T403": _pair(_set(disputes__reconsideration__upheld=1, disputes__reconsideration__total=1)),
    "Y701": _after(Doc(_pending(3)), failing=_also(PLAIN, "Y703"), passing=Doc(_carried_in(3))),
    "Y702": _after(
        _set(disclosure__normative_documents_in_force=4), PLAIN, _set(disclosure__normative_documents_in_force=4)
    ),
    "Y703": _after(Doc(_pending(3)), failing=_also(PLAIN, "Y701"), passing=Doc(_carried_in(3))),
    "Y704": _after(_pending_dispute(), PLAIN, Doc(_disputed())),
    "Y705": _after(PLAIN, _set(disclosure__licences=5000), _set(disclosure__licences=40)),
    "Y706": _after(_busy(33), _busy(33), _busy(34)),
    "Y707": _after(
        _saying("2022年，" + _PROBLEMS, chapter=5),
        _saying("2023年，" + _PROBLEMS, chapter=5),
        _saying(_OTHER_PROBLEMS, chapter=5),
    ),
    # Documents of one batch: in years of their own, so that none resembles another's.
    "Y708": RuleDocuments(
        _after_itself(_said(*_WORK, figures=_base(year=2023)), _OTHER_PROBLEMS),
        _after_itself(_said(*_WORK, figures=_base(year=2025))),
    ),
    "Y709": RuleDocuments(
        _beside_another(_said(_OTHER_PROBLEMS, figures=_base(year=2021))),
        _beside_another(_said(*_WORK, figures=_base("2019"))),
    ),
    "Y710": _after(
        Doc(_requests(20)),
        failing=_said("收到政府信息公开申请22件，同比增长20%。", figures=_requests(22)),
        passing=_said("收到政府信息公开申请22件，同比增长10%。", figures=_requests(22)),
    ),
    "H801": _above(failing=3, passing=2),
    "H802": _above(failing=1, passing=2),
    "X601": _pair(_said("全年作出行政许可决定7件。")),
    "X602": _pair(
        _said("全年公开政府信息61条，其中政策文件5条，工作动态51条，公示公告20条。"),
        _said("全年公开政府信息76条，其中政策文件5条，工作动态51条，公示公告20条。"),
    ),
    "X603": _pair(
        _said("收到政府信息公开申请12件，其中予以公开12件，占90%。", figures=_requests(12)),
        _said("收到政府信息公开申请12件，其中予以公开12件，占100%。", figures=_requests(12)),
    ),
    "X604": _pair(
        _said("收到政府信息公开申请22件，比上年的31件增长29%。", figures=_requests(22)),
        _said("收到政府信息公开申请22件，比上年的31件下降29%。", figures=_requests(22)),
    ),
    "X605": _pair(_said("本年度未收到政府信息公开申请。", figures=_requests(3))),
    "X606": _pair(
        _said("收到的政府信息公开申请全部办结。", figures=_pending(3)),
        _said("收到的政府信息公开申请全部办结。", figures=_requests(3)),
    ),
    "X607": _pair(
        _said("本年度未发生因政府信息公开引起的行政复议、行政诉讼。", figures=_disputed()),
        _said("本年度未发生因政府信息公开引起的行政复议、行政诉讼。"),
    ),
    "X608": _pair(
        _saying("2023年未发出收费通知，未收取信息处理费。", chapter=6, figures=_requests(3, "other_fee_unpaid")),
    ),
    "X609": _pair(
        _said("发布行政规范性文件8件。"),
        _said("发布行政规范性文件8件。", figures=_set(disclosure__normative_documents_in_force=8).figures),
    ),
    "X610": _pair(
        _saying("无其他需要报告的事项。", chapter=6, figures=_requests(3, "other_fee_unpaid")),
        Doc(_requests(3, "other_fee_unpaid")),
    ),
    "X611": _pair(
        _saying("全年实际收取信息处理费共计400元。", chapter=6),
        _saying("发出收费通知1件，全年实际收取信息处理费共计400元。", chapter=6),
    ),
}
