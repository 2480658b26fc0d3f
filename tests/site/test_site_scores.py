"""Marks in the site: ranks, deductions with caps, veto and adjustments, for the office alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from site_build import publish, write_records
from site_records import RUN, map_strings, older, rich_records
from site_visit import OURS, Open
from test_site_axe import violations

from gouji.check.scores import publish_scores
from gouji.outputs.view import open_run
from gouji.run_folder import RunFolder
from gouji.scoring import load_sheet, mark_run, scores_json
from gouji.site import Audience
from gouji.site.folder import SiteFolder
from gouji.site.index import write_index
from gouji.site.inputs import Records
from gouji.site.score_pages import LINES_PER_PAGE, REPORTS_PER_PAGE, scores_pages
from gouji.site.scores import PROBLEMS_SHOWN, scores_view

SHEET = """
title: {zh: 示例评分表, en: Sheet of Example}
full_marks: 100
categories:
  arithmetic: {critical: 5, warning: 3, cap: 6}
  format: {critical: 3, warning: 2, info: 0.5}
vetoes:
  - {rules: [T303], at_most: 60, reason: {zh: 缺数, en: figures missing}}
adjustments:
  - {body: 样本县人民政府, points: -2.5, reason: 未备案}
  - {body: 无此局, points: 1, reason: 笔误}
"""
PAGE = "scores/index.html"


def scored(folder: Path, records: list[dict[str, Any]], sheet: str = SHEET) -> RunFolder:
    """A finished run of these records with pages and marks."""
    run = RunFolder(folder)
    folder.mkdir(exist_ok=True)
    write_records(folder, records, [older()])
    run.manifest.write_text(json.dumps(RUN | {"reports": len(records)}), encoding="utf-8")
    run.results.write_text('{\n "errors": []\n}\n', encoding="utf-8")
    publish(run.site, records, previous=[older()])
    (folder / "sheet.yml").write_text(sheet, encoding="utf-8")
    view, own = open_run(run), load_sheet(str(folder / "sheet.yml"))
    assert publish_scores(run, scores_json(view, own, mark_run(view, own)))
    return run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return scored(tmp_path_factory.mktemp("scored"), rich_records())


def words(site: Path, page: str = PAGE) -> str:
    text = html.fromstring((site / page).read_bytes()).text_content()
    return re.sub(r"\s+", " ", text)


def test_the_page_says_what_was_taken_and_why(run: RunFolder) -> None:
    said = words(run.site)
    for part in ("示例评分表", "满分 100 分", "一票否决：缺数，总分不高于 60", "人工调整 −2.5 分：未备案", "无此局"):
        assert part in said, part
    assert json.loads(run.scores.read_text(encoding="utf-8"))["sheet"]["sha256"] in said


def test_every_link_of_marks_and_overview_leads_to_a_page_and_its_place(run: RunFolder) -> None:
    for name in (PAGE, "index.html"):
        page = run.site / name
        links = html.fromstring(page.read_bytes()).xpath("//main//a/@href")
        assert links
        for link in (link for link in links if "://" not in link):
            path, _, anchor = re.sub(r"\?[^#]*", "", link).partition("#")
            target = page.parent / path if path else page
            assert target.is_file(), link
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), link
    assert f'href="{PAGE}"' in (run.site / "index.html").read_text(encoding="utf-8")


def test_the_public_edition_ranks_nobody(run: RunFolder, tmp_path: Path) -> None:
    for audience in (Audience.PUBLIC, Audience.PUBLIC_NAMED):
        site = tmp_path / audience
        site.mkdir()
        write_index(run.project, Records(run.records, audience), run.manifest, audience, SiteFolder(site))
        assert (site / "index.html").is_file()
        assert not (site / "scores").exists()
        assert "scores/" not in (site / "index.html").read_text(encoding="utf-8")


def test_marks_of_another_run_or_broken_ones_are_not_shown(run: RunFolder) -> None:
    scores = json.loads(run.scores.read_text(encoding="utf-8"))
    assert scores_pages(scores, RUN, {})
    assert scores_pages(scores | {"run": "another"}, RUN, {}) == []
    assert scores_pages({name: value for name, value in scores.items() if name != "sheet"}, RUN, {}) == []
    assert scores_pages(None, RUN, {}) == []


def entry(number: int, problems: int = 0, points: float = 2, **more: Any) -> dict[str, Any]:
    found = [
        {"severity": "critical", "rules": ["T301"], "points": points, "message": "有误", "message_en": "wrong"}
        | {"fingerprint": f"{n:x}"}
        for n in range(problems)
    ]
    line = {"category": "format", "points": min(points * problems, 10), "before_cap": points * problems}
    return {
        "id": f"{number:012x}", "organisation": f"示例{number}局", "source": "a.html", "year": 2024, "group": "县直",
        "of_kind": False, "verdict": "faults", "undetermined": 0, "total": 90, "rank": 1, "ranked": 1,
        "deductions": [line | {"problems": found}] if problems else [], "veto": None, "adjustments": [], **more,
    }  # fmt: skip


def scores_of(*entries: dict[str, Any]) -> dict[str, Any]:
    sheet = {"title": "表", "title_en": "sheet", "sha256": "0" * 64, "missing": 0, "vetoes": []}
    priced = {"categories": {"format": {"critical": 2, "cap": 10}}}
    whole = {"full_marks": 100, "unused_adjustments": [], "scores": list(entries)}
    return {"schema": 1, "run": RUN["run"]["id"], "sheet": sheet | priced, **whole}  # type: ignore[index]


def test_a_cap_is_said_where_it_was_reached() -> None:
    view = scores_view(scores_of(entry(1, 3), entry(2, 7)), {})
    lines = [marks.lines[0] for marks in view.groups[0].marks]
    assert lines[0].capped is None
    assert lines[1].capped is not None
    assert lines[1].capped.zh == "7 处共 14 分，封顶 10 分"
    assert [line.points for line in lines] == ["6", "10"]


def test_what_costs_nothing_is_counted_and_what_is_too_much_is_left_to_the_report() -> None:
    [group] = scores_view(scores_of(entry(1, 3, points=0), entry(2, PROBLEMS_SHOWN + 5)), {}).groups
    assert [(marks.free, marks.hidden) for marks in group.marks] == [(3, 0), (0, 5)]
    assert group.marks[0].lines == ()


def test_averages_leave_out_what_is_not_scored() -> None:
    [group] = scores_view(scores_of(entry(1), entry(2, total=85), entry(3, total=None, rank=None)), {}).groups
    assert (group.scored, group.average, group.best, group.worst) == (2, "87.5", "90", "85")
    assert group.marks[2].rank == "—"


def test_pages_are_bounded_and_say_where_every_group_begins() -> None:
    many = [entry(number) for number in range(REPORTS_PER_PAGE + 5)]
    heavy = [entry(1000 + number, PROBLEMS_SHOWN, group="县级") for number in range(40)]
    pages = scores_pages(scores_of(*many, *heavy), RUN, {})
    assert len(pages) > 2
    assert [marks.name for page in pages for part in page.parts for marks in part.group.marks] == [
        each["organisation"] for each in (*many, *heavy)
    ]
    for page in pages:
        shown = [marks for part in page.parts for marks in part.group.marks]
        assert len(shown) <= REPORTS_PER_PAGE
        assert sum(marks.weight for marks in shown) <= LINES_PER_PAGE
    assert pages[0].places == ("scores/index.html#g-1", "scores/index-2.html#g-2")
    assert next((part.first, part.last) for part in pages[1].parts) == (REPORTS_PER_PAGE + 1, REPORTS_PER_PAGE + 5)
    assert (pages[0].previous_page, pages[0].next_page) == (None, "scores/index-2.html")


def test_marks_given_again_take_the_place_of_the_first(tmp_path: Path) -> None:
    run = scored(tmp_path, rich_records())
    (run.site / "scores" / "index-9.html").write_text("old", encoding="utf-8")
    before = (run.site / "reports" / "b2c3d4e5f6a1.html").read_bytes()
    view, sheet = open_run(run), load_sheet("sample")
    publish_scores(run, scores_json(view, sheet, mark_run(view, sheet)))
    assert not (run.site / "scores" / "index-9.html").exists()
    assert "样例" in words(run.site)
    assert "样例" in words(run.site, "index.html")
    assert (run.site / "reports" / "b2c3d4e5f6a1.html").read_bytes() == before
    assert list(tmp_path.rglob("*.part")) == []


ATTACKS = ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "' onmouseover=alert(1) '", "{{ 7 * 7 }}"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_marks_runs(visit: Open, tmp_path: Path, attack: str) -> None:
    records = [map_strings(record, lambda text: text + attack, OURS | {"category"}) for record in rich_records()]
    sheet = SHEET.replace("未备案", json.dumps("未备案" + attack, ensure_ascii=False))
    site = scored(tmp_path, records, sheet.replace("样本县人民政府", f"{json.dumps('样本县人民政府' + attack)}")).site
    opened = visit(site)
    page = opened.to(PAGE)
    page.mouse.move(200, 300)
    assert attack in page.locator("main").inner_text()
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert opened.complaints == []
    assert all(url.startswith(("file:", "data:")) for url in opened.requests)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [PAGE, "index.html"])
def test_marks_have_no_violation(visit: Open, run: RunFolder, name: str, scheme: str) -> None:
    page = visit(run.site, color_scheme=scheme).to(name)
    assert violations(page) == []
    page.locator("[data-language]").click()
    assert violations(page) == []


def test_on_a_phone_the_page_itself_does_not_move_sideways(visit: Open, run: RunFolder) -> None:
    page = visit(run.site, viewport={"width": 390, "height": 844}).to(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_marks_are_complete(visit: Open, run: RunFolder) -> None:
    page = visit(run.site, java_script_enabled=False).to(PAGE)
    assert page.locator("table.marks tbody tr").count() == len(rich_records())
    assert page.locator("tr.category").count() >= 2


def test_marks_are_printed_marked_internal_and_whole(visit: Open, run: RunFolder) -> None:
    import pypdfium2

    printed = visit(run.site).to(PAGE).pdf(prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(printed)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    assert all("内部资料" in text and "—" in text for text in texts)
    assert "扣分明细" in "".join(texts)
    assert "查看" not in "".join(texts)
