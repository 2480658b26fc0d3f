"""The list that the overview searches: its files, and search, filters, sorting and pages in Chromium."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from site_build import publish
from site_records import Record, base, faulty, registered
from site_visit import Open

from gouji.site.addresses import ROWS_PER_PAGE
from gouji.site.listing import list_texts
from gouji.site.summary import summarise

BODIES = 2 * ROWS_PER_PAGE + 50


def light(number: int) -> Record:
    """A report with nothing but what the list shows; every tenth has two faults and a doubt."""
    record = base(f"{number:012x}", f"示例市第{number:04d}局") | {"tables": {}, "sections": [], "preamble": []}
    record |= {"year": 2020 + number % 5, "kind": "department" if number % 2 else "township"}
    if number % 10 == 0:
        record |= {"verdict": "faults", "findings": faulty()["findings"]}
    return registered(record, group="县直" if number % 3 else "乡镇")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("long"), [light(number) for number in range(BODIES)])


@pytest.fixture
def page(visit: Open, long: Path) -> Page:
    return visit(long).to("index.html")


def rows(page: Page) -> list[str]:
    """The names in the list as shown."""
    return page.locator("table[data-list] tbody th[scope=row]").all_inner_texts()


def found(page: Page, count: int) -> None:
    expect(page.locator("[data-filter-count]")).to_have_text(str(count))


def content(text: str) -> Record:
    """What a file of the list pushes."""
    pushed = re.fullmatch(r"goujiList\.push\((.*)\);\n", text)
    assert pushed is not None
    loaded: Record = json.loads(pushed[1])
    return loaded


def test_a_row_says_what_the_list_shows() -> None:
    file = content(list_texts([summarise(registered(faulty(), group="县直"))])[0])
    assert file["rows"] == [
        [
            "b2c3d4e5f6a1",
            "样本县人民政府",
            2024,
            "2021",
            "faults",
            [2, 1, 0, 1],
            0,
            0,
            "in/b2c3d4e5f6a1.html",
            [0, 1, 2],
        ]
    ]
    assert (file["kinds"], file["groups"], file["rules"]) == (["government"], ["县直"], ["F503", "T303", "T302"])


@pytest.mark.parametrize("attack", ["</script>", "<!--", "\u2028", "\u2029", "\ud800", "\x00", "\u202e", "&"])
def test_no_name_breaks_out_of_the_script(attack: str) -> None:
    text = list_texts([summarise(base(organisation=f"示例{attack}局"))])[0]
    assert content(text)["rows"][0][1] == f"示例{attack}局"
    assert attack not in text
    assert text.encode("utf-8").count(b"\n") == 1


def test_quotes_do_not_end_a_name() -> None:
    name = '"]});alert(1);({"x":["'
    assert content(list_texts([summarise(base(organisation=name))])[0])["rows"][0][1] == name


def test_a_long_list_is_parted_into_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.site.listing.ROWS_PER_FILE", 2)
    texts = list_texts([summarise(light(number)) for number in range(5)])
    assert [len(content(text)["rows"]) for text in texts] == [2, 2, 1]


def test_nothing_is_loaded_until_somebody_searches(visit: Open, long: Path) -> None:
    opened = visit(long)
    page = opened.to("index.html")
    assert not [url for url in opened.requests if "/data/" in url]
    page.locator("[data-filter-text]").fill("第0123局")
    found(page, 1)
    assert [url for url in opened.requests if "/data/" in url] == [(long / "data/list-1.js").as_uri()]
    assert opened.complaints == []


def test_the_search_looks_through_all_pages(page: Page) -> None:
    page.locator("[data-filter-text]").fill("0449")
    found(page, 1)
    assert rows(page) == ["示例市第0449局"]
    page.locator("[data-filter-text]").fill("第0449局 2024")
    found(page, 1)
    page.locator("[data-filter-text]").fill("没有这样的单位")
    found(page, 0)
    assert rows(page) == []
    page.get_by_role("button", name="清除条件").click()
    found(page, BODIES)


def test_filters_narrow_together(page: Page) -> None:
    page.locator("[data-filter-verdict=clear]").uncheck()
    found(page, 45)
    page.locator("[data-filter-kind]").select_option("township")
    found(page, 45)
    page.locator("[data-filter-group]").select_option("乡镇")
    found(page, 15)
    page.locator("[data-filter-rule]").select_option("T303")
    found(page, 15)
    page.locator("[data-filter-kind]").select_option("department")
    found(page, 0)


def test_a_column_sorts_both_ways(page: Page) -> None:
    head = page.locator("th[data-sort=critical]")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("table[data-list] tbody td.critical").first).to_have_text("2")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("table[data-list] tbody td.critical")).to_have_count(0)
    page.locator("th[data-sort=organisation] button").click()
    expect(head).not_to_have_attribute("aria-sort", re.compile("."))
    expect(page.locator("table[data-list] tbody th a").first).to_have_text("示例市第0000局")
    page.locator("th[data-sort=organisation] button").click()
    expect(page.locator("table[data-list] tbody th a").first).to_have_text(f"示例市第{BODIES - 1:04d}局")


def test_pages_turn(page: Page) -> None:
    page.locator("th[data-sort=organisation] button").click()
    expect(page.locator("[data-page]")).to_have_text("1")
    expect(page.locator("[data-pages]")).to_have_text("3")
    page.locator("[data-next]").click()
    expect(page.locator("table[data-list] tbody th a").first).to_have_text(f"示例市第{ROWS_PER_PAGE:04d}局")
    page.locator("[data-next]").click()
    expect(page.locator("table[data-list] tbody tr")).to_have_count(50)
    expect(page.locator("[data-next]")).to_be_disabled()
    page.locator("[data-previous]").click()
    expect(page.locator("[data-page]")).to_have_text("2")


def test_going_back_finds_the_same_rows(page: Page) -> None:
    page.locator("[data-filter-text]").fill("第044")
    found(page, 10)
    page.locator("th[data-sort=year] button").click()
    expect(page.locator("th[data-sort=year]")).to_have_attribute("aria-sort", "ascending")
    before = rows(page)
    page.locator("table[data-list] tbody th a").first.click()
    expect(page.locator(".loud")).to_be_visible()
    page.go_back()
    found(page, 10)
    expect(page.locator("[data-filter-text]")).to_have_value("第044")
    assert rows(page) == before


def test_a_rule_page_leads_to_the_list_of_who_breaks_it(visit: Open, tmp_path: Path) -> None:
    records = [light(number * 10) for number in range(ROWS_PER_PAGE + 5)]
    page = visit(publish(tmp_path, records)).to("rules/T303.html")
    page.get_by_role("link", name="在总览中查看全部").click()
    found(page, ROWS_PER_PAGE + 5)
    expect(page.locator("[data-filter-rule]")).to_have_value("T303")


def test_the_list_speaks_the_chosen_language(page: Page) -> None:
    page.locator("[data-language]").click()
    page.locator("[data-filter-text]").fill("第0010局")
    found(page, 1)
    assert "Faults found" in page.locator("table[data-list] tbody tr").inner_text()
    expect(page.locator("[data-filter-kind] option").nth(1)).to_have_text("Department")


def test_a_lost_file_is_said(visit: Open, tmp_path: Path) -> None:
    site = publish(tmp_path, [light(1), light(2)])
    (site / "data" / "list-1.js").unlink()
    page = visit(site).to("index.html")
    page.locator("[data-filter-text]").fill("x")
    expect(page.locator("[data-filter-lost]")).to_be_visible()
    assert len(rows(page)) == 2


def test_without_javascript_the_pages_list_everything(visit: Open, long: Path) -> None:
    page = visit(long, java_script_enabled=False).to("index.html")
    assert not page.locator("[data-filter]").is_visible()
    assert not page.locator("[data-pager]").is_visible()
    names = rows(page)
    for _ in range(2):
        page.locator("a[rel=next]").click()
        expect(page.locator("a[rel=prev]")).to_be_visible()
        names += rows(page)
    assert len(set(names)) == BODIES


def test_the_parts_of_the_list_are_kept_apart(long: Path, visit: Open) -> None:
    page = visit(long).to("index.html")
    assert [text.split("：")[0].split(" ")[0] for text in page.locator("tr.stand").all_inner_texts()] == [
        "须整改",
        "未发现问题的报告",
    ]
    assert len(rows(page)) == ROWS_PER_PAGE
