"""The view of a run: what is held of it, in which order, and what is no run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from exported import cause, finding, record, run_folder, view_of, written

from gouji.model import VerdictKind
from gouji.outputs.kinds import KINDS
from gouji.outputs.load import NotReadable, read_record
from gouji.outputs.said import Voice
from gouji.outputs.story import Block, numbered, story
from gouji.outputs.view import NotARun, open_run
from gouji.run_folder import RunFolder, write_json
from kit.checked import Checked

ERROR = {"code": "page_not_built", "message": '一页\n "errors": 没有', "message_en": "no page"}


def named(source: str, organisation: str | None, year: int = 2024, **more: Any) -> dict[str, Any]:
    key = hashlib.sha256(f"{source} {year}".encode()).hexdigest()[:12]
    return record(key, source=source, organisation=organisation, year=year, **more)


def test_bodies_are_where_their_first_file_is_and_their_years_together(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        named("in/10.html", "丙局"),
        named("in/9.html", "乙局", 2023),
        named("in/2.html", "乙局", 2024),
        named("in/3.html", None, verdict="unreadable"),
        named("名录.csv#1", "甲局", verdict="missing"),
    )
    assert [head.source for head in view.heads] == ["in/9.html", "in/2.html", "in/3.html", "in/10.html", "名录.csv#1"]
    assert [head.id for head, _ in view.records()] == [each["id"] for _, each in view.records()]


def test_the_register_s_order_stands_over_that_of_files(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        named("in/1.html", "丙局"),
        named("in/2.html", "乙局", registration={"group": "市直", "row": 3}),
        named("名录.csv#2", "甲局", verdict="missing", registration={"group": None, "row": 2}),
        named("in/0.html", "乙局", 2023),
    )
    assert [head.source for head in view.heads] == ["名录.csv#2", "in/0.html", "in/2.html", "in/1.html"]
    assert view.heads[2].group == "市直"


def test_what_is_held_of_a_report(tmp_path: Path) -> None:
    findings = [finding("a"), finding("b"), finding("c", severity="info", category="wording")]
    error = {"code": "x", "message": "为什么", "message_en": "why"}
    [head] = view_of(
        tmp_path, record(findings=findings, causes=[cause("a", "b")], errors=[error], verdict="faults")
    ).heads
    assert head.verdict is VerdictKind.FAULTS
    assert (head.severities, head.categories) == ({"critical": 2, "info": 1}, {"arithmetic": 1, "wording": 1})
    assert (head.critical, head.issues, head.errors, head.reason) == (2, 2, 1, error)
    assert head.outcomes == {"pass": 1}


def test_a_report_that_was_read_has_no_reason_to_be_missing(tmp_path: Path) -> None:
    note = {"code": "n", "message": "备注", "message_en": "note"}
    read, missing = record(notes=[note]), record("1" * 12, verdict="missing", source="z", notes=[note])
    assert [head.reason for head in view_of(tmp_path, read, missing).heads] == [None, note]


def test_the_errors_of_a_run_are_those_of_its_results(tmp_path: Path, checked: Checked) -> None:
    assert open_run(run_folder(tmp_path, errors=(ERROR,))).errors == (ERROR,)
    assert open_run(run_folder(tmp_path)).errors == ()
    assert open_run(checked.result.folder).errors == tuple(checked.result.results["errors"])
    assert [dict(each) for each in open_run(RunFolder(tmp_path), [ERROR]).errors] == [ERROR]


def test_the_rules_are_those_that_ran(checked: Checked, tmp_path: Path) -> None:
    assert {"T301", "T302"} <= set(open_run(checked.result.folder).rules)
    assert {"T301", "T302"} <= set(view_of(tmp_path).rules)


def test_what_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(NotARun, match="export_not_a_run"):
        open_run(RunFolder(tmp_path))
    folder = run_folder(tmp_path)
    folder.results.unlink()
    with pytest.raises(NotARun, match="export_unfinished"):
        open_run(folder)


def test_lost_records_are_no_clean_run(tmp_path: Path) -> None:
    folder = run_folder(tmp_path, record())
    run = json.loads((folder.path / "run.json").read_text(encoding="utf-8"))
    write_json(folder.path / "run.json", run | {"reports": 2})
    with pytest.raises(NotARun, match="export_records_missing"):
        open_run(folder)
    write_json(folder.path / "run.json", run | {"reports": 1})
    assert len(open_run(folder).heads) == 1


def test_what_cannot_be_read(tmp_path: Path) -> None:
    folder = run_folder(tmp_path, record())
    for content in ("", "[]", '{\n "reports": []\n}'):
        folder.results.write_text(content, encoding="utf-8")
        with pytest.raises(NotReadable, match=r"results\.json"):
            open_run(folder)
    folder = run_folder(tmp_path)
    write_json(folder.record("0" * 12), record(schema=99))
    with pytest.raises(NotReadable, match="newer"):
        open_run(folder)


class Watched(dict[str, Any]):
    """A record that counts how many of its kind are held."""

    held = 0
    most = 0

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content)
        Watched.held += 1
        Watched.most = max(Watched.most, Watched.held)

    def __del__(self) -> None:
        Watched.held -= 1


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_held_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("gouji.outputs.view.read_record", lambda path: Watched(read_record(path)))
    Watched.held = Watched.most = 0
    records = [record(f"{n:012x}", source=f"{n}.html", findings=[finding("a")], verdict="faults") for n in range(12)]
    view = view_of(tmp_path, *records)
    written(view, kind)
    assert len(view.heads) == 12
    assert 1 <= Watched.most <= 3


def test_a_document_names_what_is_missing_and_what_is_clear(tmp_path: Path) -> None:
    note = {"code": "n", "message": "名录中应报送。", "message_en": "It is expected."}
    missing = record("1" * 12, verdict="missing", source="z", notes=[note])
    pieces = list(numbered(story(view_of(tmp_path, record(organisation="样本县人民政府"), missing), Voice()), Voice()))
    blocks = [(piece.kind, piece.label + piece.text) for piece in pieces if isinstance(piece, Block)]
    assert blocks[4:] == [
        ("labelled", "示例市教育局 2024（未报送）：名录中应报送。"),
        ("chapter", "三、未发现问题的年度报告"),
        ("text", "样本县人民政府 2024"),
        ("text", "自动核验结果，以人工复核为准。"),
    ]
    assert blocks[3] == ("chapter", "二、未报送和未能识别的年度报告")
