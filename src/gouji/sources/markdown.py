"""Markdown as converters write it: headings by `#`, tables with bars or as HTML, marks for bold and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from gouji.model import Block, Document, Paragraph, Problem
from gouji.sources import html
from gouji.sources.charset import Decoded
from gouji.sources.html_flow import flow
from gouji.sources.rows import Line, gather
from gouji.sources.text_tables import numbered
from gouji.sources.unreadable import Unreadable

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_SIGNS = re.compile(r"^ {0,3}#{1,6}[ \t]+\S|^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*\r?$", re.M)
_TABLE = re.compile(r"<table\b", re.I)
_TABLE_END = re.compile(r"</table\s*>", re.I)
_RULE = re.compile(r"\s*(?:[-*_=]\s?){3,}\s*|\s*(?:```|~~~).*")
_LEAD = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+(?![\d.]+\s*\|))?")
_MARKS = (
    (re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]]{0,500})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\d\s])\s*<br\s*/?>\s*|\s*<br\s*/?>\s*(?!\d)", re.I), " "),
    # A bar that is escaped is no border; what else is escaped stands for itself.
    (re.compile(r"\\\|"), "∣"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~])"), r"\1"),
)


def is_markdown(text: str) -> bool:
    """Whether `text` has Markdown's headings or the line under the head of its tables."""
    return bool(_SIGNS.search(text))


def read(decoded: Decoded, name: str) -> Document:
    """A Markdown file as a document: a paragraph for each line, tables as grids."""
    blocks = numbered(tuple(_blocks(decoded.text)))
    if not blocks:
        raise Unreadable(Problem("empty_file", {"name": name}))
    problems = (decoded.problem,) if decoded.problem else ()
    return Document("markdown", blocks, encoding=decoded.encoding, problems=problems)


def _blocks(text: str) -> Iterator[Block]:
    """The blocks of `text`; HTML tables in it are read as HTML, the rest line by line."""
    position = 0
    for start, end in _html_tables(text):
        yield from _lines(text[position:start], _line_at(text, position))
        yield from _html(text[start:end], _line_at(text, start))
        position = end
    yield from _lines(text[position:], _line_at(text, position))


def _html_tables(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while (begin := _TABLE.search(text, position)) and (end := _TABLE_END.search(text, begin.end())):
        yield begin.start(), end.end()
        position = end.end()


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _html(markup: str, first: int) -> Sequence[Block]:
    # The parser counts lines from its first one; the table begins at line `first` of the file.
    root, _ = html.parse("\n" * (first - 1) + markup)
    return flow(root)[0] if root is not None else ()


def _lines(text: str, first: int) -> Iterator[Block]:
    lines = [Line(line, number) for number, line in enumerate(_LINE_END.split(text), start=first)]
    headings = {line.number for line in lines if _HEADING.fullmatch(line.text)}
    for block in gather(Line(_bare(line.text), line.number) for line in lines):
        is_heading = isinstance(block, Paragraph) and block.at.line in headings
        yield replace(block, heading=True) if is_heading and isinstance(block, Paragraph) else block


def _bare(line: str) -> str:
    """A line without Markdown's marks. What rules a table off stays: it shows where its head ends."""
    if "|" not in line and _RULE.fullmatch(line):
        return ""
    heading = _HEADING.fullmatch(line)
    text = heading.group(2) if heading else _LEAD.sub("", line, count=1)
    for mark, instead in _MARKS:
        text = mark.sub(instead, text)
    return unescape(text)
