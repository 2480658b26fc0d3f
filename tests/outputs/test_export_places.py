"""Where exports may go, and that they are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

import pytest
from exported import finding, record, view_of

from gouji.outputs import kinds
from gouji.outputs.export import Export, ExportRefused, refuse_places, write_export, write_exports
from gouji.outputs.kinds import KINDS, TEXTS, writer


def refusal(*paths: Path, run: Path, inputs: tuple[Path, ...] = ()) -> str | None:
    try:
        refuse_places([Export("csv", path) for path in paths], run, inputs)
    except ExportRefused as refused:
        return refused.problem.code
    return None


def test_where_an_export_may_not_go(tmp_path: Path) -> None:
    run, report = tmp_path / "run", tmp_path / "a.html"
    run.mkdir()
    report.write_text("x")
    link = tmp_path / "link.html"
    link.symlink_to(report)
    assert refusal(tmp_path / "list.csv", tmp_path / "other.csv", run=run, inputs=(report,)) is None
    assert refusal(run=run) is None
    assert refusal(tmp_path / "no" / "list.csv", run=run) == "export_no_folder"
    assert refusal(tmp_path, run=run) == "export_is_folder"
    assert refusal(run / "list.csv", run=run) == "export_in_run"
    assert refusal(tmp_path / "other" / ".." / "run" / "x", run=run) == "export_in_run"
    assert refusal(report, run=run, inputs=(report,)) == "export_over_input"
    assert refusal(link, run=run, inputs=(report,)) == "export_over_input"
    assert refusal(report, run=run, inputs=(link,)) == "export_over_input"
    assert refusal(tmp_path / "a.csv", tmp_path / "." / "a.csv", run=run) == "export_twice"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_whole(tmp_path: Path, kind: str) -> None:
    view = view_of(tmp_path / "run", record(verdict="faults", findings=[finding("a")]))
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "结果"
    target.write_text("earlier")
    target.chmod(0o640)
    write_export(view, Export(kind, target))
    assert len(target.read_bytes()) > 40
    assert target.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path / "out") == ["结果"]


def test_a_new_file_may_be_read_as_any_other(tmp_path: Path) -> None:
    view = view_of(tmp_path / "run", record())
    (tmp_path / "plain").touch()
    write_export(view, Export("csv", tmp_path / "new.csv"))
    assert (tmp_path / "new.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    view = view_of(tmp_path / "run", record())
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere" / "list.csv")
    write_export(view, Export("csv", tmp_path / "link.csv"))
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "elsewhere" / "list.csv").is_file()


def test_one_that_fails_costs_the_others_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(tmp_path / "run", record(findings=[finding("a")]))

    def half(view: Any, file: IO[bytes], voice: Any) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gouji.outputs.sarif.write_sarif", half)
    (tmp_path / "b.sarif").write_text("earlier")
    exports = [
        Export("csv", tmp_path / "a.csv"),
        Export("sarif", tmp_path / "b.sarif"),
        Export("docx", tmp_path / "c.docx"),
    ]
    [problem] = write_exports(view, exports)
    assert problem.code == "export_failed"
    assert problem.params == {"kind": "sarif", "path": str(tmp_path / "b.sarif"), "why": "No space left on device"}
    assert {path.name for path in tmp_path.iterdir()} == {"run", "a.csv", "b.sarif", "c.docx"}
    assert (tmp_path / "b.sarif").read_text() == "earlier"


def test_every_kind_has_its_writer() -> None:
    assert all(callable(writer(kind)) for kind in KINDS)
    assert set(TEXTS) <= set(KINDS)
    with pytest.raises(KeyError):
        kinds.writer("doc")
