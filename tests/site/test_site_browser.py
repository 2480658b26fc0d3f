"""The pages in a real Chromium, opened from disk: nothing leaves, nothing runs, everything works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from site_build import publish
from site_records import map_strings, older, rich_records
from site_visit import OURS, Open

from gouji.site.addresses import body_page

ATTACKS = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "</script><script>alert(1)</script>",
    "' onmouseover=alert(1) '",
    "\u2028alert(1)//",
    "]});alert(1);({x:[",
]
REPORT = "reports/b2c3d4e5f6a1.html"
BODY = body_page("样本县人民政府")
PAGES = [
    "index.html",
    REPORT,
    "reports/d4e5f6a1b2c3.html",
    "reports/f6a1b2c3d4e5.html",
    "rules/index.html",
    "rules/T303.html",
    "suites/index.html",
    "suites/2021-requests.html",
    "compare/e5f6a1b2c3d4-b2c3d4e5f6a1.html",
    BODY,
    "single/b2c3d4e5f6a1.html",
]
SHARED = {"index.html": {"gouji.css", "gouji.js", "list.js"}, "single/b2c3d4e5f6a1.html": set()}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leaves_and_nothing_is_complained_of(visit: Open, rich: Path, name: str) -> None:
    opened = visit(rich)
    opened.to(name)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    asked = {url.rsplit("/", 1)[1] for url in opened.requests if url.startswith("file:")}
    assert asked == {name.rsplit("/", 1)[-1], *SHARED.get(name, {"gouji.css", "gouji.js"})}
    assert opened.complaints == []


def changed(site: Path, attack: str) -> tuple[Path, list[str]]:
    """A site of hostile records, and its pages of every kind."""
    records, earlier = (
        [map_strings(record, lambda text: text + attack, OURS) for record in given]
        for given in (rich_records(), [older()])
    )
    publish(site, records, single_files=True, previous=earlier)
    bodies = [path.relative_to(site).as_posix() for path in (site / "bodies").iterdir()]
    return site, [name for name in PAGES if name != BODY] + bodies


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_record_runs(visit: Open, tmp_path: Path, attack: str) -> None:
    site, pages = changed(tmp_path, attack)
    opened = visit(site)
    for name in pages:
        page = opened.to(name)
        page.mouse.move(200, 200)
        expect(page.locator("img")).to_have_count(0)
        expect(page.locator("script")).to_have_count(2 if name == "index.html" else 1)
    assert opened.complaints == []
    assert all(url.startswith("file:") for url in opened.requests)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_the_list_runs(visit: Open, tmp_path: Path, attack: str) -> None:
    opened = visit(changed(tmp_path, attack)[0])
    page = opened.to("index.html")
    page.locator("[data-filter-text]").fill("样本县人民政府")
    row = page.locator("table[data-list] tbody tr").first
    expect(row.locator("th a")).to_contain_text(attack.strip())
    page.locator("[data-filter-rule]").select_option("T303")
    expect(page.locator("[data-filter-count]")).to_have_text("1")
    expect(page.locator("img")).to_have_count(0)
    row.locator("th a").click()
    expect(page.locator("h1")).to_contain_text("样本县人民政府")
    assert opened.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_every_page_without_sideways_scrolling(visit: Open, rich: Path, name: str) -> None:
    page = visit(rich, viewport={"width": 390, "height": 844}).to(name)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate("window.scrollTo(1000, 0)")
    assert page.evaluate("window.scrollX") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_endless_names_do_not_break_the_layout(visit: Open, tmp_path: Path, width: int) -> None:
    site, pages = changed(tmp_path, "x" * 300)
    opened = visit(site, viewport={"width": width, "height": 800})
    for name in pages:
        assert opened.to(name).evaluate("document.documentElement.scrollWidth") == width, name


def test_a_finding_leads_to_its_cell_and_back(visit: Open) -> None:
    page = visit().to(REPORT)
    finding = page.locator("#f-1123456789abcdef")
    finding.get_by_text("在表中查看").click()
    cell = page.locator("td:target")
    expect(cell).to_have_attribute("id", "c-requests-partly_granted-natural_person")
    assert cell.evaluate("cell => cell.getBoundingClientRect().top >= 0")
    cell.locator("a.mark").click()
    expect(page.locator("article:target")).to_have_attribute("id", "f-1123456789abcdef")


def test_a_finding_and_its_cells_light_up_together(visit: Open) -> None:
    page = visit().to(REPORT)
    page.locator("#f-1123456789abcdef").hover()
    expect(page.locator("td.lit")).to_have_count(7)
    page.locator("h1").hover()
    expect(page.locator("td.lit")).to_have_count(0)
    page.locator("#c-requests-partly_granted-total a.mark").focus()
    expect(page.locator("article.lit")).to_have_attribute("id", "f-1123456789abcdef")
    expect(page.locator("td.lit")).to_have_count(7)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_lights_up_is_seen_on_cells_that_are_marked_already(visit: Open, scheme: str) -> None:
    page = visit(color_scheme=scheme).to(REPORT)
    edges = "cells => cells.map(cell => getComputedStyle(cell).boxShadow)"
    cells = page.locator("[id=f-1123456789abcdef]").get_attribute("data-cells")
    own = page.locator(",".join(f"td#{cell}" for cell in (cells or "").split()))
    before = own.evaluate_all(edges)
    page.locator("#f-1123456789abcdef").hover()
    lit = own.evaluate_all(edges)
    assert len(lit) == 7
    assert len(set(lit)) == 1
    assert not set(lit) & set(before)
    page.locator("h1").hover()
    assert own.evaluate_all(edges) == before


def test_a_marked_cell_says_its_relations_with_their_numbers(visit: Open) -> None:
    page = visit().to(REPORT)
    peek = page.locator(".peek")
    expect(peek).to_be_hidden()
    page.locator("#c-requests-partly_granted-commercial").hover()
    expect(peek.locator("p")).to_have_count(2)
    expect(peek).to_contain_text("自然人 5 + 商业企业 5 = 10，总计填报 12，差 2。")
    page.locator("h1").hover()
    expect(peek).to_be_hidden()
    page.locator("#c-requests-partly_granted-total a.mark").focus()
    expect(peek.locator("p")).to_have_count(1)


def test_every_cell_of_a_gap_lights_the_gap(visit: Open) -> None:
    page = visit().to(REPORT)
    page.locator("#f-2123456789abcdef").hover()
    expect(page.locator("td.absent.lit")).to_have_count(1)


def test_the_language_switch_turns_the_page_and_is_remembered(visit: Open) -> None:
    page = visit().to(REPORT)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert "发现问题 2 项" in page.inner_text("main")
    assert "faults found" not in page.inner_text("main")
    page.locator("[data-language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "2 faults found" in page.inner_text("main")
    assert "发现问题" not in page.inner_text("main")
    assert page.title().endswith("· gouji")
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).to_have_text(re.compile("^4 files"), use_inner_text=True)
    page.locator("[data-language]").click()
    expect(page.locator("h1")).to_have_text(re.compile("^共核验 4 份"), use_inner_text=True)


def test_the_switch_keeps_the_place(visit: Open) -> None:
    page = visit(viewport={"width": 1000, "height": 600}).to(REPORT)
    place = "document.querySelector('#chapters').getBoundingClientRect().top"
    page.evaluate("document.querySelector('#chapters').scrollIntoView()")
    before = page.evaluate(place)
    page.locator("[data-language]").evaluate("button => button.click()")
    assert abs(page.evaluate(place) - before) < 2


def test_where_nothing_can_be_remembered_links_carry_the_language(visit: Open) -> None:
    opened = visit()
    opened.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});"
    )
    page = opened.to(REPORT)
    page.locator("[data-language]").click()
    page.get_by_role("link", name="Rules", exact=True).click()
    expect(page).to_have_url(re.compile(r"rules/index\.html\?lang=en$"))
    expect(page.locator("h1")).to_have_text("Catalogue of rules", use_inner_text=True)
    page.get_by_role("link", name="T303").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("tbody a").click()
    expect(page.locator("article:target")).to_have_count(1)
    assert opened.complaints == []


def test_without_javascript_the_page_is_chinese_and_complete(visit: Open) -> None:
    page = visit(java_script_enabled=False).to(REPORT)
    shown = page.inner_text("main")
    assert "发现问题 2 项" in shown
    assert "What could not be decided" not in shown
    assert not page.locator("[data-language]").is_visible()
    page.locator("#f-1123456789abcdef").get_by_text("在表中查看").click()
    expect(page.locator("td:target")).to_have_count(1)
    index = visit(java_script_enabled=False).to("index.html")
    assert not index.locator("[data-filter]").is_visible()
    expect(index.locator("table[data-list] tbody td.source")).to_have_count(3)


def test_dark_mode_changes_the_paper(visit: Open) -> None:
    paper = "getComputedStyle(document.querySelector('main > section')).backgroundColor"
    assert visit(color_scheme="light").to(REPORT).evaluate(paper) == "rgb(255, 255, 255)"
    assert visit(color_scheme="dark").to(REPORT).evaluate(paper) == "rgb(23, 28, 34)"


def test_print_has_no_navigation_and_fits_the_paper(visit: Open) -> None:
    page = visit(viewport={"width": 680, "height": 960}).to(REPORT)
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_what_is_folded_leaves_no_empty_summary_on_paper(visit: Open) -> None:
    page = visit().to(REPORT)
    page.emulate_media(media="print")
    expect(page.locator("details.prose summary")).not_to_be_visible()
    expect(page.locator("summary#outcomes")).not_to_be_visible()
    expect(page.locator(".claims-fold summary")).to_be_visible()
    page.emulate_media(media="screen")
    page.locator("summary#outcomes").click()
    page.emulate_media(media="print")
    expect(page.locator("summary#outcomes")).to_be_visible()
