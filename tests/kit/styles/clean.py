"""Clean HTML, and the same page under a false or a missing declaration of its encoding."""

from __future__ import annotations

from html import escape

from kit.prose import Text
from kit.styles.markup import paragraphs, plain, table

RARE = "责任编辑：李喆　校对：王㛃、张𠮷"
"""Characters that GB2312 lacks: of GBK, and two that GB18030 writes with four bytes."""


def clean_html(report: Text) -> bytes:
    """UTF-8, declared; headings as headings, tables with spans."""
    return _page(report, '<meta charset="utf-8">').encode()


def undeclared_html(report: Text) -> bytes:
    """UTF-8 without any declaration."""
    return _page(report, "").encode()


def false_utf8_html(report: Text) -> bytes:
    """UTF-8 declared as gb2312."""
    return _page(report, _GB2312).encode()


def gb18030_html(report: Text) -> bytes:
    """GB18030 declared as gb2312, with characters that GB2312 does not have."""
    return _page(report, _GB2312, closing=f"<p>{RARE}</p>").encode("gb18030")


_GB2312 = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'


def _page(report: Text, declaration: str, closing: str = "") -> str:
    title = escape(report.title)
    head = f"<!DOCTYPE html>\n<html>\n<head>\n{declaration}\n<title>{title}</title>\n</head>\n<body>\n"
    return head + (f"<h1>{title}</h1>\n" if title else "") + _body(report) + closing + "\n</body>\n</html>\n"


def _body(report: Text) -> str:
    parts = [paragraphs(report.preamble)]
    for chapter in report.chapters:
        parts.append(f"<h2>{escape(chapter.heading)}</h2>")
        parts.append(paragraphs(chapter.paragraphs))
        if chapter.table:
            parts.append(table(chapter.table, plain, attributes=' border="1"'))
    return "\n".join(part for part in parts if part)
