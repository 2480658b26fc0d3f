"""Pictures of the tables that findings are about: which, how large, and when there are none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from gouji.intake import Input, Overrides, read_report
from gouji.model import Problem, Report
from gouji.reading.table_pictures import MOST_PICTURES, Cut, TablePicture, TableTask, draw_tables
from gouji.sources.picture.bounds import Bounds, png
from kit.documents import STYLES
from kit.figures import load

CELL = "requests.granted.total"


def task(folder: Path, style: str) -> TableTask:
    data = STYLES[style](load("001"))
    path = folder / f"report.{STYLES[style].extension}"
    path.write_bytes(data)
    item = Input(str(path), path)
    report = read_report(item, Overrides())
    assert isinstance(report, Report)
    table = report.tables["requests"]
    framed = dict.fromkeys(table.boxes.get(CELL, ()), CELL)
    cuts = [Cut("requests", part, framed) for part in table.parts if part.box.page in {box.page for box in framed}]
    return TableTask(item, "abc", hashlib.sha256(data).hexdigest(), tuple(cuts), folder)


@pytest.mark.parametrize("style", ["ruled_pdf", "ofd", "sideways_pdf"])
def test_the_table_is_cut_out_and_the_cell_framed(tmp_path: Path, style: str) -> None:
    (drawn,) = draw_tables(task(tmp_path, style))  # type: ignore[misc]
    assert drawn == TablePicture("requests", 2, "abc-requests-1.png", (CELL,))
    with Image.open(tmp_path / drawn.file) as picture:
        assert max(picture.size) < 1_684  # the whole page
        red = sum(
            n for n, (r, g, b) in picture.convert("RGB").getcolors(1 << 24) or [] if r > 180 and g < 60 and b < 80
        )
    assert red > 300
    assert (tmp_path / drawn.file).stat().st_size <= 300_000


def test_a_file_that_changed_or_went_or_has_no_pages_gives_none(tmp_path: Path) -> None:
    pdf, page = task(tmp_path, "ruled_pdf"), task(tmp_path, "clean_html")
    assert page.cuts == ()
    assert draw_tables(page) == ()
    pdf.item.path.write_bytes(pdf.item.path.read_bytes() + b"\n")
    assert draw_tables(pdf) == ()
    pdf.item.path.unlink()
    assert draw_tables(pdf) == ()
    assert list(tmp_path.glob("*.png")) == []


def test_a_damaged_file_and_a_full_folder_are_told(tmp_path: Path) -> None:
    good = task(tmp_path, "ruled_pdf")
    elsewhere = TableTask(good.item, good.key, good.sha256, good.cuts, tmp_path / "none")
    told = draw_tables(elsewhere)
    assert isinstance(told, Problem)
    assert told.code == "picture_not_written"
    data = b"%PDF-1.4 nothing"
    good.item.path.write_bytes(data)
    damaged = TableTask(good.item, good.key, hashlib.sha256(data).hexdigest(), good.cuts, tmp_path)
    assert isinstance(draw_tables(damaged), Problem)


def test_there_are_not_more_pictures_than_a_page_can_carry(tmp_path: Path) -> None:
    good = task(tmp_path, "ruled_pdf")
    many = draw_tables(TableTask(good.item, good.key, good.sha256, good.cuts * 10, tmp_path))
    assert isinstance(many, tuple)
    assert [each.file for each in many] == [f"abc-requests-{number}.png" for number in range(1, MOST_PICTURES + 1)]


def test_a_picture_is_made_smaller_until_it_fits() -> None:
    noise = Image.effect_noise((1_000, 500), 90)
    assert len(png(noise, Bounds(2_000, 40_000))) <= 40_000 < len(png(noise))
