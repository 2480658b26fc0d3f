"""What the styles of a Word file give to a paragraph or a run, looked up through the styles they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from gouji.sources.docx_parts import number, switch, value, word

_HEADING = re.compile(r"(?:heading|标题)\s*\d|title|标题", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d|toc heading|目录", re.I)
# Headings are the levels 0 to 8; 9 is body text.
_BODY_LEVEL = 9


class Manner(NamedTuple):
    """What a style makes of what is in it.

    A paragraph can be a heading, by outline level or name, or a line of a table of contents; text can be hidden.
    """

    style: str | None
    hides: bool
    is_heading: bool
    is_contents: bool


class Styles:
    """The styles of a file by id. An id that is not defined has no properties."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(word("style"))
        self._styles = {style.get(word("styleId")) or "": style for style in found}
        self._manners: dict[str | None, Manner] = {}
        self._default = next(
            (style.get(word("styleId")) for style in found if _is_default_of_paragraphs(style)),
            None,
        )

    def of_paragraph(self, named: etree._Element | None, outline: etree._Element | None) -> Manner:
        """The manner of a paragraph by what names its style (the file's default where nothing does) and its outline."""
        manner = self.manner((value(named) if named is not None else None) or self._default)
        level = None if outline is None else number(outline)
        return manner if level is None else manner._replace(is_heading=level < _BODY_LEVEL)

    def manner(self, style: str | None) -> Manner:
        """What `style` makes of what is in it, worked out once."""
        known = self._manners.get(style)
        if known is None:
            known = Manner(style, self._hides(style), self._is_heading(style), self._is_contents(style))
            self._manners[style] = known
        return known

    def chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield style, element
            style = value(element, "basedOn")

    def _hides(self, style: str | None) -> bool:
        said = (switch(element, "rPr", "vanish") for _, element in self.chain(style))
        return next((each for each in said if each is not None), False)

    def _is_heading(self, style: str | None) -> bool:
        for _, element in self.chain(style):
            level = number(element, "pPr", "outlineLvl")
            if level is not None:
                return level < _BODY_LEVEL
            if _HEADING.fullmatch((value(element, "name") or "").strip()):
                return True
        return False

    def _is_contents(self, style: str | None) -> bool:
        element = self._styles.get(style or "")
        return bool(_CONTENTS.fullmatch((value(element, "name") or "").strip()))

    def numbering_of(self, style: str | None) -> int | None:
        """The list that a numbering style stands for, None when it stands for none."""
        return number(self._styles.get(style or ""), "pPr", "numPr", "numId")


def _is_default_of_paragraphs(style: etree._Element) -> bool:
    kind, default = style.get(word("type")), style.get(word("default"))
    return kind == "paragraph" and default in ("1", "true", "on")
