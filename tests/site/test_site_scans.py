"""Pictures of a report's tables on its page."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from site_build import write_records
from site_records import Record, catalogue, faulty
from site_visit import Open

from gouji.site import Audience
from gouji.site.inputs import Records
from gouji.site.publish import write_assets, write_reports
from gouji.site.run import run_facts

PAGE, SINGLE = "reports/b2c3d4e5f6a1.html", "single/b2c3d4e5f6a1.html"
FILE = "b2c3d4e5f6a1-requests-1.png"


def pictured(*files: str) -> Record:
    record = faulty()
    cells = [operand["cell"] for operand in record["findings"][0]["operands"]]
    entries = [{"table": "requests", "page": 2, "file": file, "cells": cells} for file in files]
    return {**record, "pictures": entries}


def published(folder: Path, record: Record, audience: Audience = Audience.INTERNAL) -> Path:
    records, site = write_records(folder, [record]), folder / "site"
    (folder / "pictures").mkdir()
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "PNG")
    (folder / "pictures" / FILE).write_bytes(buffer.getvalue())
    (folder / "pictures" / "page.png").write_bytes(b"<script>alert(1)</script>")

    def write(path: str, content: str | bytes) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    write_assets(write)
    run = run_facts(None, catalogue(), audience)
    run = replace(run, single_files=True)
    write_reports(Records(records, audience), {}, (), catalogue(), run, write)
    return site


def test_the_picture_is_shown_and_nothing_else_is_asked_for(visit: Open, tmp_path: Path) -> None:
    opened = visit(published(tmp_path, pictured(FILE)))
    page = opened.to(PAGE)
    picture = page.locator(".scan img")
    expect(picture).to_be_hidden()
    page.locator(".jump a[href^='#s-']").first.click()
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 40)
    assert "第 2 页" in (picture.get_attribute("alt") or "")
    page.locator("[data-language]").click()
    assert "page 2" in (picture.get_attribute("alt") or "")
    asked = {url.rsplit("/", 1)[1].split("#")[0] for url in opened.requests if url.startswith("file:")}
    assert asked == {PAGE.rsplit("/", 1)[1], "gouji.css", "gouji.js", FILE}
    assert opened.complaints == []


def test_a_single_file_has_it_inside(visit: Open, tmp_path: Path) -> None:
    opened = visit(published(tmp_path, pictured(FILE)))
    page = opened.to(SINGLE)
    page.locator(".scan summary").click()
    expect(page.locator(".scan img")).to_have_js_property("naturalWidth", 40)
    assert [url for url in opened.requests if url.startswith("file:")] == [(tmp_path / "site" / SINGLE).as_uri()]
    assert opened.complaints == []


@pytest.mark.parametrize("file", ["../records/b2c3d4e5f6a1.png", "page.png", "gone.png", "http://x/y.png", '"><b>.png'])
def test_what_is_no_picture_of_the_run_is_not_shown(tmp_path: Path, file: str) -> None:
    site = published(tmp_path, pictured(file))
    assert "<img" not in (site / PAGE).read_text(encoding="utf-8")
    assert not (site / "pictures").exists()


def test_the_public_see_pictures_only_where_bodies_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert (published(tmp_path / "a", pictured(FILE), Audience.PUBLIC_NAMED) / "pictures" / FILE).is_file()
    assert not (published(tmp_path / "b", pictured(FILE), Audience.PUBLIC) / "pictures").exists()
    assert Audience.PUBLIC.shown(pictured(FILE))["pictures"] == []
