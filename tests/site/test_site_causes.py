"""Causes group findings and show the mended tables; numbers in the prose are marked where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from site_records import CLAIMING, catalogue, clear, faulty

from gouji.site.prose import prose_views
from gouji.site.report import report_view


@pytest.fixture(scope="module")
def page(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "reports" / "b2c3d4e5f6a1.html").read_bytes())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_findings_of_a_cause_stand_together_under_it() -> None:
    view = report_view(faulty(), catalogue().by_id)
    first, second = view.groups
    assert first.cause is not None
    assert [finding.rule.id for finding in first.findings] == ["T303", "T302"]
    assert second.cause is None
    assert [finding.number for finding in view.findings] == [1, 2, 3]


def test_a_report_without_causes_has_its_findings_alone() -> None:
    record = faulty()
    del record["causes"], record["claims"]
    view = report_view(record, catalogue().by_id)
    assert [group.cause for group in view.groups] == [None]
    assert view.claims == ()
    assert view.mended == ()


def test_the_first_explanation_is_told_and_the_others_are_folded(page: html.HtmlElement) -> None:
    (cause,) = page.cssselect(".cause")
    assert "若商业企业为 7" in text(cause.cssselect(".story")[0])
    assert "正文写明商业企业 7 件" in text(cause)
    assert "若两处总计均有误" in text(cause.cssselect("details")[0])


def test_the_mended_table_shows_both_figures_and_repeats_no_anchor(page: html.HtmlElement) -> None:
    (mended,) = page.cssselect("details.mended td.mended")
    assert (text(mended.cssselect("del")[0]), text(mended.cssselect("ins")[0])) == ("5", "7")
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))


def test_every_number_of_the_prose_is_marked_with_its_verdict_and_linked_both_ways(page: html.HtmlElement) -> None:
    marked = page.cssselect(".prose a.claim")
    assert [link.get("class") for link in marked] == ["claim mismatch", "claim match", "claim not_assessed"]
    for link in marked:
        (entry,) = page.xpath("//*[@id=$name]", name=link.get("href")[1:])
        assert entry.cssselect("th a")[0].get("href") == "#" + link.get("id")
    assert "".join(page.xpath("//a[contains(@class,'claim mismatch')]/text()")) == "110件"


def test_marking_changes_no_word_of_the_prose() -> None:
    (preamble, first, *_) = prose_views(faulty())
    assert preamble.title is None
    assert "".join(segment.text for segment in first.paragraphs[0]) == CLAIMING


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (5, 5), (-1, 0), (9, 3)])
def test_a_place_outside_the_paragraph_marks_nothing(start: int, end: int) -> None:
    record = faulty()
    record["claims"][0]["place"] |= {"start": start, "end": end}
    segments = prose_views(record)[1].paragraphs[0]
    assert "".join(segment.text for segment in segments) == CLAIMING


def test_two_claims_on_the_same_words_mark_them_once() -> None:
    record = faulty()
    record["claims"].append(record["claims"][0] | {"verdict": "match"})
    segments = prose_views(record)[1].paragraphs[0]
    assert [segment.verdict for segment in segments if segment.verdict] == ["mismatch", "match", "not_assessed"]


def test_a_clear_report_has_no_causes(site: Path) -> None:
    page = html.fromstring((site / "reports" / f"{clear()['id']}.html").read_bytes())
    assert not page.cssselect(".cause, details.mended")
