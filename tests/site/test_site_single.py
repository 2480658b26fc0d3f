"""A report as one file that can be forwarded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import html
from playwright.sync_api import expect
from site_visit import Open

SINGLE = "single/b2c3d4e5f6a1.html"


def test_the_file_alone_looks_and_works_as_the_page(visit: Open, rich: Path, tmp_path: Path) -> None:
    shutil.copyfile(rich / SINGLE, tmp_path / "forwarded.html")
    opened = visit(tmp_path)
    page = opened.to("forwarded.html")
    assert opened.requests[0].endswith("forwarded.html")
    assert [url for url in opened.requests[1:] if not url.startswith("data:")] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).backgroundColor") == "rgb(31, 66, 104)"
    page.locator("[data-language]").click()
    expect(page.locator(".loud")).to_have_text("2 faults found", use_inner_text=True)
    page.locator("#f-1123456789abcdef").hover()
    expect(page.locator("td.lit")).to_have_count(7)
    assert opened.complaints == []


def test_it_links_to_nothing_but_itself(rich: Path) -> None:
    links = html.fromstring((rich / SINGLE).read_bytes()).xpath("//@href")
    assert [link for link in links if not link.startswith(("#", "data:"))] == []
    assert [link for link in links if link.startswith("#")]


def test_its_policy_allows_just_its_own_style_and_script(rich: Path) -> None:
    text = (rich / SINGLE).read_text(encoding="utf-8")
    policy = html.fromstring(text.encode()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+='; img-src data:; "
        r"base-uri 'none'; form-action 'none'",
        policy,
    )


def test_what_is_put_into_the_file_afterwards_does_not_run(visit: Open, rich: Path, tmp_path: Path) -> None:
    text = (rich / SINGLE).read_text(encoding="utf-8")
    tampered = text.replace("</main>", "<script>document.title = 'run'</script></main>")
    (tmp_path / "tampered.html").write_text(tampered, encoding="utf-8")
    opened = visit(tmp_path)
    assert opened.to("tampered.html").title() != "run"
    assert opened.complaints


def test_without_the_option_there_is_no_link_to_one(site: Path) -> None:
    assert "single/" not in (site / "reports" / "b2c3d4e5f6a1.html").read_text(encoding="utf-8")
    assert not (site / "single").exists()
