"""What a plain cell shows, without a walk: most cells hold one paragraph in a font or two, and a page has hundreds."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from gouji.sources.white import collapse

# The paragraph that Word and editors put into every cell.
_PARAGRAPHS = frozenset({"p", "div"})
# All text in an element, gathered in C.
_all_text = etree.XPath("string()", smart_strings=False)


def plain_text(
    cell: etree._Element, is_plain: Callable[[object], bool], left_out: Callable[[etree._Element, object], bool]
) -> str | None:
    """What `cell` shows; None where it takes a walk: several paragraphs, marks, or parts that are not shown.

    `is_plain` says of a tag whether it only dresses the text in it.
    """
    holder = _paragraph(cell, left_out)
    if not len(holder):
        return collapse(holder.text or "")
    for element in holder.iterdescendants():
        tag = element.tag
        if not is_plain(tag) or left_out(element, tag):
            return None
    return collapse(str(_all_text(holder)))


def _paragraph(cell: etree._Element, left_out: Callable[[etree._Element, object], bool]) -> etree._Element:
    """The one paragraph in `cell`, where there is nothing beside it; else the cell itself."""
    if len(cell) != 1 or not _is_blank(cell.text):
        return cell
    only = cell[0]
    is_paragraph = only.tag in _PARAGRAPHS and _is_blank(only.tail) and not left_out(only, only.tag)
    return only if is_paragraph else cell


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()
