import pytest

from gouji.model import Document, Identity, Locator, OrganKind, Period, Problem
from gouji.normalise import normalise
from gouji.normalise.evidence import year_spoken_of
from gouji.normalise.identity import Prose, best_title, identify, read_titles, with_whole_title
from gouji.sources import read_document
from kit.balanced import make
from kit.blocks import document, paragraphs
from kit.documents import STYLES

TITLE = "示例市民政局2024年政府信息公开工作年度报告"
BARE = document("前言。")


def identity(
    source: Document = BARE,
    before: tuple[str, ...] = (),
    *,
    chapter: tuple[str, ...] = (),
    signed: str | None = None,
    period: Period | None = None,
    organisation: str | None = None,
    year: int | None = None,
) -> tuple[Identity, tuple[Problem, ...]]:
    lines = paragraphs(*before)
    prose = Prose(lines, paragraphs(*chapter), signed)
    return identify(source, read_titles(source, lines), prose, period, organisation=organisation, year=year)


def whose(before: str, signed: str | None = None, source: Document = BARE) -> tuple[str | None, str | None]:
    found, _ = identity(source, (before,), signed=signed)
    return found.organisation, found.organisation_from


def test_article_title_over_the_title_in_the_body_over_the_page_s() -> None:
    before = ("!样本县民政局2023年政府信息公开工作年度报告",)
    page = "样本镇2022年政府信息公开工作年度报告_样本县人民政府"
    all_three = document("x", meta={"articletitle": TITLE}, title=page)
    assert identity(all_three, before)[0] == Identity("示例市民政局", 2024, OrganKind.DEPARTMENT, "meta", "meta")
    assert identity(document("x", title=page), before)[0].organisation_from == "title"
    assert identity(document("x", title=page))[0] == Identity(
        "样本镇", 2022, OrganKind.TOWNSHIP, "page_title", "page_title"
    )


def test_titles_of_different_years_are_noted() -> None:
    source = document("x", meta={"articletitle": TITLE}, title=TITLE.replace("2024", "2023"))
    _, problems = identity(source)
    assert [(p.code, dict(p.params)) for p in problems] == [("titles_disagree", {"years": "2023、2024"})]


def test_the_user_s_word_stands_over_all() -> None:
    found, _ = identity(document("x", meta={"articletitle": TITLE}), organisation=" 样本镇人民政府 ", year=2020)
    assert found == Identity("样本镇人民政府", 2020, OrganKind.TOWNSHIP, "argument", "argument")


def test_neither_year_of_publication_nor_of_a_law_nor_of_a_plan() -> None:
    source = document("x", meta={"pubdate": "2025-01-20 16:41"})
    chapter = (
        "根据《条例》（国务院令第711号，2019年4月3日公布）和国办函〔2020〕109号。",
        "2024年，受理5件。2025年，我局将继续努力。2024年，发布20条，比2023年增长。",
    )
    found, _ = identity(source, ("根据《中华人民共和国政府信息公开条例》（2019年修订）编制。",), chapter=chapter)
    assert (found.year, found.year_from) == (2024, "prose")


def test_no_year_without_a_majority() -> None:
    assert year_spoken_of(paragraphs("2023年收到5件。2024年收到6件。")) is None


def test_the_statistical_period_gives_the_year_that_a_title_lacks() -> None:
    period = Period("2024-01-01", "2024-12-31", "x", Locator())
    before = ("示例市民政局政府信息公开工作年度报告",)
    found, problems = identity(BARE, before, period=period, chapter=("2020年，收到5件。",))
    assert (found.organisation, found.year, found.year_from) == ("示例市民政局", 2024, "period")
    assert [problem.code for problem in problems] == ["year_doubtful"]
    assert identity(BARE, before, period=period, chapter=("2024年，收到5件。",))[1] == ()


@pytest.mark.parametrize(
    ("text", "organisation", "source"),
    [
        ("示例市民政局根据《条例》要求，编制本报告。可在示例市人民政府网站下载。", "示例市民政局", "preamble"),
        ("本报告由示例镇人民政府根据《条例》编制。", "示例镇人民政府", "preamble"),
        (
            "可在示例市人民政府信息公开网站下载。如有疑问,请与示例市政务公开办公室联系(电话:0)。",
            "示例市人民政府",
            "preamble",
        ),
        ("可在示例市人民政府门户网站下载。如有疑问，请与示例市民政局办公室联系。", "示例市民政局", "contact"),
        ("如有疑问，请与示例市人民政府办公室联系（地址：示例路1号）。", "示例市人民政府办公室", "contact"),
        ("请与我局办公室联系。", None, None),
    ],
)
def test_the_prose_names_the_body(text: str, organisation: str | None, source: str | None) -> None:
    assert whose(text) == (organisation, source)


def test_signature_over_contact_over_content_source_over_an_office_over_the_site() -> None:
    meta = {"contentsource": "示例市教育局", "sitename": "示例市人民政府门户网站"}
    source = document("x", meta=meta)
    assert whose("请与示例市民政局办公室联系。", "示例市财政局", source) == ("示例市财政局", "signature")
    assert whose("请与示例市民政局办公室联系。", None, source) == ("示例市民政局", "contact")
    assert whose("请与示例市政务公开办公室联系。", None, source) == ("示例市教育局", "content_source")
    assert whose("前言。", None, document("x", meta={**meta, "contentsource": "本站"})) == (
        "示例市人民政府",
        "site_name",
    )


def test_nothing_says_who() -> None:
    assert whose("前言。", None, document("x", meta={"sitename": "中国示例网"})) == (None, None)


def test_a_page_title_that_is_the_site_s_or_the_column_s_is_no_title() -> None:
    for page in ("示例市人民政府门户网站", "政府信息公开年报_示例市人民政府"):
        assert read_titles(document("x", title=page), ()) == []


def test_the_sentence_of_the_introduction_is_no_title() -> None:
    assert read_titles(BARE, paragraphs("现公布示例市2024年政府信息公开工作年度报告")) == []


def test_the_column_s_heading_is_no_title_and_a_bare_one_at_the_top_is() -> None:
    source = document("x", meta={"columnname": "政府信息公开年报"})
    assert read_titles(source, paragraphs("首页", "!政府信息公开年报")) == []
    assert best_title(read_titles(BARE, paragraphs("政府信息公开工作年度报告", "前言。"))) == "政府信息公开工作年度报告"


def test_the_title_nearest_chapter_one_is_the_report_s() -> None:
    before = paragraphs("示例市民政局2022年政府信息公开工作年度报告", TITLE, "前言。")
    assert best_title(read_titles(BARE, before)) == TITLE


@pytest.mark.parametrize(
    "lines",
    [
        ("示例市民政局", "2024年政府信息公开工作年度报告"),
        ("示例市民政局2024年度", "政府信息公开工作年度报告"),
        ("示例市民政局", "政府信息公开工作年度报告", "（2024年）"),
    ],
)
def test_a_title_in_several_lines(lines: tuple[str, ...]) -> None:
    found, _ = identity(BARE, ("首页", *lines, "根据条例。"))
    assert (found.organisation, found.year) == ("示例市民政局", 2024)


def test_the_most_complete_title_is_shown() -> None:
    source = document("x", meta={"articletitle": "2024年政府信息公开工作年度报告"})
    assert best_title(read_titles(source, paragraphs("!" + TITLE))) == TITLE


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "..", "../../etc", "=HYPERLINK(1)", "{0}"])
def test_hostile_names_are_kept_as_written(name: str) -> None:
    found, _ = identity(document("x", meta={"articletitle": f"{name}2024年政府信息公开工作年度报告"}))
    assert (found.organisation, found.year) == (name, 2024)


def test_marks_that_turn_or_hide_text_are_dropped() -> None:
    found, _ = identity(document("x", meta={"articletitle": "示例\u202e市\u0000民政局\u200b" + TITLE[6:]}))
    assert found.organisation == "示例市民政局"


def test_a_name_too_long_is_cut_and_noted() -> None:
    found, problems = identity(document("x", meta={"articletitle": "甲" * 299 + "局" + TITLE[6:]}))
    assert found.organisation == "甲" * 200
    assert [(p.code, dict(p.params)) for p in problems] == [("name_cut", {"length": "300", "limit": "200"})]


@pytest.mark.parametrize("at", [5, 15, 18, 20])
def test_a_title_that_a_page_s_width_broke_in_a_word_is_put_together(at: int) -> None:
    """Regression: printed with another font, a title wrapped inside 工作年度报告 and the body was taken from prose."""
    lines = paragraphs("目录", f"!{TITLE[:at]}", f"!{TITLE[at:]}", "前言。")
    whole = with_whole_title(lines)
    titles = read_titles(BARE, whole)
    assert [named.title.text for named in titles] == [TITLE]
    assert (titles[0].title.organisation, titles[0].title.year) == ("示例市民政局", 2024)
    assert [line.text for line in whole[-1:]] == ["前言。"]


def test_lines_that_make_no_title_together_stay_apart() -> None:
    lines = paragraphs("!示例市民政局", "!2024年政府信息公开", "!办事指南", "前言。")
    assert with_whole_title(lines) == lines


@pytest.mark.parametrize("name", ["XX局", "××市××局", "（单位名称）"])
def test_a_template_s_name_is_nobody_and_the_portal_does_not_stand_in_for_it(name: str) -> None:
    figures = make(5, organisation="示例市教育局")
    page = STYLES["clean_html"](figures).decode().replace("示例市教育局", name)
    report = normalise(read_document(page.encode(), "x.html"), source="x", sha256="0", id="0")
    assert (report.identity.organisation, report.identity.kind) == (None, "unknown")
    assert report.identity.year == figures.year


@pytest.mark.parametrize("year", ["20XX", "XXXX", "２０ＸＸ", "202X", "YYYY"])
def test_a_template_s_year_is_none(year: str) -> None:
    figures = make(5, organisation="示例市教育局")
    page = STYLES["clean_html"](figures).decode().replace(str(figures.year), year)
    report = normalise(read_document(page.encode(), "x.html"), source="x", sha256="0", id="0")
    assert (report.identity.organisation, report.identity.year, report.period) == ("示例市教育局", None, None)


@pytest.mark.parametrize("year", ["20XX", "XXXX", "20××"])
def test_a_template_s_year_in_the_period_is_not_that_of_the_title(year: str) -> None:
    figures = make(5, organisation="示例市教育局")
    stated = f"{figures.year}年1月1日至12月31日"
    page = STYLES["clean_html"](figures).decode()
    assert stated in page
    page = page.replace(stated, f"{year}年1月1日至12月31日")
    report = normalise(read_document(page.encode(), "x.html"), source="x", sha256="0", id="0")
    assert (report.identity.year, report.period) == (figures.year, None)
