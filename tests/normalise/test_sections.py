import pytest

from gouji.form import load_edition
from gouji.normalise.sections import Outline, read_outline
from kit.blocks import blocks

FORM = tuple(f"{chapter.ordinal}、{chapter.title}" for chapter in load_edition("2021").chapters)
ONE, TWO, THREE, FOUR, FIVE, SIX = FORM


def found(outline: Outline) -> list[tuple[int | None, int | None, str]]:
    return [(section.number, section.chapter, section.match) for section in outline.sections]


def texts(outline: Outline, position: int) -> list[str]:
    return [paragraph.text for paragraph in outline.sections[position].paragraphs]


def match_of(heading: str) -> tuple[int | None, str]:
    """How one heading is taken among the five others in their places."""
    lines = [heading if line[0] == heading[0] else line for line in FORM]
    section = next(s for s in read_outline(blocks(*lines)).sections if s.title not in FORM)
    return section.chapter, section.match


def test_the_six_chapters_with_their_text_in_order() -> None:
    outline = read_outline(blocks("前言。", ONE, "甲。", "乙。", TWO, "#", THREE, "丙。", "#", FOUR, FIVE, SIX, "无。"))
    assert found(outline) == [(n, n, "form") for n in range(1, 7)]
    assert [texts(outline, position) for position in range(6)] == [["甲。", "乙。"], [], ["丙。"], [], [], ["无。"]]
    assert [paragraph.text for paragraph in outline.before] == ["前言。"]
    assert [section.title for section in outline.sections] == list(FORM)
    assert outline.sections[0].at.line == 2


@pytest.mark.parametrize(
    "heading",
    [
        "一 、总体情况",
        "一．总体情况",
        "一.总体情况",
        "一、总 体 情 况",
        "一、总体情况：",
        "一总体情况",
        "第一部分 总体情况",
    ],
)
def test_white_space_and_width_are_no_deviation(heading: str) -> None:
    outline = read_outline(blocks(heading, "甲。", TWO, "#"))
    assert found(outline)[0] == (1, 1, "form")


@pytest.mark.parametrize(
    ("heading", "chapter"),
    [
        ("一总体情况（有关情况附表）", 1),
        ("三、收到和处理政府信息公开的申请情况", 3),
        ("四、作被申请行政复议、提起行政诉讼情况", 4),
        ("四、因政府信息公开工作被申请行政复议提起行政诉讼情况", 4),
        ("五、存在的主要问题及改进举措", 5),
        ("五、存在的主要问题及改进措施", 5),
        ("五、存在问题及改进情况", 5),
        ("五、存在的主要问题及明年工作计划", 5),
        ("六、其他事项", 6),
    ],
)
def test_reworded_titles_are_recognised(heading: str, chapter: int) -> None:
    assert match_of(heading) == (chapter, "renamed")


@pytest.mark.parametrize(
    ("heading", "chapter"),
    [
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4),
        ("五、政府信息公开工作存在的主要问题及改进情况", 5),
    ],
)
def test_accepted_variants(heading: str, chapter: int) -> None:
    assert match_of(heading) == (chapter, "variant")


def test_chapters_without_ordinal_or_with_another() -> None:
    outline = read_outline(blocks("总体情况", "甲。", "1.主动公开政府信息情况", "!" + THREE[2:], "五、" + FOUR[2:]))
    assert found(outline) == [(None, 1, "form"), (1, 2, "form"), (None, 3, "form"), (5, 4, "form")]


def test_names_in_a_sentence_of_the_introduction_are_no_headings() -> None:
    outline = read_outline(
        blocks(f"本报告包括：{'；'.join(FORM)}。", f"{ONE}；{TWO}；{THREE}。", ONE, "甲。", TWO, "#")
    )
    assert found(outline) == [(1, 1, "form"), (2, 2, "form")]
    assert texts(outline, 0) == ["甲。"]
    assert len(outline.before) == 2


def test_a_table_of_contents_is_no_chapters() -> None:
    outline = read_outline(blocks("目录", *FORM, "根据条例。", ONE, "甲。", TWO, "#", THREE, "#", FOUR, "#", FIVE, SIX))
    assert found(outline) == [(n, n, "form") for n in range(1, 7)]
    assert texts(outline, 0) == ["甲。"]
    assert [paragraph.text for paragraph in outline.before] == ["目录", "根据条例。"]


def test_numbered_points_of_a_chapter_are_no_chapters() -> None:
    points = [
        "一、强化组织领导，健全机制",
        "二、深化主动公开",
        "三、规范依申请公开",
        "四、推进平台建设",
        "五、存在不足",
    ]
    outline = read_outline(
        blocks(ONE, *points, TWO, "#", THREE, "#", FOUR, "#", FIVE, "一、问题", "二、措施", SIX, "无")
    )
    assert found(outline) == [(n, n, "form") for n in range(1, 7)]
    assert texts(outline, 0) == points
    assert texts(outline, 4) == ["一、问题", "二、措施"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*FORM, "七、2025年工作思路", "甲。"], (7, None, "extra")),
        ([*FORM[:4], "五、信息处理费收取情况", "甲。", "六、" + FIVE[2:]], (5, None, "extra")),
        ([*FORM[:2], "三、平台建设与监督保障", "甲。", "四、" + THREE[2:]], (3, None, "extra")),
    ],
)
def test_a_chapter_too_many(lines: list[str], expected: tuple[int, None, str]) -> None:
    outline = read_outline(blocks(*lines))
    assert expected in found(outline)
    assert texts(outline, found(outline).index(expected)) == ["甲。"]
    assert len(outline.sections) == sum(line != "甲。" for line in lines)


def test_text_on_the_heading_s_own_line() -> None:
    outline = read_outline(blocks("一、总体情况 2024年，认真贯彻。", TWO, "六、其他需要报告的事项：无。"))
    assert [section.title for section in outline.sections] == ["一、总体情况", TWO, "六、其他需要报告的事项"]
    assert (texts(outline, 0), texts(outline, 2)) == (["2024年，认真贯彻。"], ["无。"])


@pytest.mark.parametrize(
    "ending",
    [
        ["示例市民政局", "2025年1月20日"],
        ["示例市民政局 二〇二五年一月二十日"],
        ["示例市民政局", "2025年1月20日", "附件：", "报告.docx"],
        ["示例市民政局"],
    ],
)
def test_signature_and_footer_are_cut_off_and_the_signature_kept(ending: list[str]) -> None:
    footer = ["主办：示例市人民政府办公室 电话：0000-0000000", "示ICP备00000000号", "地址：示例路1号"]
    outline = read_outline(blocks(*FORM, "关闭政务新媒体账号3个，首页改版。", *ending, *footer))
    assert texts(outline, 5) == ["关闭政务新媒体账号3个，首页改版。"]
    assert outline.signed == "示例市民政局"


def test_no_chapter_at_all() -> None:
    outline = read_outline(blocks("甲。", "#", "乙。"), used=frozenset({1}))
    assert outline.sections == ()
    assert [paragraph.text for paragraph in outline.before] == ["甲。"]


def test_thousands_of_points_take_no_time() -> None:
    outline = read_outline(blocks(ONE, *(f"一、加强工作{n}" for n in range(20_000)), TWO, "#"))
    assert found(outline) == [(1, 1, "form"), (2, 2, "form")]


def test_links_to_the_chapters_after_the_report_are_no_chapters() -> None:
    outline = read_outline(blocks(ONE, "甲。", TWO, "#", THREE, "#", FOUR, "#", FIVE, "乙。", SIX, "丙。", *FORM))
    assert [section.at.line for section in outline.sections] == [1, 3, 5, 7, 9, 11]
    assert texts(outline, 5) == ["丙。"]


def test_a_sentence_that_begins_with_an_ordinal_is_no_chapter() -> None:
    outline = read_outline(blocks(*FORM, "七、2024年，落实责任，健全机制。"))
    assert found(outline) == [(n, n, "form") for n in range(1, 7)]


def test_a_reworded_title_with_another_ordinal() -> None:
    outline = read_outline(blocks(*FORM[:3], "四、存在的问题及改进措施", "五、其他事项"))
    assert found(outline)[3:] == [(4, 5, "renamed"), (5, 6, "renamed")]


def test_a_row_of_table_three_that_a_dump_prints_alone_is_no_chapter() -> None:
    outline = read_outline(
        blocks(
            "三、收到和处理政府信息公开申请情况",
            "无。",
            "四、结转下年度继续办理",
            "五、存在的主要问题及改进情况",
            "无。",
        )
    )
    assert [chapter for chapter, _, _ in found(outline)] == [3, 5]
