from __future__ import annotations

import base64
import gzip
import io
import tarfile

import pytest

from gouji.messages import render
from gouji.model import Document, Grid
from gouji.sources import Unreadable, read_document
from kit.documents import STYLES
from kit.figures import load
from kit.styles.saved import web_archive

PAGE = "<html><body><p>一、总体情况</p></body></html>"


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(data, "report.mht")
    assert "report.mht" in render(caught.value.problem).zh
    return caught.value.problem.code


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not isinstance(block, Grid)]


def archive(*parts: tuple[str, bytes]) -> bytes:
    """A web archive of `parts`: the content type of each, and its content as it is."""
    pieces = [f"--b\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n" for kind, content in parts]
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + b"".join(pieces) + b"--b--\r\n"


@pytest.mark.parametrize("opening", ["From: <Saved by Blink>\n", "From: =?gb2312?B?08k=?=\n", "Subject: x\n", ""])
def test_a_web_archive_is_told_by_its_head(opening: str) -> None:
    data = web_archive(base64.encodebytes(PAGE.encode()), "base64", "utf-8", opening)
    assert texts(read_document(data, "x")) == ["一、总体情况"]


def test_the_archive_says_the_encoding_where_the_page_does_not() -> None:
    page = "<html><body><p>第一頁：臺灣、香港的繁體字網頁</p></body></html>".encode("big5")
    assert texts(read_document(archive(("text/html; charset=big5", page)), "x")) == ["第一頁：臺灣、香港的繁體字網頁"]


def test_an_encoding_that_nobody_knows_is_not_believed() -> None:
    for charset in ("x-unknown", "base64", "\\0", ""):
        data = archive((f'text/html; charset="{charset}"', PAGE.encode("gbk")))
        assert texts(read_document(data, "x")) == ["一、总体情况"]


def test_the_frame_with_the_forms_tables_is_the_report() -> None:
    report = STYLES["clean_html"](load("001"))
    frames = archive(("text/html", PAGE.encode()), ("text/html", report), ("image/gif", b"GIF89a"))
    assert read_document(frames, "x").blocks == read_document(report, "x").blocks


def test_an_archive_without_a_page() -> None:
    assert code(archive(("image/gif", b"GIF89a"))) == "web_archive_empty"
    assert code(b"MIME-Version: 1.0\r\nContent-Type: multipart/related") == "web_archive_empty"
    assert code(archive(("text/html", b" "))) == "empty_file"


def test_a_page_cut_in_half_is_read_as_far_as_it_goes() -> None:
    data = STYLES["mht_base64"](load("001"))
    assert texts(read_document(data[: len(data) // 2], "x"))


@pytest.mark.parametrize(
    "data",
    [
        archive(*[("text/html", b"<p>x")] * 2_100),
        b"MIME-Version: 1.0\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5_000)),
        b"MIME-Version: 1.0\n" + b"\n" * 2_100_000,
    ],
    ids=["parts", "nested", "lines"],
)
def test_far_more_parts_or_lines_than_a_page_has_are_refused_at_once(data: bytes) -> None:
    assert code(data) == "web_archive_too_many"


def test_far_more_tags_than_a_page_has_are_refused_inside_of_an_archive_too() -> None:
    assert code(archive(("text/html", b"<p>1</p>" * 300_000))) == "too_much_text"


def test_a_packed_page_is_read_like_the_page() -> None:
    report = STYLES["clean_html"](load("001"))
    assert read_document(gzip.compress(report), "x").blocks == read_document(report, "x").blocks
    halves = gzip.compress(report[:1000]) + gzip.compress(report[1000:])
    assert read_document(halves, "x").blocks == read_document(report, "x").blocks


def test_what_a_packed_file_may_hold() -> None:
    assert texts(read_document(gzip.compress("一、总体情况\n无".encode()), "x")) == ["一、总体情况", "无"]
    assert read_document(gzip.compress(STYLES["docx"](load("001"))), "x").format == "docx"
    assert code(gzip.compress(gzip.compress(PAGE.encode()))) == "format_not_read"
    assert code(gzip.compress(b"")) == "empty_file"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("a.html"))
    assert code(packed.getvalue()) == "not_text"


def test_a_packed_file_that_is_damaged_or_a_bomb() -> None:
    whole = gzip.compress(STYLES["clean_html"](load("001")))
    assert code(whole[: len(whole) // 2]) == "zip_damaged"
    assert code(b"\x1f\x8b\x08....") == "zip_damaged"
    assert code(whole[:20] + b"\xff" * 50 + whole[70:]) == "zip_damaged"
    assert code(gzip.compress(bytes(70_000_000))) == "zip_too_large"
