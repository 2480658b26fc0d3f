"""What each edition of the pages shows and what it leaves out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from site_build import publish
from site_records import Record, catalogue, faulty, older, rich_records

from gouji.site import Audience, missing_pages

NAMES = ("样本县", "示例市")


@pytest.fixture(scope="module", params=list(Audience))
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Audience, Path]:
    site = tmp_path_factory.mktemp(request.param)
    return request.param, publish(site, rich_records(), request.param, single_files=True, previous=[older()])


def everything(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in (".html", ".js") and path.parent.name != "assets"
    }


def test_every_page_of_the_edition_is_there(edition: tuple[Audience, Path]) -> None:
    audience, site = edition
    assert missing_pages(site, rich_records(), catalogue().rules, ["2021.requests"], audience, True) == []


def test_only_the_internal_edition_is_marked_on_every_page(edition: tuple[Audience, Path]) -> None:
    audience, site = edition
    marked = {name: ">内部资料<" in text for name, text in everything(site).items() if name.endswith(".html")}
    assert set(marked.values()) == {audience is Audience.INTERNAL}


def test_every_link_leads_somewhere(edition: tuple[Audience, Path]) -> None:
    _, site = edition
    for name, text in everything(site).items():
        if name.endswith(".html"):
            for link in html.fromstring(text.encode()).xpath("//a/@href"):
                path, _, anchor = re.sub(r"\?[^#]*", "", link).partition("#")
                if "://" not in link:
                    target = (site / name).parent / path if path else site / name
                    assert target.is_file(), (name, link)
                    assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (name, link)


def test_without_names_there_are_counts_and_rules_alone(tmp_path: Path) -> None:
    pages = everything(publish(tmp_path, rich_records(), Audience.PUBLIC, single_files=True))
    assert {name.split("/")[0] for name in pages} == {"index.html", "rules"}
    assert [name for name, text in pages.items() if any(place in text for place in NAMES)] == []
    assert "共核验 5 份" in html.fromstring(pages["index.html"].encode()).text_content()
    assert "b2c3d4e5f6a1" not in "".join(pages.values())


def test_with_names_nobody_is_ranked_or_suspected(tmp_path: Path) -> None:
    pages = everything(publish(tmp_path, rich_records(), Audience.PUBLIC_NAMED, previous=[older()]))
    report, index = pages["reports/b2c3d4e5f6a1.html"], pages["index.html"]
    assert "样本县人民政府" in index
    assert "发现问题 2 项" in report
    for words in ("可能的原因", "未作比较</span>", "读取说明", "按建议改动后"):
        assert words not in report, words
    assert "数字所指" not in report
    assert "300余条" in report  # the prose itself is the body's own
    assert 'data-sort="critical"' not in index
    assert "催报清单" not in index
    names = html.fromstring(index.encode()).xpath("//table[@data-list]/tbody/tr/th//text()")
    assert [name for name in names if name.strip()] == sorted(name for name in names if name.strip())
    assert not [name for name in pages if name.startswith("suites/")]
    assert "in/b2c3d4e5f6a1.html" not in "".join(pages.values())


def test_a_record_is_shown_whole_to_the_office_alone() -> None:
    record: Record = faulty() | {"source": "甲/乙.zip!/丙\\丁.html"}
    assert Audience.INTERNAL.shown(record) is record
    shown = Audience.PUBLIC_NAMED.shown(record)
    assert (shown["causes"], shown["notes"], shown["source"]) == ([], [], "丁.html")
    assert [claim["verdict"] for claim in shown["claims"]] == ["mismatch", "match"]
    assert len(record["claims"]) == 3
