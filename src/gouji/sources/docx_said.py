"""What a Word file says of its paragraphs, runs, rows and cells, found before they are read.

Four fifths of the elements that word processors write are properties (fonts, borders, spacing), of which next to none
matters here. Those that do are found in one pass of the library's, so that none of the others is ever looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from gouji.sources.docx_parts import word

Said = Mapping[str, Mapping[etree._Element, etree._Element]]
"""By path (`pPr/pStyle`) and by the element that it is said of, what stands there. Elements are told by identity."""

_PATHS = (
    *("pPr/pStyle", "pPr/numPr", "pPr/outlineLvl", "pPr/rPr/del", "pPr/rPr/moveFrom"),
    *("rPr/vanish", "rPr/rStyle", "rPr/strike", "rPr/dstrike", "rPr/vertAlign"),
    *("trPr/del", "trPr/gridBefore"),
    *("tcPr/cellDel", "tcPr/gridSpan", "tcPr/vMerge", "tcPr/hMerge"),
)


def _by_last_tag(paths: Sequence[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """The paths that end in a tag, each with the tags that must stand round it, from within."""
    known: dict[str, list[tuple[str, list[str]]]] = {}
    for path in paths:
        last, *holders = map(word, reversed(path.split("/")))
        known.setdefault(last, []).append((path, holders))
    return known


_SOUGHT = _by_last_tag(_PATHS)


def said_in(root: etree._Element) -> Said:
    """What is said of anything below `root`: where a path is there twice, what stands first."""
    said: dict[str, dict[etree._Element, etree._Element]] = {path: {} for path in _PATHS}
    for found in root.iter(*_SOUGHT):
        for path, holders in _SOUGHT[found.tag]:
            owner = _owner(found, holders)
            if owner is not None:
                said[path].setdefault(owner, found)
    return said


def _owner(element: etree._Element | None, holders: Sequence[str]) -> etree._Element | None:
    """What `element` is said of, which stands round the `holders`; None when they are not there or not the first."""
    for holder in holders:
        element = None if element is None else element.getparent()
        if element is None or element.tag != holder or not _is_first(element):
            return None
    return None if element is None else element.getparent()


def _is_first(holder: etree._Element) -> bool:
    if holder.getprevious() is None:
        return True
    return next(holder.itersiblings(holder.tag, preceding=True), None) is None
