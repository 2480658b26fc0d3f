from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from gouji.messages import render
from gouji.sources import Unreadable
from gouji.sources.xml_parts import parse_part
from gouji.sources.zip_guard import LIMITS, Limits, open_zip, packed, part_names


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name twice
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def unpacked(data: bytes, limits: Limits) -> list[bytes]:
    archive = open_zip(data, "报告.docx", limits)
    return [archive.read(name) for name in archive.names]


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Unreadable) as caught:
        unpacked(data, limits)
    assert "报告.docx" in render(caught.value.problem).zh
    return caught.value.problem.code


def test_names_and_contents() -> None:
    archive = open_zip(zipped(("word/", b""), ("word/document.xml", b"<a/>"), ("word\\styles.xml", b"<b/>")), "x")
    assert archive.names == ("word/document.xml", "word/styles.xml")
    assert archive.read("word/styles.xml") == b"<b/>"
    assert part_names(packed({"word/styles.xml": archive.read("word/styles.xml")})) == {"word/styles.xml"}
    with pytest.raises(KeyError):
        archive.read("xl/workbook.xml")


def test_what_unpacks_to_too_much() -> None:
    assert refused(zipped(("a", bytes(8_000_000)))) == "zip_too_large"
    assert refused(zipped(("a", b"xyz"), ("b", b"xyz")), Limits(total_bytes=5)) == "zip_too_large"
    assert refused(zipped(("a", b"xyz")), Limits(entry_bytes=2)) == "zip_too_large"
    assert refused(zipped(*[(str(n), b"") for n in range(6)]), Limits(entries=5)) == "zip_too_many"


def test_a_directory_that_understates_sizes_gives_no_more_than_it_says() -> None:
    data = bytearray(zipped(("a", bytes(100_000))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(data)) == "zip_damaged"


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:\\x", "..\\x"])
def test_names_that_lead_outside(name: str) -> None:
    assert refused(zipped((name, b"x"))) == "zip_unsafe_name"


def test_one_name_twice() -> None:
    assert refused(zipped(("a", b"x"), ("a", b"y"))) == "zip_duplicate"
    assert refused(zipped(("a/b", b"x"), ("a\\b", b"y"))) == "zip_duplicate"


def test_an_encrypted_entry() -> None:
    data = bytearray(zipped(("a", b"x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert refused(bytes(data)) == "file_encrypted"


def test_damage() -> None:
    data = zipped(("a", b"0123456789" * 50), method=zipfile.ZIP_STORED)
    assert refused(data[: len(data) // 2]) == "zip_damaged"
    assert refused(data.replace(b"456", b"654", 1)) == "zip_damaged"
    assert part_names(data[:40]) is None


def xml_refused(text: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        parse_part(text, "document.xml", "x.docx")
    assert "document.xml" in render(caught.value.problem).zh
    return caught.value.problem.code


def test_xml() -> None:
    assert parse_part(b"<a><!-- x --><b/></a>", "p", "x")[0].tag == "b"
    laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    assert xml_refused(laughs.encode()) == "xml_entities"
    assert xml_refused(laughs.encode("utf-16")) == "xml_entities"
    assert xml_refused(b'<?xml version="1.0" encoding="IBM037"?>'.decode().encode("cp037") + laughs.encode("cp037"))
    assert xml_refused(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>') == "xml_entities"
    assert xml_refused(b"<a>" * 300 + b"</a>" * 300) == "xml_too_deep"
    assert xml_refused(b"<a><b></a>") == "xml_damaged"
    assert xml_refused(b"") == "xml_damaged"
