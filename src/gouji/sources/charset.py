"""Which encoding a file is in. Declarations are often false, so one is believed only when the bytes bear it out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from gouji.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

# A declaration stands near the beginning: <meta charset=…>, <?xml encoding=…?>, @charset.
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,20})", re.I)
_HEAD = 8192
_SAMPLE = 100_000

# One superset for what is labelled gb2312 or gbk: pages use its extra characters under the old names.
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "ms936", "hz-gb-2312"}
# Encodings that accept any bytes: that they decode proves nothing.
_ANYTHING = {"iso8859-1", "latin-1", "ascii", "cp1252", "iso8859-15", "raw-unicode-escape"}
# The commonest characters of these reports; mojibake has few of them.
_COMMON = re.compile("[的年政府信息公开行不一本数]")
_MOST_DAMAGE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was in, and what was lost (None when nothing was).

    `utf8` is the text as bytes where the file was in UTF-8 itself.
    """

    text: str
    encoding: str
    problem: Problem | None = None
    utf8: bytes | None = None


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """`data` as text: by its byte order mark, else strict UTF-8, else what is declared, gb18030 or a guess.

    `stated` is an encoding that stands beside the file, over what it declares itself.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            content = data[len(mark) :] if encoding == "utf-8" else data
            return _strict(content, encoding) or _lossy(content, encoding)
    return _strict(data, "utf-8") or _damaged(data, "utf-8") or _declared_or_chinese(data, stated) or _guessed(data)


def declared(data: bytes) -> str | None:
    """The encoding that the beginning of `data` names, by Python's name for it; None when none is known."""
    found = _DECLARED.search(data[:_HEAD])
    return _known(found.group(1).decode("ascii")) if found else None


def _known(label: str) -> str | None:
    """The encoding that is called `label`, by Python's name for it; None when none is known."""
    name = label.lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _declared_or_chinese(data: bytes, stated: str | None) -> Decoded | None:
    label = (_known(stated) if stated else None) or declared(data)
    named = _strict(data, label) if label and label not in _ANYTHING else None
    chinese = _strict(data, "gb18030")
    if named and chinese and _plausible(chinese.text) > _plausible(named.text):
        return chinese
    return named or chinese or _damaged(data, "gb18030")


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, utf8=data if encoding == "utf-8" else None)
    except (UnicodeError, LookupError, ValueError):
        return None


def _damaged(data: bytes, encoding: str) -> Decoded | None:
    """The text when all but a few characters are in `encoding`: a page cut in the middle of one, a torn byte."""
    text = data.decode(encoding, errors="replace")
    foreign = sum(1 for mark in text if mark > "\x7f")
    lost = text.count("\ufffd")
    return _lossy(data, encoding) if foreign and lost <= max(1, foreign * _MOST_DAMAGE) and foreign > lost else None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    problem = Problem("encoding_damaged", {"encoding": encoding, "count": str(text.count("\ufffd"))})
    return Decoded(text, encoding, problem)


def _guessed(data: bytes) -> Decoded:
    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "gb18030"
    return _strict(data, encoding) or _lossy(data, encoding)


def _plausible(text: str) -> int:
    return len(_COMMON.findall(text))
