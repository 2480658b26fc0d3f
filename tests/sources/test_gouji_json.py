from __future__ import annotations

import json
from typing import Any

import pytest

from gouji.messages import render
from gouji.model import Report
from gouji.normalise import normalise
from gouji.outputs.reading import read_json
from gouji.sources import Unreadable, read_document
from kit import faults
from kit.documents import STYLES
from kit.figures import Figures, figure_ids, load


def report(data: bytes) -> Report:
    return normalise(read_document(data, "x.json"), source="x", sha256="0" * 64, id="0")


def written(figures: Figures, cells: bool = True) -> tuple[Report, bytes]:
    """A report, and the JSON that gouji prints of it."""
    read = report(STYLES["clean_html"](figures))
    return read, json.dumps(read_json([read], cells), ensure_ascii=False).encode()


def filled(read: Report) -> dict[str, tuple[object, ...]]:
    cells = (cell for table in read.tables.values() for cell in table.cells.values())
    return {cell.key: (cell.state.value, cell.value, cell.raw, cell.note) for cell in cells}


@pytest.mark.parametrize("id", figure_ids())
def test_what_was_written_is_read_back(id: str) -> None:
    before, data = written(load(id))
    after = report(data)
    assert filled(after) == filled(before)
    assert (after.identity.organisation, after.identity.year) == (before.identity.organisation, before.identity.year)
    assert (after.title, after.edition) == (before.title, before.edition)
    assert {name: table.edition for name, table in after.tables.items()} == {
        name: table.edition for name, table in before.tables.items()
    }
    assert [(s.chapter, s.match, [p.text for p in s.paragraphs]) for s in after.sections] == [
        (s.chapter, s.match, [p.text for p in s.paragraphs]) for s in before.sections
    ]


@pytest.mark.parametrize("id", ["001", "002", "149"])
def test_without_cells_the_numbers_come_back(id: str) -> None:
    before, data = written(load(id), cells=False)
    after = report(data)
    values = {key: value for key, (_, value, _, _) in filled(before).items() if value is not None}
    assert {key: value for key, (_, value, _, _) in filled(after).items() if value is not None} == values


def test_odd_cells_come_back() -> None:
    figures = faults.placeholder(load("001"), "disclosure.regulations_made", "/")
    figures = faults.unit(figures, "disclosure.penalties", "件")
    figures = faults.unreadable(figures, "disclosure.coercive_measures", "详见附件")
    figures = faults.without_row(figures, "requests.granted")
    before, data = written(figures)
    assert filled(report(data)) == filled(before)


def test_a_table_that_was_not_found_stays_missing() -> None:
    _, data = written(load("001"))
    entry: dict[str, Any] = json.loads(data)["reports"][0]
    del entry["editions"]["disputes"]
    assert set(report(json.dumps(entry).encode()).tables) == {"disclosure", "requests"}


def test_a_report_without_a_title_keeps_its_identity() -> None:
    _, data = written(load("001"))
    entry: dict[str, Any] = json.loads(data)["reports"][0]
    entry["title"] = None
    after = report(json.dumps(entry).encode("utf-8-sig"))
    assert (after.identity.organisation, after.identity.year) == (load("001").organisation, load("001").year)


def refused(text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(text.encode(), "年报.json")
    assert "年报.json" in render(caught.value.problem).zh
    return caught.value.problem.code


def test_no_report_and_several() -> None:
    before, _ = written(load("001"))
    assert refused('{"schema": 1, "reports": [], "errors": []}') == "json_no_report"
    assert refused(json.dumps(read_json([before, before]))) == "json_several"


@pytest.mark.parametrize(
    "text",
    [
        '{"reports": 5}',
        '{"reports": [1]}',
        '{"a": ' * 5000 + "1" + "}" * 5000,
        '{"reports": [{"disclosure": {}, "requests": []}]}',
        "{一、总体情况",
    ],
)
def test_other_json_is_text(text: str) -> None:
    assert read_document(text.encode(), "x").format == "text"


def test_paragraphs_have_their_ordinal() -> None:
    text = "\n".join(["甲", "", "乙"])
    section = {"title": "一、总体情况", "text": text, "chapter": 1}
    entry = {"title": "年报", "disclosure": {}, "requests": {}, "disputes": {}, "sections": [section]}
    blocks = read_document(json.dumps(entry).encode(), "x").blocks
    assert [block.at.as_dict() for block in blocks] == [{"paragraph": number} for number in (1, 2, 3, 4)]


def test_odd_values_do_no_harm() -> None:
    entry = {
        "organisation": ["x"],
        "year": "2024",
        "title": 5,
        "editions": {"disclosure": "1999", "requests": "2021", "disputes": ["2021"]},
        "disclosure": {},
        "requests": {"received": {"natural_person": 1e999, "total": True}, "granted": [1]},
        "disputes": {},
        "sections": [None, {"title": None, "text": 7, "chapter": []}, {"title": "一、总体情况", "chapter": 1}],
        "cells": {"requests.carried_in.total": 5, "requests.carried_out.total": {"state": "number", "raw": 7}},
    }
    read = report(json.dumps(entry).encode())
    assert set(read.tables) == {"requests"}
    assert read.tables["requests"].cells["requests.received.natural_person"].value is None
