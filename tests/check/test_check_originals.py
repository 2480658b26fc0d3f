"""Files kept as they were read (`--keep-originals`): byte for byte, inert, for the office alone."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from gouji.check import CheckResult, Request, RunStopped, check, chunk, resume
from gouji.check import originals as originals_module
from gouji.check import run as run_module
from gouji.check.originals import complete_originals
from gouji.check.publishing import Publishing
from gouji.cluster import Cluster, ClusterRefused
from gouji.intake import Input
from gouji.reading import ReadingOptions
from gouji.reading.originals import keep_original
from gouji.rulebook import RuleChoice
from gouji.run_folder import FolderRefused, RunFolder, write_json
from kit import balanced
from kit.command import run as command
from kit.documents import STYLES
from kit.running import FIRST_RULES

RULES = RuleChoice(select=tuple(FIRST_RULES))
ATTACK = b"<script>document.title = 'it ran'; fetch('http://example.invalid/')</script><img src=x onerror=alert(1)>"
PACKED = "内/一.html"


def sources(folder: Path) -> Path:
    """A page with a script, a PDF, a file that is no report, and a page in an archive."""
    folder.mkdir()
    figures = balanced.make(3, organisation="示例市教育局", year=2024)
    page = STYLES["clean_html"](figures)
    (folder / "page.html").write_bytes(page.replace(b"</body>", ATTACK + b"</body>"))
    (folder / "paper.pdf").write_bytes(STYLES["ruled_pdf"](balanced.make(4, organisation="示例市财政局", year=2024)))
    (folder / "other.html").write_bytes("<p>今天天气很好。</p>".encode())
    with zipfile.ZipFile(folder / "packed.zip", "w") as packed:
        packed.writestr(PACKED, STYLES["clean_html"](balanced.make(5, organisation="示例市统计局", year=2024)))
    return folder


def asked(folder: Path, out: Path, **more: Any) -> Request:
    return Request((str(folder),), out, rules=RULES, keep_originals=True, **more)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    base = tmp_path_factory.mktemp("originals")
    pages = Publishing(single_files=True, public_names=True)
    return check(asked(sources(base / "in"), base / "out", publishing=pages))


def copies(result: CheckResult) -> dict[str, Path]:
    """The copy of each report by the end of its source's name."""
    return {
        entry["source"].rsplit("/", 1)[-1]: result.folder.originals / f"{entry['id']}.zip" for entry in result.reports
    }


def original(copy: Path) -> tuple[str, bytes]:
    """The name and the content of what is packed in a copy."""
    with zipfile.ZipFile(copy) as packed:
        name = next(name for name in packed.namelist() if name != "about.txt")
        return name, packed.read(name)


def test_every_file_is_kept_byte_for_byte_with_its_digest(ran: CheckResult) -> None:
    folder = Path(ran.reports[0]["source"]).parent
    kept = copies(ran)
    assert sorted(path.name for path in ran.folder.originals.iterdir()) == sorted(path.name for path in kept.values())
    for name in ("page.html", "paper.pdf", "other.html"):
        assert original(kept[name])[1] == (folder / name).read_bytes()
    with zipfile.ZipFile(folder / "packed.zip") as packed:
        assert original(kept["一.html"])[1] == packed.read(PACKED)
    for entry in ran.reports:
        record = json.loads(ran.folder.record(entry["id"]).read_text(encoding="utf-8"))
        content = original(ran.folder.originals / f"{entry['id']}.zip")[1]
        assert hashlib.sha256(content).hexdigest() == record["sha256"]


def test_markup_has_the_ending_of_text_and_the_names_are_short_ascii(ran: CheckResult) -> None:
    names = {name: original(copy)[0] for name, copy in copies(ran).items()}
    assert names == {
        "page.html": "original.txt",
        "other.html": "original.txt",
        "一.html": "original.txt",
        "paper.pdf": "original.pdf",
    }
    with zipfile.ZipFile(copies(ran)["一.html"]) as packed:
        about = packed.read("about.txt").decode()
    assert "packed.zip!/内/一.html" in about
    assert "SHA-256" in about


def test_the_office_alone_has_them_and_the_site_takes_no_room_for_them(ran: CheckResult) -> None:
    for entry in ran.reports:
        placed = ran.folder.site / "originals" / f"{entry['id']}.zip"
        assert os.path.samefile(placed, ran.folder.originals / placed.name)
        page = (ran.folder.site / "reports" / f"{entry['id']}.html").read_text(encoding="utf-8")
        assert f'href="../originals/{entry["id"]}.zip"' in page
    assert not (ran.folder.public / "originals").exists()
    others = [*(ran.folder.site / "single").iterdir(), *ran.folder.public.rglob("*.html")]
    assert len(others) > 4
    assert [path for path in others if "originals/" in path.read_text(encoding="utf-8")] == []


def test_the_same_files_give_the_same_copies_also_when_they_were_read_before(tmp_path: Path) -> None:
    folder = sources(tmp_path / "in")
    options = ReadingOptions(cache=tmp_path / "cache")
    first, second = (check(asked(folder, tmp_path / name, reading=options)) for name in ("one", "two"))
    assert {path.name: path.read_bytes() for path in first.folder.originals.iterdir()} == {
        path.name: path.read_bytes() for path in second.folder.originals.iterdir()
    }


def test_nothing_is_kept_unasked_and_a_later_run_removes_what_was_kept(tmp_path: Path) -> None:
    folder = sources(tmp_path / "in")
    assert check(asked(folder, tmp_path / "out")).folder.originals.is_dir()
    again = check(Request((str(folder),), tmp_path / "out", rules=RULES))
    assert not again.folder.originals.exists()
    assert not (again.folder.site / "originals").exists()


class Killed(BaseException):
    """Stands for the end of the process."""


def test_a_run_that_was_cut_off_keeps_what_it_had_and_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sources(tmp_path / "in")
    monkeypatch.setattr(chunk, "CHUNK_SIZE", 2)
    whole = check(asked(folder, tmp_path / "whole"))

    def killed(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "complete_originals", killed)
        with pytest.raises(Killed):
            check(asked(folder, tmp_path / "out"))
    kept = RunFolder(tmp_path / "out").originals
    (kept / ".0.zip.abc.part").write_bytes(b"half")
    next(kept.glob("*.zip")).unlink()
    resume(tmp_path / "out")
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == {
        path.name: path.read_bytes() for path in whole.folder.originals.iterdir()
    }


def record_of(folder: RunFolder, sha256: str | None) -> str:
    folder.records.mkdir(parents=True, exist_ok=True)
    write_json(folder.record("a1b2c3"), {"id": "a1b2c3", "schema": 1, "sha256": sha256, "notes": []})
    return "a1b2c3"


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"new"), lambda path: path.unlink()])
def test_a_file_that_changed_after_it_was_read_is_told_in_its_record(tmp_path: Path, change: Any) -> None:
    source, folder = tmp_path / "a.html", RunFolder(tmp_path / "out")
    source.write_bytes(b"old")
    key = record_of(folder, hashlib.sha256(b"old").hexdigest())
    change(source)
    complete_originals(folder, [Input("a.html", source)], [key, "of-the-manifest"])
    record = json.loads(folder.record(key).read_text(encoding="utf-8"))
    assert [note["code"] for note in record["notes"]] == ["original_not_kept"]
    assert not folder.originals.exists()


def test_a_file_that_was_never_read_needs_no_word(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "out")
    key = record_of(folder, None)
    complete_originals(folder, [Input("gone.html", tmp_path / "gone.html")], [key])
    assert json.loads(folder.record(key).read_text(encoding="utf-8"))["notes"] == []


def test_a_full_disk_stops_the_run_which_can_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sources(tmp_path / "in")

    def full(*_: Any) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(originals_module, "_keep", full)
        patch.setattr(originals_module, "original_file", lambda place, key: place / f"{key}.none")
        with pytest.raises(RunStopped) as stopped:
            check(asked(folder, tmp_path / "out"))
    assert "No space left" in stopped.value.problem.params["why"]
    resumed = resume(tmp_path / "out")
    assert len(list(resumed.folder.originals.iterdir())) == len(resumed.reports) == 4


def test_hostile_names_stay_in_the_text(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"\x89PNG\r\n\x1a\n")
    item = Input("../../etc/\u202e\x1b[31m\n" + "长" * 2_000, source)
    assert keep_original(item, "a1", hashlib.sha256(source.read_bytes()).hexdigest(), tmp_path / "kept")
    with zipfile.ZipFile(tmp_path / "kept" / "a1.zip") as packed:
        assert packed.namelist() == ["original.bin", "about.txt"]
        about = packed.read("about.txt").decode()
    assert not set("\u202e\x1b") & set(about)
    assert len(about) < 4_000


def test_an_original_is_no_input_of_the_run_that_would_remove_it(ran: CheckResult) -> None:
    kept = next(ran.folder.originals.iterdir())
    with pytest.raises(FolderRefused):
        check(Request((str(kept),), ran.folder.path, rules=RULES))
    assert kept.is_file()


def test_a_cluster_keeps_none_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sources(tmp_path / "in")
    with pytest.raises(ClusterRefused):
        check(asked(folder, tmp_path / "out", cluster=Cluster()))
    ended = command(capsys, "check", str(folder), "--keep-originals", "--engine", "spark", "-o", str(tmp_path / "out"))
    assert ended.code == 2
    assert "--keep-originals" in ended.err
    assert not (tmp_path / "out").exists()


@contextmanager
def served(folder: Path, kind: str | None) -> Iterator[str]:
    """The address of a server that says of every ZIP file that it is `kind`, or says nothing."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.split("?")[0].lstrip("/")
            self.send_response(200)
            said = "text/html; charset=utf-8" if path.suffix == ".html" else kind
            if said:
                self.send_header("Content-Type", said)
            self.end_headers()
            self.wfile.write(path.read_bytes() if path.is_file() else b"")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def downloaded(page: Page, address: str) -> bytes:
    """What the browser saves when it is told to open `address`, with no page put in place of the open one."""
    before, title = page.url, page.title()
    with page.expect_download() as download, pytest.raises(Error, match="Download is starting"):
        page.goto(address)
    assert (page.url, page.title()) == (before, title)
    return Path(str(download.value.path())).read_bytes()


KINDS = ["application/zip", "application/octet-stream", "text/plain", None]


@pytest.mark.parametrize("kind", ["file", *KINDS])
def test_a_browser_saves_the_copy_and_shows_nothing_of_it(browser: Browser, ran: CheckResult, kind: str | None) -> None:
    copy = copies(ran)["page.html"]
    page = browser.new_context().new_page()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    report = f"reports/{copy.stem}.html"
    if kind == "file":
        page.goto((ran.folder.site / report).as_uri())
        assert downloaded(page, (ran.folder.site / "originals" / copy.name).as_uri()) == copy.read_bytes()
    else:
        with served(ran.folder.site, kind) as address:
            page.goto(f"{address}/{report}")
            assert downloaded(page, f"{address}/originals/{copy.name}") == copy.read_bytes()
    assert "it ran" not in page.title()
    assert not [url for url in asked_for if "example.invalid" in url]
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_link_on_the_page_saves_it(browser: Browser, ran: CheckResult, language: str) -> None:
    copy = copies(ran)["page.html"]
    page = browser.new_context().new_page()
    page.goto((ran.folder.site / "reports" / f"{copy.stem}.html").as_uri() + f"?lang={language}")
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert Path(str(download.value.path())).read_bytes() == copy.read_bytes()
    assert download.value.suggested_filename == copy.name
    page.context.close()
