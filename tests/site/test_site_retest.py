"""The pages of two runs side by side."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from gouji.ledger.compare import compare
from gouji.ledger.seen import seen_of
from gouji.ledger.side import side
from gouji.rulebook import load_rules
from gouji.site.pages import render_retest
from gouji.site.retest import BODIES_PER_PAGE, ENTRIES_SHOWN, retest_views
from gouji.site.run import Catalogue, run_facts
from kit.ledgers import Body, spot

T301, T302 = spot("T301"), spot("T302")
HOSTILE = '"><img src=x onerror=alert(1)>局'


def pages(before: list[Body], after: list[Body]) -> list[Any]:
    runs = [side(HOSTILE, "2025-03-01T08:00:00Z", [seen_of(each.record()) for each in run]) for run in (before, after)]
    rulebook = load_rules()
    facts = run_facts(None, Catalogue(rulebook.rules, rulebook.version, rulebook.digest))
    return [(page.path, render_retest(page, facts)) for page in retest_views(compare(*runs))]


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_a_page_tells_what_became_of_each_finding() -> None:
    [(name, text)] = pages([Body("示例市教育局", [T301, T302])], [Body("示例市教育局", [T302], edit=1)])
    page = html.fromstring(text)
    assert name == "retest.html"
    assert "整改率" in words(page.find(".//h1"))
    assert "50.0%" in words(page.find(".//h1"))
    rows = [(row.get("data-kind"), words(row.find(".//*[@class='id']"))) for row in page.iterfind(".//tr[@data-kind]")]
    assert rows == [("mended", "T301"), ("remaining", "T302")]
    [link] = page.xpath("//tbody//a")
    assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_why_nothing_is_known_of_mending_is_said_in_both_languages() -> None:
    [(_, text)] = pages([Body("示例市教育局", [T301])], [Body("示例市教育局", [])])
    assert "与上次完全相同，系规则或识读变化所致" in text
    assert "byte for byte the same" in text


def test_pages_stand_alone_and_run_nothing_of_a_report() -> None:
    [(_, text)] = pages([Body(HOSTILE, [T301])], [Body(HOSTILE, [T301], edit=1)])
    page = html.fromstring(text)
    assert page.xpath("//img | //iframe | //*[@onerror]") == []
    assert not re.search(r'(?:src|href)="(?!#|data:)', text)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert HOSTILE in words(page.find(".//main"))


def test_many_bodies_go_over_several_pages_and_long_lists_are_cut() -> None:
    many = [Body(f"示例市第{number:03d}局", [T301]) for number in range(BODIES_PER_PAGE + 1)]
    (first, one), (second, two) = pages(many, many)
    assert (first, second) == ("retest.html", "retest-2.html")
    assert 'href="retest-2.html"' in one
    assert 'href="retest.html"' in two
    assert (one.count("data-kind"), two.count("data-kind")) == (BODIES_PER_PAGE, 1)
    long = [Body("示例市教育局", [spot("T301", str(number)) for number in range(ENTRIES_SHOWN + 5)])]
    [(_, text)] = pages(long, long)
    assert text.count("data-kind") == ENTRIES_SHOWN
    assert "另有 5 项" in text


def test_nothing_found_is_said() -> None:
    [(_, text)] = pages([Body("示例市教育局")], [Body("示例市教育局", edit=1)])
    assert "两次核验均未发现问题" in text


def test_the_site_looks_the_same() -> None:
    """The style of the site is in the page, so that it is one of it."""
    [(_, text)] = pages([], [])
    style = html.fromstring(text).find(".//style")
    assert style is not None
    assert ".verdict" in (style.text or "")


def test_what_does_not_count_says_so() -> None:
    records = [Body("示例市教育局", [T301, T302], edit=edit).record() for edit in (0, 1)]
    for record in records:
        record["findings"][0]["status"] = "dismissed"
    [page] = retest_views(compare(*(side(str(n), None, [seen_of(each)]) for n, each in enumerate(records))))
    assert [entry.apart.zh if entry.apart else None for entry in page.bodies[0].entries] == ["误报", None]
    assert page.kinds[-1].zh == "其中不计入（误报、豁免）"
    assert (page.total.numbers[1], page.total.numbers[-1]) == (2, 1)
