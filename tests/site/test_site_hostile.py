"""No string of a record, whatever it says, becomes markup, a script, a link or a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from site_build import publish
from site_records import Record, all_records, map_strings

from gouji.site.addresses import report_page, rule_page, suite_page, web_address

IMAGE = "<img src=x onerror=alert(1)>"
ATTACKS = [
    IMAGE,
    '"><script>alert(1)</script>',
    "'><svg onload=alert(1)>",
    "]]><!--",
    "../../../etc/passwd",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "长" * 300,
    "x" * 300,
    "a\x00b\u202e\u2028c",
]
# Words that the program chooses itself and branches on; everything else comes from a file somebody sent.
OURS = frozenset(
    {"id", "rule", "severity", "verdict", "outcome", "state", "edition", "match", "cell", "cells", "frame"}
)
INERT = {"html", "head", "body", "meta", "title", "link", "script"}


def hostile(attack: str) -> list[Record]:
    return [map_strings(record, lambda text: text + attack, OURS) for record in all_records()]


@pytest.fixture(scope="module")
def plain_tags(site: Path) -> dict[str, list[str]]:
    return {path.relative_to(site).as_posix(): _tags(path) for path in site.rglob("*.html")}


def _tags(path: Path) -> list[str]:
    return [str(element.tag) for element in html.fromstring(path.read_bytes()).iter() if isinstance(element.tag, str)]


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_strings_add_no_element_and_no_attribute(
    attack: str, tmp_path: Path, plain_tags: dict[str, list[str]]
) -> None:
    site = publish(tmp_path, hostile(attack))
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    assert set(pages) == set(plain_tags)
    for path in pages.values():
        for element in html.fromstring(path.read_bytes()).iter():
            names = set(element.attrib)
            assert not {name for name in names if name.startswith("on") or name == "style"}, path
            if element.tag == "a":
                assert element.get("href", "").startswith(
                    ("#", "../", "index", "reports/", "rules/", "suites/", "https://www.gov.cn/")
                )
            assert element.tag not in {"img", "iframe", "object", "form"} or names >= {"data-filter"}
        plain = plain_tags[path.relative_to(site).as_posix()]
        assert [_tags(path).count(tag) for tag in ("script", "svg")] == [plain.count(tag) for tag in ("script", "svg")]


def test_an_attack_is_printed_as_it_was_written(tmp_path: Path) -> None:
    site = publish(tmp_path, hostile(IMAGE))
    page = (site / "reports" / "b2c3d4e5f6a1.html").read_text(encoding="utf-8")
    assert IMAGE not in page
    text = html.fromstring(page.encode()).text_content()
    assert f"样本县人民政府{IMAGE}" in text
    assert f"5件{IMAGE}" in text
    assert f"备注：含上年结转{IMAGE}" in text


@pytest.mark.parametrize(
    "name", ["..", "../../x", "/etc/passwd", "a/b", "a\\b", "", "con\n", "长" * 300, "x" * 300, ".hidden"]
)
def test_page_names_stay_inside_their_folder(name: str) -> None:
    for page, folder in ((report_page(name), "reports"), (rule_page(name), "rules"), (suite_page(name, 2), "suites")):
        path = Path(page)
        assert path.parent == Path(folder)
        assert path.name.isascii()
        assert len(path.name) < 80
        assert not path.name.startswith(".")


def test_different_hostile_names_have_different_pages() -> None:
    assert report_page("a/b") != report_page("a/c")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", 'https://a"b', "ftp://a", None, ""]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None


def test_a_web_address_is_kept() -> None:
    assert web_address("https://www.gov.cn/a?b=c#d") == "https://www.gov.cn/a?b=c#d"


def test_a_hostile_id_is_linked_to_the_page_that_was_written(tmp_path: Path) -> None:
    record = all_records()[1] | {"id": "../../evil"}
    site = publish(tmp_path / "site", [record])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    link = html.fromstring((site / "index.html").read_bytes()).xpath("//tbody//a/@href")[0]
    assert (site / link).is_file()
