"""Text dumps of pages: cells between bars."""

from __future__ import annotations

from kit.drawing import DrawnTable, covered, width
from kit.prose import Text

_HALF_WIDTH = str.maketrans("（）：，；！", "():,;!")
_CUT = {"结果纠正": "结果", "其他结果": "其他", "尚未审结": "尚未", "商业企业": "商业 企业", "科研机构": "科研 机构"}
"""Header cells of two paragraphs, of which the dump keeps the first or joins both with a blank."""


def text_dump(report: Text) -> bytes:
    """UTF-8; no title, ragged rows, spans lost, headers cut, half-width punctuation, a site footer."""
    lines = ["".join(report.preamble)]
    for chapter in report.chapters:
        lines += [chapter.heading, *chapter.paragraphs]
        if chapter.table:
            lines += _ragged(chapter.table)
    return "\n".join([*lines, *_footer(report)]).translate(_HALF_WIDTH).encode()


def plain_text(report: Text) -> bytes:
    """UTF-8 with a byte order mark; title line, full-width punctuation, a blank for each position a span covers."""
    lines = ([report.title] if report.title else []) + list(report.preamble)
    for chapter in report.chapters:
        lines += [chapter.heading, *chapter.paragraphs]
        if chapter.table:
            lines += _rectangular(chapter.table)
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _ragged(drawn: DrawnTable) -> list[str]:
    """A bar after each cell, and after each column that the row is short of; the last row loses its end."""
    columns, lines, seen = width(drawn), [], False
    for row in drawn:
        texts = [_CUT.get(cell.text, cell.text) for cell in row]
        if seen:
            texts = ["结果" if text == "结果维持" else text for text in texts]
        seen = seen or "结果维持" in texts
        texts += [""] * (columns - len(row))
        lines.append("".join(f"{text} | " if text else "|" for text in texts).strip())
    lines[-1] = lines[-1].rsplit(" ", 1)[0]
    return lines


def _rectangular(drawn: DrawnTable) -> list[str]:
    lines = []
    for at, line in enumerate(covered(drawn)):
        texts = [cell.text if (cell.row, cell.column) == (at, column) else "" for column, cell in enumerate(line)]
        lines.append("| " + " | ".join(texts) + " |")
    return lines


def _footer(report: Text) -> list[str]:
    return [
        f"主办：{report.place}人民政府办公室 承办：{report.place}大数据中心 网站标识码：0000000001",
        "地址：示例路9号 邮编：000000 运维电话：0000-7654321 传真：0000-7654322",
        f"{report.place}人民政府 版权所有 示ICP备00000001号-1",
        "示公网安备 00000000000001号 本站已支持IPv6访问",
    ]
