from __future__ import annotations

import pytest

from gouji.sources.charset import declared, decode

TEXT = "示例市人民政府2024年政府信息公开工作年度报告，全年共收到申请一百二十三件。"
PAGE = '<html><head><meta charset="{}"></head><body>' + TEXT + "</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "big5", "iso-8859-1", "no-such-thing", ""])
@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_a_declaration_is_believed_only_when_the_bytes_bear_it_out(written: str, encoding: str) -> None:
    found = decode(PAGE.format(encoding).encode(written))
    assert (found.encoding, found.problem) == (written, None)
    assert TEXT in found.text


def test_a_false_declaration_that_happens_to_decode_is_not_believed() -> None:
    text = '<meta charset="big5">政府信息公开年度报告' * 3
    assert text.encode("gb18030").decode("big5") != text
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text.lstrip("\ufeff") == TEXT


def test_characters_beyond_gb2312_under_its_label() -> None:
    text = PAGE.format("gb2312").replace("示例市", "示例市𠮷镕㙍")
    assert decode(text.encode("gb18030")).text == text


def test_other_encodings_when_declared() -> None:
    text = PAGE.format("big5").replace(TEXT, "政府資訊公開年度報告，本機關受理申請之數量與處理結果如下表所示。")
    found = decode(text.encode("big5"))
    assert (found.encoding, found.text) == ("big5", text)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_torn_character_does_not_turn_the_page_into_another_encoding(encoding: str) -> None:
    found = decode((TEXT * 20).encode(encoding)[:-1] + b"\xff\n")
    assert found.encoding == encoding
    assert found.text.startswith(TEXT)
    assert found.problem is not None
    assert found.problem.code == "encoding_damaged"


def test_declarations() -> None:
    assert declared(b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">') == "gb18030"
    assert declared(b'<?xml version="1.0" encoding="UTF-8"?>') == "utf-8"
    assert declared(b"<p>charset</p>") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_bytes_are_kept_where_they_are_the_text_in_utf8(encoding: str) -> None:
    kept = TEXT.encode() if encoding.startswith("utf-8") else None
    assert decode(TEXT.encode(encoding)).utf8 == kept
    assert decode(TEXT.encode("utf-8")[:-1]).utf8 is None
