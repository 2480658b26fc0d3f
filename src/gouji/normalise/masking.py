"""Mask private numbers before anything of a document is kept: records, pages and letters show what is left of them.

An identity number (18 characters, a possible date, the right check character) and a mobile number keep their length, so
that places in the text stay what they were. A mobile number in a contact line is the body's own and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter

from gouji.model import Block, Document, Grid, GridCell, PrivateDatum

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z.\-])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z.])")
_CODE = re.compile(r"信用代码|机构代码|标识码|编号|文号|账号")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SENTENCE_END = re.compile("[。；;！？!?\n]")
_CONTACT = re.compile(
    "联系|地址|邮编|邮政编码|传真|咨询|疑问|热线|监督电话|举报电话|办公电话|值班电话|受理机构|办公时间|邮箱"
)
_PERSON = re.compile("申请人|当事人|信访人|投诉人|举报人|原告|被告|身份证|业主|村民|户主|法定代表人")
_BEFORE = 10
# What every private number has in it, full-width or not. Hardly any text has, and this is soon looked through.
_SUSPECT = re.compile(r"\d{3}[ -]?\d{4}[ -]?\d{4}")


@dataclass(frozen=True, slots=True)
class Masked:
    """A document without private numbers, and what was masked in its paragraphs."""

    document: Document
    found: tuple[PrivateDatum, ...]


def mask(document: Document) -> Masked:
    """`document` with every private number masked, in paragraphs, cells, title and meta tags."""
    found: list[PrivateDatum] = []
    blocks = tuple(_block(block, found) for block in document.blocks)
    title = None if document.title is None else _text(document.title)
    meta = {name: _text(value) for name, value in document.meta.items()}
    return Masked(replace(document, blocks=blocks, title=title, meta=meta), tuple(found))


def _block(block: Block, found: list[PrivateDatum]) -> Block:
    if isinstance(block, Grid):
        return _grid(block)
    spans = list(_spans(block.text))
    if not spans:
        return block
    for kind, start, end, contact in spans:
        text = block.text[start:end]
        found.append(PrivateDatum(kind, text if contact else _stars(text), block.at, contact))
    return replace(block, text=_text(block.text))


def _grid(grid: Grid) -> Grid:
    texts = set(map(attrgetter("text"), filter(None, chain.from_iterable(grid.rows))))
    if not _SUSPECT.search("\n".join(texts)):
        return grid
    cells = {id(cell): cell for row in grid.rows for cell in row if cell is not None}
    changed = {key: new for key, cell in cells.items() if (new := _cell(cell)) is not cell}
    if not changed:
        return grid
    rows = tuple(tuple(cell and changed.get(id(cell), cell) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def _cell(cell: GridCell) -> GridCell:
    """A cell's own text masked; a cell that is a number and nothing else may be an amount of eleven figures."""
    text = _text(cell.text, alone="identity")
    return cell if text == cell.text else cell._replace(text=text)


def _text(text: str, alone: str | None = None) -> str:
    only = alone if text.strip().isdecimal() else None
    for kind, start, end, contact in _spans(text):
        if not contact and only in (None, kind):
            text = text[:start] + _stars(text[start:end]) + text[end:]
    return text


def _spans(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Private numbers: kind, start, end, and whether a contact line holds it."""
    if not _SUSPECT.search(text):
        return
    plain = text.translate(_WIDE)
    for found in _IDENTITY.finditer(plain):
        if is_identity_number(found.group()) and not _CODE.search(
            plain[max(0, found.start() - _BEFORE) : found.start()]
        ):
            yield "identity", *found.span(), False
    for found in _MOBILE.finditer(plain):
        sentence = _sentence(plain, *found.span())
        yield "mobile", *found.span(), bool(_CONTACT.search(sentence)) and not _PERSON.search(sentence)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence round a place."""
    before = max((found.end() for found in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after = _SENTENCE_END.search(text, end)
    return text[before : after.start() if after else len(text)]


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are an identity number: a possible day of birth and the right check character."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(mark) for weight, mark in zip(_WEIGHTS, text[:17], strict=True))
    return _CHECK[total % 11] == text[17].upper()


def _stars(text: str) -> str:
    """What may be shown: the first three and the last two or four characters, stars between, of the same length."""
    kept = 4 if len(text) < 18 else 2
    return text[:3] + "".join(mark if mark in " -" else "*" for mark in text[3:-kept]) + text[-kept:]
