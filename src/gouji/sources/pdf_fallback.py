"""A second opinion on pages whose tables PDFium's lines do not give: pdfplumber sees the edges of every filled area.

It is five times slower and takes shading for walls, so it is asked only where a page has figures in rows and no grid.
"""

from __future__ import annotations

import io

from gouji.sources.page import Drawing, Mark, Stroke

_MOST_CHARACTERS = 30_000
_MOST_STROKES = 50_000


def drawing(data: bytes, number: int) -> Drawing | None:
    """What pdfplumber finds on page `number` of the PDF in `data`; None when it cannot read the page."""
    # Imported late: it takes as long as reading a report.
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
            (page,) = document.pages
            marks = tuple(_mark(each, float(page.height)) for each in page.chars[:_MOST_CHARACTERS])
            strokes = tuple(_stroke(each) for each in page.edges[:_MOST_STROKES])
            return Drawing(number, float(page.width), float(page.height), marks, strokes)
    except Exception:  # noqa: BLE001 - pdfminer raises anything on files that are not in order
        # PDFium's reading of the page stands: this one may only better it.
        return None


def _mark(found: dict[str, object], height: float) -> Mark:
    matrix = found["matrix"]
    base = height - float(matrix[5])  # type: ignore[index]
    return Mark(str(found["text"]), (_number(found["x0"]), base), (_number(found["x1"]), base), _number(found["size"]))


def _stroke(found: dict[str, object]) -> Stroke:
    left, right, top, bottom = (_number(found[name]) for name in ("x0", "x1", "top", "bottom"))
    upright = found["orientation"] == "v"
    return Stroke(True, left, top, bottom) if upright else Stroke(False, top, left, right)


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type]
