"""Text dumps that lost every mark between cells: label and figures in one line."""

from __future__ import annotations

from kit.drawing import DrawnTable
from kit.prose import Text


def flat_text(report: Text) -> bytes:
    """UTF-8; title line, a line for each row of a table, its figures run together."""
    lines = [report.title, *report.preamble]
    for chapter in report.chapters:
        lines += [chapter.heading, *chapter.paragraphs]
        if chapter.table:
            lines += _lines(chapter.table)
    return "\n".join(lines).encode()


def _lines(drawn: DrawnTable) -> list[str]:
    """Labels with a blank between them, figures with nothing; only table two keeps its columns apart."""
    lines = []
    for row in drawn:
        labels = " ".join(cell.text for cell in row if not cell.key and cell.text)
        gap = " " if any(cell.key and cell.key.startswith("disclosure.") for cell in row) else ""
        lines.append(labels + gap + gap.join(cell.text for cell in row if cell.key))
    return lines
