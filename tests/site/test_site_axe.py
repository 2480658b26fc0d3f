"""Every kind of page is free of what axe finds against WCAG 2.1 A and AA, in both languages, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from site_build import publish
from site_records import rich_records
from site_visit import Open
from test_site_browser import PAGES

from gouji.site import Audience

OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def violations(page: Page) -> list[str]:
    """What axe finds, with every fold of the page open."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    found = Axe().run(page, options=OPTIONS).response
    assert found["passes"]
    return [f"{entry['id']}: {node['html'][:120]}" for entry in found["violations"] for node in entry["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation(visit: Open, rich: Path, name: str, scheme: str) -> None:
    page = visit(rich, color_scheme=scheme).to(name)
    assert violations(page) == []
    page.locator("[data-language]").click()
    assert violations(page) == []


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PUBLIC_NAMED])
def test_the_public_overview_has_no_violation(visit: Open, tmp_path: Path, audience: Audience) -> None:
    assert violations(visit(publish(tmp_path, rich_records(), audience)).to("index.html")) == []


def test_a_list_that_was_searched_has_no_violation(visit: Open, rich: Path) -> None:
    page = visit(rich).to("index.html")
    page.locator("[data-filter-text]").fill("样本县")
    page.locator("th[data-sort=year] button").click()
    page.locator("th[data-sort=year][aria-sort]").wait_for()
    assert violations(page) == []


def test_a_violation_would_be_found(visit: Open, rich: Path) -> None:
    page = visit(rich).to("index.html")
    page.evaluate(
        "document.querySelector('[data-filter-text]').closest('label').replaceWith(document.createElement('input'))"
    )
    assert any(entry.startswith("label:") for entry in violations(page))
