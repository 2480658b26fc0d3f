"""Fonts and sizes of official documents, by name. Sizes: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

# Latin letters and figures stand in the same font, as offices set them.
TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋"
HEADING_FONT = "黑体"
SUBHEADING_FONT = "楷体"
NUMBER_FONT = "宋体"

_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


@dataclass(frozen=True, slots=True)
class Face:
    """A font by name and its size in points."""

    name: str
    size: float
    bold: bool = False


TITLE = Face(TITLE_FONT, 22)
BODY = Face(BODY_FONT, 16)
HEADINGS = (Face(HEADING_FONT, 16), Face(SUBHEADING_FONT, 16), Face(BODY_FONT, 16, bold=True))
TABLE = Face(BODY_FONT, 12)
TABLE_HEAD = Face(HEADING_FONT, 12)
NUMBER = Face(NUMBER_FONT, 14)


def set_face(target: Any, face: Face) -> None:
    """Give a run or a style this font for every script; a theme's fonts no longer stand over it."""
    target.font.name = face.name
    target.font.size = Pt(face.size)
    target.font.bold = face.bold
    target.font.italic = False
    target.font.color.rgb = RGBColor(0, 0, 0)
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), face.name)
    for theme in _THEMES:
        fonts.attrib.pop(qn(theme), None)


def set_run_face(run: Any, face: Face) -> None:
    """Give a new run this font: the same as `set_face`, prepared once, for there are thousands."""
    run._r.insert(0, deepcopy(_properties(face)))


@cache
def _properties(face: Face) -> Any:
    run = Run(OxmlElement("w:r"), None)  # type: ignore[arg-type]
    set_face(run, face)
    return run._r.rPr
