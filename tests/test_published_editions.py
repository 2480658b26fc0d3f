"""The editions of the pages that a check publishes, and that plain Great Expectations builds again from the run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gouji.check import CheckResult, Request, check
from gouji.check.publishing import Publishing
from gouji.engine.docs import build_docs
from gouji.rulebook import RuleChoice
from kit import balanced, faults
from kit.documents import STYLES
from kit.running import FIRST_RULES

BODY = "示例市样本区教育局"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """Two years of one body, the later with a fault, and every kind of page that can be asked for."""
    base = tmp_path_factory.mktemp("editions")
    for year in (2023, 2024):
        figures = balanced.make(year, organisation=BODY, year=year)
        if year == 2024:
            figures = faults.off_by(figures, "requests.granted.natural_person", 1)
        (base / f"{year}.html").write_bytes(STYLES["clean_html"](figures))
    pages = Publishing(single_files=True, public=True)
    paths = tuple(str(base / f"{year}.html") for year in (2023, 2024))
    return check(Request(paths, base / "run", publishing=pages, rules=RuleChoice(select=tuple(FIRST_RULES))))


def published(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_nothing_is_missing(ran: CheckResult) -> None:
    assert ran.results["errors"] == []


def test_the_office_has_pages_of_every_kind(ran: CheckResult) -> None:
    kinds = {name.split("/")[0] for name in published(ran.folder.site)}
    assert kinds == set("assets bodies compare data index.html reports rules single suites".split())
    assert "内部资料" in published(ran.folder.site)["index.html"]


def test_the_public_edition_names_nobody(ran: CheckResult) -> None:
    pages = published(ran.folder.public)
    assert {name.split("/")[0] for name in pages} == {"assets", "index.html", "rules"}
    assert [name for name, text in pages.items() if BODY in text or "2024.html" in text] == []


def test_the_years_of_a_body_meet(ran: CheckResult) -> None:
    later, earlier = (next(entry["id"] for entry in ran.reports if entry["year"] == year) for year in (2024, 2023))
    pages = published(ran.folder.site)
    assert f'href="../compare/{earlier}-{later}.html"' in pages[f"reports/{later}.html"]
    assert "上年</span>" in pages[f"reports/{later}.html"]
    assert "上年</span>" not in pages[f"reports/{earlier}.html"]


def test_plain_great_expectations_builds_the_same_pages(ran: CheckResult) -> None:
    before = {place: published(place) for place in (ran.folder.site, ran.folder.public)}
    for place in before:
        shutil.rmtree(place)
    build_docs(ran.folder.project)
    assert {place: published(place) for place in before} == before


def test_a_later_run_without_it_leaves_no_public_edition(ran: CheckResult, tmp_path: Path) -> None:
    shutil.copytree(ran.folder.path, tmp_path / "run")
    empty = tmp_path / "empty.html"
    empty.write_text("<p>不是年报</p>", encoding="utf-8")
    check(Request((str(empty),), tmp_path / "run", rules=RuleChoice(select=tuple(FIRST_RULES))))
    assert not (tmp_path / "run" / "public").exists()
    assert not (tmp_path / "run" / "site" / "single").exists()


@pytest.mark.parametrize(
    ("asked", "editions"),
    [
        (Publishing(), ["site"]),
        (Publishing(public=True), ["site", "public"]),
        (Publishing(public_names=True), ["site", "public"]),
    ],
)
def test_names_ask_for_the_public_edition_too(asked: Publishing, editions: list[str]) -> None:
    assert [site.folder for site in asked.sites()] == editions
    assert asked.sites()[-1].arguments["audience"] == (
        "public-named" if asked.public_names else "public" if asked.public else "internal"
    )
