"""A body's reports through the years: its page, two reports side by side, last year's figures in the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html
from site_build import publish
from site_records import Record, base, faulty, last_year, missing, number, older, rich_records, unreadable

from gouji.site.addresses import body_page
from gouji.site.compare import compare_view
from gouji.site.kin import Member, Pair, bodies_of, kin_by_report
from gouji.site.prose_difference import EFFORT, Difference, chapter_differences
from gouji.site.summary import summarise

PAIR = "compare/e5f6a1b2c3d4-b2c3d4e5f6a1.html"


def page(site: Path, name: str) -> Any:
    tree = html.fromstring((site / name).read_bytes())
    for element in tree.xpath("//*[contains(concat(' ', @class, ' '), ' en ')]"):
        element.drop_tree()
    return tree


def lines(tree: Any, heading: str) -> list[str]:
    rows = tree.xpath(f"//div[@aria-labelledby='{heading}']//tbody/tr")
    return [" | ".join(" ".join(cell.text_content().split()) for cell in row.xpath("th|td")) for row in rows]


def kin_of(*records: Record, earlier: tuple[Record, ...] = ()) -> dict[str, Any]:
    return kin_by_report(bodies_of([summarise(record) for record in records], earlier))


def test_a_body_with_one_report_has_no_kin() -> None:
    assert kin_of(base(), faulty()) == {}


def test_years_of_a_body_belong_together_by_its_id_or_name() -> None:
    kin = kin_of(faulty(), last_year(), earlier=(older(), base("000000000000")))
    assert set(kin) == {"b2c3d4e5f6a1", "e5f6a1b2c3d4"}
    assert [member.year for member in kin["b2c3d4e5f6a1"].body.members] == [2022, 2023, 2024]
    assert kin["b2c3d4e5f6a1"].prior == "e5f6a1b2c3d4"
    assert kin["e5f6a1b2c3d4"].prior == "a6b1c2d3e4f5"


def test_a_gap_between_years_gives_no_last_year() -> None:
    kin = kin_of(faulty(), earlier=(older(),))["b2c3d4e5f6a1"]
    assert kin.prior is None
    assert kin.pair.page == "compare/a6b1c2d3e4f5-b2c3d4e5f6a1.html"


def test_two_reports_of_one_year_are_set_side_by_side_and_each_beside_last_year() -> None:
    twin = faulty() | {"id": "c00000000000"}
    kin = kin_of(last_year(), faulty(), twin)
    assert [kin[key].prior for key in ("b2c3d4e5f6a1", "c00000000000")] == ["e5f6a1b2c3d4"] * 2
    alone = kin_of(faulty(), twin)
    assert alone["c00000000000"].pair.page == "compare/b2c3d4e5f6a1-c00000000000.html"


def test_what_was_not_read_is_no_year() -> None:
    gone = missing() | {"organisation": "样本县人民政府"}
    assert kin_of(faulty(), gone, unreadable() | {"organisation": "样本县人民政府"}) == {}


def test_a_body_page_shows_years_figures_and_rules(rich: Path) -> None:
    tree = page(rich, body_page("样本县人民政府"))
    assert lines(tree, "reports") == [
        "2022 | 仅供对照，未核验 | — | — | in/a6b1c2d3e4f5.html | —",
        "2023 | 未发现问题 | 0 | 0 | in/e5f6a1b2c3d4.html | 对照",
        "2024 | 发现问题 | 2 | 1 | in/b2c3d4e5f6a1.html | 对照",
    ]
    assert lines(tree, "figures-requests")[0] == "一、本年新收政府信息公开申请数量·总计 | 0 | 90 | 111"
    assert lines(tree, "rules")[1] == "T302 表三各列：办理结果之和等于（七）总计 | — | 0 | 1"


def test_side_by_side_shows_what_changed(rich: Path) -> None:
    tree = page(rich, PAIR)
    changed = lines(tree, "table-2")
    assert "一、本年新收政府信息公开申请数量·总计 | 90 | 111 | +21" in changed
    assert "（四）无法提供3.补正后申请内容仍不明确·科研机构 | 0 | / | —" in changed
    assert not [line for line in changed if line.startswith("（一）予以公开·总计")]
    assert "后一份报告中没有识别出这张表。" in tree.text_content()
    assert [mark.text for mark in tree.xpath("//tr[@class='changed']//del")] == ["90", "7"]
    assert [mark.text for mark in tree.xpath("//tr[@class='changed']//ins")] == ["110", "12"]
    assert tree.xpath("//tr[@class='removed']//del/text()") == ["机构健全。"]


def test_last_years_figures_stand_beside_this_years(rich: Path) -> None:
    tree = page(rich, "reports/b2c3d4e5f6a1.html")
    priors = {cell.getparent().get("id"): cell.text_content() for cell in tree.xpath("//*[@class='prior']")}
    assert priors["c-requests-received-total"] == "上年 90"
    assert "c-requests-received-research" not in priors  # 0 in both years
    assert tree.xpath("//input[@id='show-prior']")
    assert tree.xpath("//p[contains(@class, 'also')]/a/@href") == [
        "../" + body_page("样本县人民政府"),
        f"../{PAIR}",
        "../single/b2c3d4e5f6a1.html",
    ]


def test_a_falling_figure_has_its_sign() -> None:
    before, after = base(), base("b00000000000")
    before["tables"]["requests"]["cells"]["requests.received.total"] = number("", 12)
    sides = [Member(record["id"], record["year"], summarise(record)) for record in (before, after)]
    view = compare_view("示例市人民政府", "x", Pair(*sides), before, after)
    assert [(c.earlier, c.later, c.difference) for c in view.tables[1].changes] == [("12", "0", "−12")]


def differences(old: str, new: str) -> list[Difference]:
    records = [{"preamble": [{"text": text}], "sections": []} for text in (old, new)]
    return [row for chapter in chapter_differences(*records) for row in chapter.rows]


def test_sentences_that_moved_apart_are_out_and_in() -> None:
    assert [row.kind for row in differences("甲乙丙丁。同。", "同。子丑寅卯辰。")] == ["removed", "same", "added"]
    assert [row.kind for row in differences("甲乙丙丁。", "子丑寅卯。")] == ["removed", "added"]


def test_comparing_letter_by_letter_is_bounded() -> None:
    old = "".join("的" * 590 + f"{i:03d}甲。" for i in range(40))
    kinds = [row.kind for row in differences(old, old.replace("甲", "乙"))]
    assert 0 < kinds.count("changed") <= EFFORT // 590**2
    assert kinds.count("removed") == 40 - kinds.count("changed")


def test_a_site_without_several_years_has_no_such_pages(tmp_path: Path) -> None:
    site = publish(tmp_path, [record for record in rich_records() if record["year"] != 2023])
    assert not (site / "bodies").exists()
    assert not (site / "compare").exists()


def across() -> Record:
    """A report with a finding about last year's figure, and one about prose like another body's."""
    record = faulty()
    del record["causes"]
    sum_, alike = record["findings"][1:]
    own = sum_["operands"][0]
    last = {"report": "e5f6a1b2c3d4", "of": "2023年度年报", "of_en": "the report of 2023"}
    sum_["operands"] = [own | last | {"value": 8, "raw": "8"}, own | last | {"report": "a6b1c2d3e4f5", "value": 1}, own]
    other = {"report": "a1b2c3d4e5f6", "name": "示例市人民政府2024年度年报", "name_en": "that of 示例市", "chapter": 5}
    texts = {"text": "本级存在三个问题。一是甲。", "other": "本级存在两个问题。一是甲。"}
    alike |= {"operands": [], "compared": [other | texts | {"similarity": 0.957}, other | {"similarity": 0.9}]}
    return record


def published(tmp_path: Path) -> Path:
    records = [across(), last_year(), base()]
    return publish(tmp_path, records, single_files=True, previous=[older()])


def test_a_figure_of_another_report_leads_there_and_marks_no_cell_here(tmp_path: Path) -> None:
    tree = page(published(tmp_path), "reports/b2c3d4e5f6a1.html")
    terms = tree.get_element_by_id("f-1123456789abcdef").xpath(".//table[@class='sum']//th[@scope='row']")
    assert [" ".join(term.text_content().split()) for term in terms[:2]] == [
        "2023年度年报 自然人",
        "2023年度年报 自然人",
    ]
    assert [term.xpath("a/@href") for term in terms] == [
        ["../reports/e5f6a1b2c3d4.html#c-requests-partly_granted-natural_person"],
        [],  # was only read, for comparison: it has no page
        ["#c-requests-partly_granted-natural_person"],
    ]
    assert tree.get_element_by_id("f-1123456789abcdef").get("data-cells") == "c-requests-partly_granted-natural_person"


def test_texts_that_are_alike_stand_side_by_side(tmp_path: Path) -> None:
    article = page(published(tmp_path), "reports/b2c3d4e5f6a1.html").get_element_by_id("f-2123456789abcdef")
    assert article.xpath("string(.//details/summary)") == "与示例市人民政府2024年度年报对照（相似度 95%）"
    rows = article.xpath(".//table[contains(@class, 'beside')]/tbody/tr")
    assert [row.get("class") for row in rows] == ["changed", "same"]
    assert (rows[0].xpath("string(.//del)"), rows[0].xpath("string(.//ins)")) == ("两", "三")
    assert article.xpath(".//p[@class='aside']/a/@href") == ["../reports/a1b2c3d4e5f6.html"] * 2


def test_a_single_file_names_other_reports_without_links(tmp_path: Path) -> None:
    tree = page(published(tmp_path), "single/b2c3d4e5f6a1.html")
    assert "2023年度年报" in tree.get_element_by_id("f-1123456789abcdef").text_content()
    assert [link for link in tree.xpath("//a/@href") if not link.startswith("#")] == []


def test_numbers_are_compared_whole() -> None:
    def of(text: str) -> Record:
        return {"preamble": [{"text": text}], "sections": []}

    [chapter] = chapter_differences(of("作出行政许可3490件，收费1.5万元。"), of("作出行政许可5274件，收费1.25万元。"))
    [row] = chapter.rows
    assert [stretch.text for stretch in row.earlier if stretch.own] == ["3490", "1.5"]
    assert [stretch.text for stretch in row.later if stretch.own] == ["5274", "1.25"]
