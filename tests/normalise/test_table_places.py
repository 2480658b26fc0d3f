"""Where tables stand on pages: what a picture of a cell is cut by."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from gouji.intake import Input, Overrides, read_data
from gouji.model import Assessment, PageBox, Report, Table, VerdictKind
from gouji.outputs.record import report_record
from gouji.outputs.restore import report_of
from gouji.typed_json import dumps, loads
from kit.documents import STYLES
from kit.figures import load
from kit.typeset import HEIGHT, WIDTH

PAGED = ("ruled_pdf", "sideways_pdf", "repeated_pdf", "ofd")


def read(style: str) -> Report:
    report = read_data(STYLES[style](load("001")), Input("x", Path("x")), Overrides())
    assert isinstance(report, Report)
    return report


def near(own: PageBox, other: PageBox) -> bool:
    return own == pytest.approx(other, abs=0.006)


@pytest.mark.parametrize("style", PAGED)
def test_every_cell_stands_within_its_table_on_its_page(style: str) -> None:
    for table in read(style).tables.values():
        around = {part.box.page: part.box for part in table.parts}
        assert set(table.boxes) == {key for key, cell in table.cells.items() if cell.at and cell.at.row}
        for key, boxes in table.boxes.items():
            at = table.cells[key].at
            assert at is not None
            assert at.page == boxes[0].page
            for box in boxes:
                page = around[box.page]
                assert 0 <= page.left <= box.left < box.right <= page.right <= WIDTH
                assert 0 <= page.top <= box.top < box.bottom <= page.bottom <= HEIGHT


def test_a_page_on_its_side_is_known_by_its_table() -> None:
    turned = {style: {part.turned for each in read(style).tables.values() for part in each.parts} for style in PAGED}
    assert turned == {style: {0} for style in PAGED} | {"sideways_pdf": {3}}


@pytest.mark.parametrize("style", ["clean_html", "docx", "xlsx"])
def test_formats_without_pages_have_no_places(style: str) -> None:
    report = read(style)
    assert all(not table.parts and not table.boxes for table in report.tables.values())
    record = report_record(report, Assessment("x", VerdictKind.CLEAR, (), (), ()))
    assert all("pages" not in table for table in record["tables"].values())


@pytest.mark.parametrize("style", ["ruled_pdf", "sideways_pdf"])
def test_places_survive_every_way_that_a_report_goes(style: str) -> None:
    """To the parent, into the cache, into the record: there to the hundredth of a point."""
    report = read(style)
    assert pickle.loads(pickle.dumps(report)) == report
    assert loads(dumps(report), Report) == report
    record = report_record(report, Assessment("x", VerdictKind.CLEAR, (), (), ()))
    restored = report_of(json.loads(json.dumps(record))).tables
    for name, table in report.tables.items():
        assert_same(restored[name], table)


def assert_same(restored: Table, table: Table) -> None:
    assert [part.turned for part in restored.parts] == [part.turned for part in table.parts]
    assert all(near(own.box, other.box) for own, other in zip(restored.parts, table.parts, strict=True))
    assert restored.boxes.keys() == table.boxes.keys()
    for key, boxes in table.boxes.items():
        assert all(near(own, other) for own, other in zip(restored.boxes[key], boxes, strict=True))
