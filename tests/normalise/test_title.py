import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.normalise.organs import is_organ
from gouji.normalise.title import is_sentence, parse_title
from gouji.normalise.unfilled import is_unfilled


def named(text: str) -> tuple[str | None, int | None]:
    title = parse_title(text)
    assert title is not None, text
    return title.organisation, title.year


@pytest.mark.parametrize(
    "text",
    [
        "示例市民政局2024年政府信息公开工作年度报告",
        "示例市民政局2024年度政府信息公开工作年度报告",
        "示例市民政局政府信息公开工作2024年度报告",
        "示例市民政局二〇二四年政府信息公开工作年度报告",
        "示例市民政局二○二四年政府信息公开年度报告",
        "示例市民政局二零二四年政府信息公开工作报告",
        "示例市民政局 2024 年政府信息公开工作年度报告",
        "示例市民政局２０２４年政府信息公开工作年度报告",
        "示 例 市 民 政 局 2 0 2 4 年 政 府 信 息 公 开 工 作 年 度 报 告",
        "2024年度示例市民政局政府信息公开工作年度报告",
        "示例市民政局政府信息公开工作年度报告（2024年）",
        "《示例市民政局2024年政府信息公开工作年度报告》",
        "附件1：示例市民政局2024年政府信息公开工作年度报告.docx",
        "示例市民政局关于2024年政府信息公开工作年度报告",
        "示例市政务服务局关于示例市民政局2024年政府信息公开工作年度报告",
        "示例市民政局2024年政府信息公开工作年度报告（2025年1月20日发布）",
        "示政发〔2025〕3号 示例市民政局2024年政府信息公开工作年度报告",
        "示例市民政局2024年政府信息公开工作年度报告_示例市人民政府门户网站",
        "示例市民政局2024年政府信息公开工作年度报告-政务公开",
        "示例市民政局2024年政府信息公开工作年度报告 | 示例市",
        "示例市人民政府 - 示例市民政局2024年政府信息公开工作年度报告",
    ],
)
def test_wordings_of_one_title(text: str) -> None:
    assert named(text) == ("示例市民政局", 2024)


@pytest.mark.parametrize(
    ("text", "organisation", "year"),
    [
        ("示例市2024年政府信息公开工作年度报告", "示例市", 2024),
        ("示例市政府信息公开工作2024年度报告", "示例市", 2024),
        ("示例市人民政府信息公开工作2024年度报告", "示例市人民政府", 2024),
        ("示例市人民政府政府信息公开工作年度报告", "示例市人民政府", None),
        ("示例市政府信息公开办公室2024年政府信息公开年报", "示例市政府信息公开办公室", 2024),
        ("2024年政府信息公开工作年度报告", None, 2024),
        ("政府信息公开年度报告", None, None),
        ("..2024年政府信息公开工作年度报告", "..", 2024),
        ("<img src=x onerror=alert(1)>局2024年政府信息公开工作年度报告", "<img src=x onerror=alert(1)>局", 2024),
    ],
)
def test_what_a_title_names(text: str, organisation: str | None, year: int | None) -> None:
    assert named(text) == (organisation, year)


def test_of_two_years_the_one_beside_the_subject() -> None:
    assert named("2025年发布 示例市2024年政府信息公开工作年度报告")[1] == 2024


@pytest.mark.parametrize(
    "text", ["示例市人民政府门户网站", "示例市2024年法治政府建设年度报告", "政府信息公开指南", "", "一、总体情况"]
)
def test_what_is_no_title(text: str) -> None:
    assert parse_title(text) is None


def test_the_site_is_cut_off_the_title() -> None:
    title = parse_title("示例市2024年政府信息公开工作年度报告_示例市人民政府门户网站")
    assert title is not None
    assert title.text == "示例市2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("根据条例编制2024年政府信息公开工作年度报告", True),
        ("当前位置：首页 > 2024年政府信息公开工作年度报告", True),
        ("示例市2024年政府信息公开工作年度报告（表格部分，转抄）", False),
    ],
)
def test_a_title_is_no_sentence(text: str, sentence: bool) -> None:
    assert is_sentence(text) is sentence


@given(name=st.text(alphabet="甲乙丙丁局县市镇", min_size=2, max_size=300), year=st.integers(2008, 2099))
def test_any_name_and_year_come_back(name: str, year: int) -> None:
    assert named(f"{name}{year}年政府信息公开工作年度报告") == (name, year)


@given(st.text(max_size=700))
def test_any_text_is_read_without_error(text: str) -> None:
    title = parse_title(text + "政府信息公开工作年度报告")
    assert title is None or title.year is None or 2000 <= title.year <= 2099


@pytest.mark.parametrize(
    "year",
    [
        "20XX年",
        "20xx年度",
        "20××年",
        "20__年",
        "XXXX年",
        "２０ＸＸ年",
        "××××年度",
        "202X年",
        "20  年",
        "（年份）年",
        "YYYY年",
    ],
)
def test_a_year_that_nobody_has_filled_in_is_no_part_of_the_name(year: str) -> None:
    assert named(f"{year}政府信息公开工作年度报告") == (None, None)
    assert named(f"示例市民政局{year}政府信息公开工作年度报告") == ("示例市民政局", None)


@pytest.mark.parametrize(
    "name",
    [
        "XX局",
        "××市××局",
        "XX",
        "X市教育局",
        "某某局",
        "○○局",
        "**局",
        "□□镇人民政府",
        "（单位名称）",
        "示例市XX局",
        "本单位",
    ],
)
def test_a_name_that_nobody_has_filled_in_names_nobody(name: str) -> None:
    assert named(f"{name}2024年政府信息公开工作年度报告") == (None, 2024)
    assert is_organ(name) is False


@pytest.mark.parametrize("year", ["二○○九年", "二〇二〇年", "二○二四年", "二○○○年"])
def test_a_circle_is_a_zero_where_a_year_is(year: str) -> None:
    assert named(f"示例市民政局{year}政府信息公开工作年度报告")[0] == "示例市民政局"
    assert not is_unfilled(f"{year}报告")


@pytest.mark.parametrize("signs", ["□□", "****", "__", "△", "□ □ "])
def test_signs_before_a_whole_name_leave_nothing_to_be_filled_in(signs: str) -> None:
    title = parse_title(f"{signs}示例市教育局2024年政府信息公开工作年度报告")
    assert title is not None
    assert (title.organisation, title.year, title.unfilled) == ("示例市教育局", 2024, False)


@pytest.mark.parametrize("name", ["**市教育局", "□□局", "示例市××局", "□□镇人民政府"])
def test_signs_in_the_place_of_a_name_are_to_be_filled_in(name: str) -> None:
    title = parse_title(f"{name}2024年政府信息公开工作年度报告")
    assert title is not None
    assert (title.organisation, title.unfilled) == (None, True)
