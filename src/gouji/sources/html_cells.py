"""What a plain cell shows, without a walk: most cells hold one paragraph in a font or two, and a page has hundreds."""

from __future__ import annotations

from lxml import etree

from gouji.sources.html_shown import is_left_out
from gouji.sources.html_tags import NOT_PLAIN_IN_CELL
from gouji.sources.white import collapse

# The paragraph that Word and editors put into every cell.
_PARAGRAPHS = frozenset({"p", "div"})


def plain_text(cell: etree._Element) -> str | None:
    """What `cell` shows; None where it takes a walk: several paragraphs, marks, or parts that are not shown."""
    holder = _paragraph(cell)
    if not len(holder):
        return collapse(holder.text or "")
    pieces = _pieces(holder)
    return None if pieces is None else collapse("".join(pieces))


def _paragraph(cell: etree._Element) -> etree._Element:
    """The one paragraph in `cell`, where there is nothing beside it; else the cell itself."""
    if len(cell) != 1 or not _is_blank(cell.text):
        return cell
    only = cell[0]
    tag = only.tag
    is_paragraph = tag in _PARAGRAPHS and _is_blank(only.tail) and not is_left_out(only, tag)
    return only if is_paragraph else cell


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _pieces(holder: etree._Element) -> list[str] | None:
    """The runs of text in `holder`, in reading order; None where an element in it is more than dress for its text.

    Going from element to element costs a fraction of what an iterator over each one's children does.
    """
    pieces = [holder.text or ""]
    element: etree._Element | None = holder[0]
    while element is not None:
        tag = element.tag
        if tag in NOT_PLAIN_IN_CELL:
            return None
        text, holds_any = element.text, len(element) > 0
        # Whether a blank one is shown, as Word ends its paragraphs with, makes no difference.
        if (text or holds_any) and is_left_out(element, tag):
            return None
        if text:
            pieces.append(text)
        element = element[0] if holds_any else _after(element, holder, pieces)
    return pieces


def _after(element: etree._Element, holder: etree._Element, pieces: list[str]) -> etree._Element | None:
    """The element in `holder` that follows `element`, what stands between them put to `pieces`; None at the end."""
    above: etree._Element | None = element
    while above is not None and above is not holder:
        if tail := above.tail:
            pieces.append(tail)
        following = above.getnext()
        if following is not None:
            return following
        above = above.getparent()
    return None
