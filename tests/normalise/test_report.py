import re
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.form import load_edition
from gouji.messages import render
from gouji.model import Document, Report
from gouji.normalise import NotAReport, normalise
from gouji.sources import read_document
from kit.balanced import make
from kit.blocks import blocks, document
from kit.documents import STYLES
from kit.figures import load
from kit.prose import UNCHANGED, Changes
from normalise.printing import form, html

FORM = tuple(f"{chapter.ordinal}、{chapter.title}" for chapter in load_edition("2021").chapters)
TITLE = "示例市民政局2024年政府信息公开工作年度报告"


def read(source: Document, organisation: str | None = None, year: int | None = None) -> Report:
    return normalise(source, source="in/x.txt", sha256="0" * 64, id="a1", organisation=organisation, year=year)


def published(
    style: str, organisation: str = "示例市民政局", changes: Changes = UNCHANGED, edition: str = "2021"
) -> Report:
    figures = make(7, organisation=organisation, year=2024, edition=edition)
    chosen = STYLES[style]
    return read(read_document(chosen(figures, changes), f"x.{chosen.extension}"))


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_prose_of_every_style_is_read_alike(style: str) -> None:
    report = published(style)
    assert (report.identity.organisation, report.identity.year) == ("示例市民政局", 2024)
    assert report.title == (TITLE if STYLES[style].titled else None)
    assert [section.match for section in report.sections] == ["form"] * 6
    assert [section.chapter for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.edition, sorted(report.tables)) == ("2021", ["disclosure", "disputes", "requests"])
    assert report.period is not None
    assert (report.period.start, report.period.end) == ("2024-01-01", "2024-12-31")
    assert report.preamble[0].text.startswith("本报告根据")
    assert all(paragraph.text.startswith(("本报告", "如对")) for paragraph in report.preamble)
    assert report.sections[5].paragraphs[-1].text.startswith(("（二）", "(二)"))


def test_the_portal_s_day_of_publication() -> None:
    assert published("portal_html").published == "2025-01-20"
    assert published("clean_html").published is None


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-01-20 16:41", "2025-01-20"),
        ("2025/1/5", "2025-01-05"),
        ("2025年1月5日", "2025-01-05"),
        ("20250120164100", "2025-01-20"),
        ("2025-13-40", None),
        ("", None),
        ("昨天", None),
    ],
)
def test_days_of_publication(stated: str, day: str | None) -> None:
    assert read(document(*FORM, meta={"pubdate": stated})).published == day


def test_the_edition_is_that_of_the_tables() -> None:
    assert published("clean_html", edition="2019").edition == "2019"
    assert read(read_document(STYLES["clean_html"](load("149")), "x.html")).edition == "mixed"
    assert read(document(*FORM)).edition is None


def test_the_title_left_out_is_not_made_up() -> None:
    report = published("portal_html", changes=Changes(title=""))
    assert report.title is None
    assert (report.identity.organisation, report.identity.year) == ("示例市民政局", 2024)


@pytest.mark.parametrize("organisation", ["样本县人民政府", "样本镇民政所", "样本街道办事处", "样本经济开发区管委会"])
def test_bodies_of_every_kind_are_found_without_a_title(organisation: str) -> None:
    assert published("text_dump", organisation).identity.organisation == organisation


def test_chapters_without_tables_are_a_report_with_a_note_for_each_table() -> None:
    report = read(document(TITLE, "前言。", *FORM))
    assert report.tables == {}
    assert [p.params["number"] for p in report.problems if p.code == "table_not_found"] == ["二", "三", "四"]
    assert "表三" in render(report.problems[1]).zh


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("关于举办会议的通知", "请参加。"),
        (FORM[1], "只有一章。"),
        ("全市工业经济运行情况", "一、总体情况", "平稳。", "二、存在的主要问题", "不足。", "三、下一步打算"),
    ],
)
def test_other_documents_are_not_a_report(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotAReport) as raised:
        read(document(*lines))
    assert raised.value.problem.code == "not_a_report"
    assert render(raised.value.problem).zh


def test_the_user_s_identity_and_the_file_s_own_notes() -> None:
    report = read(document(TITLE, *FORM), organisation="样本县教育局", year=2023)
    assert (report.identity.organisation, report.identity.year) == ("样本县教育局", 2023)
    assert (report.source, report.id) == ("in/x.txt", "a1")


def test_menus_and_captions_are_no_introduction() -> None:
    lines = (
        "首页",
        "政务公开",
        "今天是个好天气，欢迎访问。",
        TITLE,
        "发布时间：2025-01-20 来源：示例市民政局",
        "字体：大 中 小",
    )
    report = read(document(*lines, "根据条例编制。", *FORM))
    assert [paragraph.text for paragraph in report.preamble] == ["根据条例编制。"]


def test_the_introduction_of_a_dump_without_title() -> None:
    report = read(document("首页", "互动交流", "本报告根据条例编制，统计期限为2024年1月1日至12月31日。", *FORM))
    assert [paragraph.text[:3] for paragraph in report.preamble] == ["本报告"]
    assert report.identity.year == 2024


def test_lost_figures_are_noted_and_the_year_left_open() -> None:
    report = read(document("本报告根据条例编制，统计期限为201911日至1231日。", *FORM))
    assert (report.period, report.identity.year) == (None, None)
    assert "period_damaged" in codes(report)
    assert all(render(problem).zh and render(problem).en for problem in report.problems)


_LINE = st.one_of(
    st.sampled_from(
        [*FORM, TITLE, "#", "2025年1月1日", "一、", "（一）", "统计期限为2024年1月1日至12月32日", "附件："]
    ),
    st.text(max_size=40),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_LINE, max_size=25), st.dictionaries(st.sampled_from(["articletitle", "pubdate", "sitename"]), st.text())
)
def test_any_document_gives_a_report_or_is_refused(lines: list[str], meta: Mapping[str, str]) -> None:
    source = Document("text", blocks(*lines), meta=meta, title=meta.get("sitename"))
    try:
        report = read(source)
    except NotAReport:
        return
    assert len(report.tables) <= 3
    numbered = [section.chapter for section in report.sections if section.chapter is not None]
    assert numbered == sorted(set(numbered))


def test_chapters_whose_titles_are_rows_of_one_long_table_are_found() -> None:
    rows = "".join(
        f"<tr><td colspan=15>{chapter}</td></tr>" + re.sub("</?table[^>]*>", "", html(form(table)).decode()[12:-14])
        for chapter, table in (
            ("二、主动公开政府信息情况", "disclosure"),
            ("三、收到和处理政府信息公开申请情况", "requests"),
            ("四、政府信息公开行政复议、行政诉讼情况", "disputes"),
        )
    )
    prose = "<tr><td colspan=15>本年度申请件数较多，主要集中在自然资源领域，均已依法办理。</td></tr>"
    page = f"<p>一、总体情况</p><p>好。</p><table>{rows}{prose}</table><p>五、存在的主要问题及改进情况</p><p>无。</p>"
    report = read(read_document(page.encode(), "x.html"))
    assert [section.chapter for section in report.sections] == [1, 2, 3, 4, 5]
    assert [paragraph.text[:8] for paragraph in report.sections[3].paragraphs] == ["本年度申请件数较"]
    assert set(report.tables) == {"disclosure", "requests", "disputes"}
