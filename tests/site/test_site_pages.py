"""What stands on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from site_build import publish
from site_records import SHA, Record, all_records, base, catalogue, faulty, missing, older, rich_records

from gouji.site import missing_pages
from gouji.site.labels import has_label
from gouji.site.report import FINDINGS_SHOWN

FAULTY = "reports/b2c3d4e5f6a1.html"
LISTED = "//table[@data-list]/tbody/tr[not(contains(@class, 'stand'))]"
LANGUAGES = {"zh": "en", "en": "zh"}

# Where the identity of a report comes from, as the normaliser and the register name it.
SOURCES = "meta title page_title period prose preamble contact signature content_source site_name argument manifest"


def page(site: Path, name: str, language: str = "zh") -> Any:
    """The page as a reader of one language sees it."""
    tree = html.fromstring((site / name).read_bytes())
    for element in tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {LANGUAGES[language]} ')]"):
        element.drop_tree()
    return tree


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def cells(row: Any) -> str:
    return " | ".join(text(cell) for cell in row.xpath("td|th"))


def test_the_overview_states_the_result_first_and_in_one_line(site: Path) -> None:
    assert text(page(site, "index.html").xpath("//h1")[0]) == (
        "共核验 4 份：1 份发现问题，1 份需人工核实，1 份未发现问题，1 份未能识别"
    )


def test_the_overview_lists_the_worst_first_and_the_unreadable_apart(site: Path) -> None:
    tree = page(site, "index.html")
    rows = [[text(cell) for cell in row.xpath("th|td")] for row in tree.xpath(LISTED)]
    assert [row[0] for row in rows] == ["样本县人民政府", "示例市样本区教育局", "示例市人民政府"]
    assert rows[0] == ["样本县人民政府", "2024", "2021 年版", "发现问题", "2", "1", "0", "1", "in/b2c3d4e5f6a1.html"]
    unread = tree.xpath("//section[.//*[@id='unreadable']]")[0]
    assert "in/d4e5f6a1b2c3.html" in text(unread)
    assert "未能识别为年度报告。" in text(unread)


def test_a_report_page_begins_with_its_verdict(site: Path) -> None:
    tree = page(site, FAULTY)
    assert text(tree.xpath("//main/section[1]")[0]).startswith(
        "报告核验结果 样本县人民政府 2024 年 发现问题 2 项 须整改 2"
    )
    assert tree.xpath("string(//title)").startswith("样本县人民政府 2024 年")


def test_every_page_says_that_a_person_decides_and_which_rulebook_was_used(site: Path) -> None:
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    assert len(pages) == 11
    for name in pages:
        foot = text(page(site, name).xpath("//footer")[0])
        assert "自动核验结果，以人工复核为准。" in foot
        assert catalogue().digest in foot


def test_the_arithmetic_is_laid_out_with_its_figures(site: Path) -> None:
    article = page(site, FAULTY).get_element_by_id("f-1123456789abcdef")
    rows = [cells(row) for row in article.xpath(".//table[@class='sum']/tbody/tr")]
    assert rows == [
        " | 自然人 | 5 原文“5件” | 第 2 个表格 第 7 行 第 4 列",
        "+ | 商业企业 | 5 | 第 2 个表格 第 7 行 第 4 列",
        "+ | 其余 4 项为 0 或空白科研机构、社会公益组织、法律服务机构、其他",
        "= | 合计 | 10 | ",
        " | 应等于",
        " | 总计 | 12 | 第 2 个表格 第 7 行 第 4 列",
    ]
    facts = [text(row) for row in article.xpath(".//dl/div")]
    assert facts[:3] == ["应为 10", "填报 12", "相差 2"]
    assert facts[3].startswith("依据 《中华人民共和国政府信息公开工作年度报告格式》")


def test_findings_and_cells_are_linked_both_ways(site: Path) -> None:
    tree = page(site, FAULTY)
    ids = set(tree.xpath("//@id"))
    for link in tree.xpath("//main//a[starts-with(@href, '#')]/@href"):
        assert link[1:] in ids
    crossing = tree.get_element_by_id("c-requests-partly_granted-commercial")
    assert crossing.xpath(".//a/@href") == ["#f-1123456789abcdef", "#f-2123456789abcdef"]
    assert text(crossing) == "5发现 1发现 2"
    for cell in tree.get_element_by_id("f-2123456789abcdef").get("data-cells").split():
        assert cell in ids


def test_no_anchor_is_used_twice(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = html.fromstring(path.read_bytes()).xpath("//@id")
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize(
    ("cell", "state", "shown"),
    [
        ("received-natural_person", "number", "95"),
        ("unavailable_unclear-research", "placeholder", "/占位符号"),
        ("declined_petition-other_organisation", "text", "详见附件未能读作数字"),
        ("processed_total-total", "blank marked warning", "空白发现 3未能判断 ?1"),
        ("granted-total", "number marked undetermined", "101未能判断 ?1"),
        ("partly_granted-research", "number marked critical nought", "0发现 1"),
    ],
)
def test_a_cell_shows_its_text_and_says_its_state(site: Path, cell: str, state: str, shown: str) -> None:
    drawn = page(site, FAULTY).get_element_by_id(f"c-requests-{cell}")
    assert drawn.get("class") == state
    assert text(drawn) == shown


def test_a_row_that_the_report_lacks_is_shown_as_a_gap(site: Path) -> None:
    gap = page(site, FAULTY).get_element_by_id("c-requests-other_fee_unpaid-natural_person")
    assert gap.get("colspan") == "7"
    assert text(gap) == "表中未见此行发现 2"


def test_a_table_that_the_report_lacks_is_named(site: Path) -> None:
    heading = page(site, FAULTY).get_element_by_id("table-disputes")
    assert text(heading.getparent()) == "表四 报告中没有识别出这张表。"


@pytest.mark.parametrize(("record", "rows"), [("b2c3d4e5f6a1", 28), ("c3d4e5f6a1b2", 26)])
def test_table_three_is_drawn_as_its_edition_has_it(site: Path, record: str, rows: int) -> None:
    drawn = page(site, f"reports/{record}.html").xpath("//table[contains(@class, 'requests')]")[0]
    grid = drawn.xpath(".//tr")
    assert len(grid) == rows
    assert {sum(int(c.get("colspan", 1)) for c in row.xpath("td|th")) for row in grid[3:5]} == {10}
    assert len(drawn.xpath(".//td")) + 6 * len(drawn.xpath(".//td[@colspan=7]")) == (rows - 3) * 7


def test_labels_of_the_form_have_scopes(site: Path) -> None:
    for label in page(site, FAULTY).xpath("//table[contains(@class, 'official')]//th"):
        assert label.get("scope") in {"col", "colgroup", "row", "rowgroup"}


def test_chapters_show_what_differs_and_what_is_missing(site: Path) -> None:
    rows = [text(row) for row in page(site, FAULTY).xpath("//section[.//*[@id='chapters']]//tbody/tr")]
    assert rows[4] == "五、存在的主要问题及改进举措 五、存在的主要问题及改进情况 标题表述不同"
    assert rows[5] == "— 六、其他需要报告的事项 未见此章"


def test_what_is_undecided_says_why_and_is_no_finding(site: Path) -> None:
    tree = page(site, FAULTY)
    assert "（七）总计·总计空白，无法核验。" in text(tree.get_element_by_id("u-1"))
    assert len(tree.xpath("//article")) == 3


def test_errors_of_ours_stand_apart(site: Path) -> None:
    apart = page(site, FAULTY).xpath("//section[@class='ours']")[0]
    assert "规则 D999 未能执行。" in text(apart)
    assert "不代表报送单位存在问题" in text(apart)


def test_an_unreadable_file_says_nothing_of_a_report(site: Path) -> None:
    tree = page(site, "reports/d4e5f6a1b2c3.html")
    assert text(tree.xpath("//h1")[0]) == "in/d4e5f6a1b2c3.html"
    assert not tree.xpath("//table")
    assert "未见统计表" not in text(tree)


def test_a_clear_report_with_undecided_rules_does_not_look_like_a_pass(tmp_path: Path) -> None:
    record = base() | {"verdict": "review", "undetermined": faulty()["undetermined"]}
    publish(tmp_path, [record])
    shown = text(page(tmp_path, f"reports/{record['id']}.html"))
    assert "需人工核实" in shown
    assert "另有 1 项未能判断" in shown
    assert "适用的规则均未发现不一致" not in shown


def test_a_rule_page_has_its_parts_and_who_breaks_it(site: Path) -> None:
    tree = page(site, "rules/T303.html")
    assert [text(name) for name in tree.xpath("//main//dt")] == [
        "为什么",
        "依据",
        "例",
        "怎样改",
        "问题类别",
        "适用格式",
        "起始版本",
    ]
    assert tree.xpath("//dd//a/@href") == ["https://www.gov.cn/zhengce/"]
    assert tree.xpath("//tbody//a/@href") == ["../reports/b2c3d4e5f6a1.html#f-1123456789abcdef"]


def test_a_suite_page_tells_apart_what_failed_and_what_did_not_run(site: Path) -> None:
    rows = [cells(row) for row in page(site, "suites/2021-requests.html").xpath("(//tbody)[1]/tr")]
    assert [row.split(" | ", 2)[2] for row in rows] == [
        "符合 | 50 | 0 | 0",
        "不符合 | 50 | 1 | 2",
        "程序未能执行 | — | — | —",
    ]


def test_english_is_complete(site: Path) -> None:
    shown = text(page(site, FAULTY, "en").xpath("//main")[0])
    for words in (
        "2 faults found",
        "should equal",
        "What could not be decided",
        "This row is not in the report's table",
    ):
        assert words in shown
    assert text(page(site, "index.html", "en").xpath("//h1")[0]).startswith("4 files: 1 with faults, 1 to review")


def many(count: int) -> list[Record]:
    light = base() | {"tables": {}, "sections": [], "preamble": []}
    return [light | {"id": f"{i:012x}", "organisation": f"示例市第{i}局"} for i in range(count)]


def test_a_long_overview_is_paged(tmp_path: Path) -> None:
    records = many(401)
    publish(tmp_path, records)
    assert missing_pages(tmp_path, records, catalogue().rules) == []
    assert [len(page(tmp_path, name).xpath(LISTED)) for name in ("index.html", "index-2.html", "index-3.html")] == [
        200,
        200,
        1,
    ]
    middle = page(tmp_path, "index-2.html")
    assert middle.xpath("//nav[@data-static-pager]/a/@href") == ["index.html", "index-3.html"]
    assert "第 201–400 份，共 401 份" in text(middle)


def test_long_lists_are_capped_with_a_count(tmp_path: Path) -> None:
    record = faulty()
    finding = record["findings"][1]
    record["findings"] = [finding | {"fingerprint": f"{i:016x}"} for i in range(FINDINGS_SHOWN + 7)]
    publish(tmp_path, [record])
    tree = page(tmp_path, FAULTY)
    assert len(tree.xpath("//article")) == FINDINGS_SHOWN
    assert "另有 7 项未列出" in text(tree)
    cell = tree.get_element_by_id("c-requests-partly_granted-total")
    assert len(cell.xpath(".//a")) == 4
    assert f"+{FINDINGS_SHOWN - 4}" in text(cell)


def test_a_rule_unknown_to_the_rulebook_is_shown_without_a_link(tmp_path: Path) -> None:
    record = faulty()
    record["findings"] = [record["findings"][1] | {"rule": "X999", "name": "own-rule"}]
    publish(tmp_path, [record])
    article = page(tmp_path, FAULTY).xpath("//article")[0]
    assert "X999 own-rule" in text(article)
    assert not article.xpath(".//h3/a")
    assert "涉及的单元格 7 项" in text(article)


def test_a_finding_without_cells_about_absent_lines_marks_the_gap(tmp_path: Path) -> None:
    record = faulty()
    record["findings"] = [
        record["findings"][0] | {"operands": [], "where": {"frame": "requests", "row": None, "column": None}}
    ]
    record["undetermined"] = []
    publish(tmp_path, [record])
    assert page(tmp_path, FAULTY).xpath("//td[contains(@class, 'marked')]/@id") == [
        "c-requests-other_fee_unpaid-natural_person"
    ]


def test_missing_pages_names_what_is_not_there_or_empty(tmp_path: Path) -> None:
    records = all_records()
    publish(tmp_path, records)
    assert missing_pages(tmp_path, records, catalogue().rules, ["2021.requests"]) == []
    (tmp_path / FAULTY).unlink()
    (tmp_path / "rules" / "T303.html").write_text("", encoding="utf-8")
    (tmp_path / "assets" / "list.js").unlink()
    assert missing_pages(tmp_path, records, catalogue().rules, ["2021.requests", "2021.requests"]) == [
        "assets/list.js",
        FAULTY,
        "rules/T303.html",
        "suites/2021-requests-2.html",
    ]


def test_a_finding_says_its_category_and_where_it_stands_in_the_ledger(tmp_path: Path) -> None:
    record = faulty()
    waived, open_ = record["findings"][1], record["findings"][2]
    waived |= {"category": "arithmetic", "status": "waived", "severity": "critical"}
    waived |= {"decision": {"by": "核验员甲", "reason": "口径不同", "until": "2026-12-31"}}
    open_ |= {
        "category": "arithmetic",
        "status": "open",
        "hint": "上年同处曾认定误报。",
        "hint_en": "Dismissed last year.",
    }
    publish(tmp_path, [record])
    tree = page(tmp_path, FAULTY)
    articles = [text(article) for article in tree.xpath("//article")]
    assert "须整改 表内勾稽不符 待核 T302" in articles[0]
    assert "台账提示 上年同处曾认定误报。" in articles[0]
    assert "豁免 T303" in articles[2]
    assert "认定人 核验员甲 认定理由 口径不同 有效期至 2026-12-31" in articles[2]
    assert "发现问题 1 项" in text(tree.xpath("//main/section[1]")[0])
    assert tree.get_element_by_id("c-requests-partly_granted-total").get("class") == "number marked info"
    assert not page(tmp_path, "rules/T303.html").xpath("//tbody")


def test_a_notice_its_deadline_and_the_answer_stand_with_the_finding(tmp_path: Path) -> None:
    answer = {"text": "已更正表三", "at": "2025-03-10T01:00:00Z", "disputed": False}
    followup = {"document": "示函〔2025〕3号", "deadline": "2025-03-14", "answer": answer}
    record = faulty()
    record["findings"][0] |= {"status": "answered", "followup": followup}
    site = publish(tmp_path, [record])
    for language, names in (("zh", ("文号", "整改时限", "整改情况")), ("en", ("Notice", "Deadline", "Answer"))):
        said = " ".join(text(card) for card in page(site, FAULTY, language).xpath("//article"))
        values = ("示函〔2025〕3号", "2025-03-14", "已更正表三")
        assert " ".join(f"{name} {value}" for name, value in zip(names, values, strict=True)) in said


def test_a_missing_report_is_headed_by_its_body_and_says_how_long_it_is_overdue(tmp_path: Path) -> None:
    note = {"code": "manifest_missing_overdue", "message": "已逾期 10 天", "message_en": "10 days overdue", "at": None}
    record = missing() | {"source": "register.csv#18", "sha256": None, "deadline": "2026-01-21", "notes": [note]}
    shown = page(publish(tmp_path, [record]), f"reports/{record['id']}.html")
    assert text(shown.xpath("//h1")[0]) == "样本县档案局 2024 年"
    assert text(shown.xpath("//section[contains(@class, 'result')]/p[@class='lead']")[0]) == "已逾期 10 天"
    facts = {text(each.find("dt")): text(each.find("dd")) for each in shown.xpath("//main//dl/div")}
    assert (facts["期限"], facts["报送名录"]) == ("2026-01-21", "register.csv#18")
    assert "文件摘要" not in text(shown)


def test_pages_of_several_reports_name_the_files_they_rest_on(tmp_path: Path) -> None:
    site = publish(tmp_path, rich_records(), previous=[older()])
    for kind, count in (("bodies", 3), ("compare", 2)):
        for path in (site / kind).iterdir():
            foot = text(html.fromstring(path.read_bytes()).xpath("//footer")[0])
            assert foot.count(SHA) == count, path


@pytest.mark.parametrize("source", SOURCES.split())
def test_where_body_and_year_were_found_is_said_in_words(source: str) -> None:
    assert has_label(f"from_{source}")
