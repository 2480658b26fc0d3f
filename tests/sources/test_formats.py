from __future__ import annotations

import io
import random
import zipfile

import pytest

from gouji.messages import render
from gouji.sources import Unreadable, read_document


def problem(data: bytes, name: str = "report.html") -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read_document(data, name)
    return caught.value.problem.code, render(caught.value.problem).zh


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PPTX"),
        (zipped("a/word/document.xml", "report.docx"), "ZIP"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "XLSB"),
        (zipped("a.html"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOC/WPS"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"{\\rtf1\\ansi}", "RTF"),
    ],
)
def test_a_format_that_is_not_read_is_named(data: bytes, name: str) -> None:
    code, text = problem(data)
    assert code == "format_not_read"
    assert name in text
    assert "HTML" in text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file(data: bytes) -> None:
    assert problem(data)[0] in ("empty_file", "no_content")


def test_random_bytes_under_the_name_of_a_page() -> None:
    assert problem(random.Random(7).randbytes(5000))[0] == "not_text"


def test_a_page_without_content() -> None:
    assert (
        problem(b"<html><head><script>draw()</script></head><body><div id=app></div></body></html>")[0] == "no_content"
    )


def test_a_very_large_file() -> None:
    assert problem(b"x" * 50_000_001)[0] == "file_too_large"


@pytest.mark.parametrize("name", ["report.txt", "report.pdf", "report"])
def test_the_name_says_nothing(name: str) -> None:
    assert read_document("<html><body><p>一、总体情况</p></body></html>".encode(), name).format == "html"
    assert read_document("一、总体情况\n规章 < 3 件".encode(), name).format == "text"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<p>1</p>" * 300_000,
        b"1|2\n" * 110_000,
        "甲".encode() * 5_100_000,
        b"1,2,3,4,5,6,7,8,9,10\n" * 21_000,
    ],
    ids=["tags", "lines", "characters", "cells"],
)
def test_far_more_text_than_a_report_has_is_refused_at_once(data: bytes) -> None:
    assert problem(data)[0] == "too_much_text"


def test_pictures_inside_of_a_page_are_no_text() -> None:
    page = b'<html><img src="data:image/png;base64,' + b"A" * 6_000_000 + '"><p>一、总体情况</p></html>'.encode()
    assert read_document(page, "x").format == "html"
