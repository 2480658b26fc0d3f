"""What the styles of a Word file give to a paragraph or a run, looked up through the styles they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gouji.sources.docx_parts import W, child, number, switch, value

_HEADING = re.compile(r"(?:heading|标题)\s*\d|title|标题", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d|toc heading|目录", re.I)
# Headings are the levels 0 to 8; 9 is body text.
_BODY_LEVEL = 9


class Styles:
    """The styles of a file by id. An id that is not defined has no properties."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{{{W}}}style")
        self._styles = {style.get(f"{{{W}}}styleId") or "": style for style in found}
        self._hidden: dict[str | None, bool] = {}
        self._default = next(
            (style.get(f"{{{W}}}styleId") for style in found if _is_default_of_paragraphs(style)),
            None,
        )

    def of_paragraph(self, paragraph: etree._Element) -> str | None:
        """The id of a paragraph's style, the file's default when it names none."""
        return value(paragraph, "pPr", "pStyle") or self._default

    def chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style and style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield style, element
            style = value(element, "basedOn")

    def hides(self, style: str | None) -> bool:
        """Whether text in `style` is hidden."""
        if style not in self._hidden:
            said = (switch(element, "rPr", "vanish") for _, element in self.chain(style))
            self._hidden[style] = next((each for each in said if each is not None), False)
        return self._hidden[style]

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is a heading or a title, by its outline level or its style."""
        own = number(child(paragraph, "pPr"), "outlineLvl")
        if own is not None:
            return own < _BODY_LEVEL
        for _, element in self.chain(self.of_paragraph(paragraph)):
            level = number(element, "pPr", "outlineLvl")
            if level is not None:
                return level < _BODY_LEVEL
            if _HEADING.fullmatch((value(element, "name") or "").strip()):
                return True
        return False

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        element = self._styles.get(self.of_paragraph(paragraph) or "")
        return bool(_CONTENTS.fullmatch((value(element, "name") or "").strip()))

    def numbering_of(self, style: str | None) -> int | None:
        """The list that a numbering style stands for, None when it stands for none."""
        return number(self._styles.get(style or ""), "pPr", "numPr", "numId")


def _is_default_of_paragraphs(style: etree._Element) -> bool:
    kind, default = style.get(f"{{{W}}}type"), style.get(f"{{{W}}}default")
    return kind == "paragraph" and default in ("1", "true", "on")
