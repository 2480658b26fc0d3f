"""The pages in a real Chromium, opened from disk: nothing leaves, nothing runs, everything works."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from site_build import publish
from site_records import all_records, map_strings

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REPORT = "reports/b2c3d4e5f6a1.html"
PAGES = [
    "index.html",
    REPORT,
    "reports/d4e5f6a1b2c3.html",
    "rules/index.html",
    "rules/T303.html",
    "suites/2021-requests.html",
]
OURS = frozenset(
    {"id", "rule", "severity", "verdict", "outcome", "state", "edition", "match", "cell", "cells", "frame"}
)

Open = Callable[..., "Visit"]

# A click that opens another page returns before that page is parsed, and the machine may be busy: what is expected of
# a page is waited for, never read at once.
expect.set_options(timeout=30_000)


class Visit:
    """An opened page, with everything it asked for and complained of."""

    def __init__(self, browser: Browser, site: Path, **context: Any) -> None:
        self.page: Page = browser.new_context(**context).new_page()
        self.site = site
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))

    def to(self, name: str) -> Page:
        self.page.goto((self.site / name).as_uri())
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
        launched = playwright.chromium.launch(executable_path=next(filter(None, found), None), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Open]:
    visits: list[Visit] = []

    def make(where: Path = site, **context: Any) -> Visit:
        visits.append(Visit(browser, where, **context))
        return visits[-1]

    yield make
    for made in visits:
        made.page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_leaves_and_nothing_is_complained_of(visit: Open, name: str) -> None:
    opened = visit()
    opened.to(name)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert {url.rsplit("/", 1)[1] for url in opened.requests if url.startswith("file:")} == {
        name.rsplit("/", 1)[-1],
        "gouji.css",
        "gouji.js",
    }
    assert opened.complaints == []


@pytest.mark.parametrize(
    "attack", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "' onmouseover=alert(1) '"]
)
def test_nothing_in_a_record_runs(visit: Open, tmp_path: Path, attack: str) -> None:
    hostile = [map_strings(record, lambda text: text + attack, OURS) for record in all_records()]
    opened = visit(publish(tmp_path, hostile))
    for name in PAGES:
        page = opened.to(name)
        page.mouse.move(200, 200)
        expect(page.locator("img")).to_have_count(0)
        expect(page.locator("script")).to_have_count(1)
    assert opened.complaints == []
    assert all(url.startswith("file:") for url in opened.requests)


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_every_page_without_sideways_scrolling(visit: Open, name: str) -> None:
    page = visit(viewport={"width": 390, "height": 844}).to(name)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate("window.scrollTo(1000, 0)")
    assert page.evaluate("window.scrollX") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_endless_names_do_not_break_the_layout(visit: Open, tmp_path: Path, width: int) -> None:
    long = [map_strings(record, lambda text: text + "x" * 300, OURS) for record in all_records()]
    opened = visit(publish(tmp_path, long), viewport={"width": width, "height": 800})
    for name in PAGES:
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
    expect(index.locator("tbody[data-filter-rows] tr")).to_have_count(3)


def test_the_filter_narrows_the_list(visit: Open) -> None:
    page = visit().to("index.html")
    rows = page.locator("tbody[data-filter-rows] tr:visible")
    page.locator("[data-filter-text]").fill("教育局")
    expect(rows).to_have_count(1)
    expect(page.locator("[data-filter-count]")).to_have_text("1")
    page.locator("[data-filter-text]").fill("")
    page.locator("[data-filter-verdict=faults]").uncheck()
    expect(rows).to_have_count(2)
    page.locator("[data-filter-text]").fill("没有这样的单位")
    expect(rows).to_have_count(0)


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
