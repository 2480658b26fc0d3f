"""`gouji read --draw` and `gouji read --manifest`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from kit import archives
from kit.command import run
from kit.documents import STYLES
from kit.figures import load

Capture = pytest.CaptureFixture[str]
FIGURES = load("001")
PDF, OFD, HTML = (STYLES[style](FIGURES) for style in ("ruled_pdf", "ofd", "clean_html"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_picture_of_each_page_beside_what_was_read(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "a.html").write_bytes(HTML)
    (folder / "in" / "b.zip").write_bytes(archives.packed({"b y/年报.pdf": PDF, "c.ofd": OFD}))
    (folder / "in" / "c.pdf").write_bytes(PDF[:3000])
    ended = run(capfd, "read", "in", "--draw", "out/pictures", "--format", "json")
    assert ended.code == 3
    assert len(json.loads(ended.out)["reports"]) == 3
    assert [ended.err.count(word) for word in ("a.html", "c.pdf", "out/pictures")] == [1, 2, 1]
    drawn = [f"{stem}-p{page:02d}.png" for stem in ("002-年报", "003-c") for page in range(1, 5)]
    assert names(folder / "out" / "pictures") == drawn
    with Image.open(folder / "out" / "pictures" / drawn[1]) as picture:
        assert picture.size == (1190, 1684)


def test_names_of_pictures_stay_in_their_folder(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "b.zip").write_bytes(archives.packed({"子/年 报..pdf": PDF}))
    ended = run(capfd, "read", "in", "--draw", "pictures", "--explain", "--lang", "en")
    assert ended.code == 0
    assert "taken for" in ended.out
    assert "4 page pictures" in ended.err
    assert names(folder / "pictures") == [f"001-年_报-p{page:02d}.png" for page in range(1, 5)]


def test_where_no_picture_can_be_written(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "b.pdf").write_bytes(PDF)
    (folder / "file").write_bytes(b"")
    ended = run(capfd, "read", "in", "--draw", "file")
    assert (ended.code, ended.out) == (2, "")
    assert "file" in ended.err
    (folder / "pictures" / "001-b-p02.png").mkdir(parents=True)
    ended = run(capfd, "read", "in", "--draw", "pictures")
    assert "001-b-p02.png" in ended.err
    assert len(names(folder / "pictures")) == 4


def test_a_manifest_stands_over_what_files_say(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "a.html").write_bytes(HTML)
    (folder / "in" / "m.csv").write_text("路径,机关名称,年度,联系人\na.html,甲局,2023,子\n,未报局,2023,丑\n", "utf-8")
    ended = run(capfd, "read", "in", "--manifest", "in/m.csv", "--format", "json")
    assert ended.code == 0
    (report,) = json.loads(ended.out)["reports"]
    assert (report["organisation"], report["year"]) == ("甲局", 2023)
    assert "未报局 2023" in ended.err
    assert "联系人" in ended.err


def test_a_manifest_that_cannot_be_used(folder: Path, capfd: Capture) -> None:
    (folder / "in" / "a.html").write_bytes(HTML)
    ended = run(capfd, "read", "in", "--manifest", "none.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "none.csv" in ended.err
