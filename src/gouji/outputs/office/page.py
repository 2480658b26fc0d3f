"""The page: A4, margins, lines and characters, page numbers “— 1 —”."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from gouji.outputs.office.fonts import BODY, HEADINGS, NUMBER, TITLE, set_face

WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
# 22 lines in 225 mm, 28 characters in 156 mm: a little closer than the font sets them. A grid of characters would do
# the same in Word, but others give a character that is wider than its cell two of them.
LINE = Pt(28.95)
_LINE_PITCH = 579
_CLOSER = -5  # twentieths of a point
# The number stands 7 mm below the type area.
_FOOTER = Mm(23)


def new_document(title: str, language: str = "zh", made: datetime | None = None) -> Any:
    """An empty document with page, styles and page numbers set; `title` is its property, not its heading."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        title[:250],
        "gouji",
        "zh-CN" if language == "zh" else "en",
    )
    properties.created = properties.modified = made or datetime.now(UTC)
    properties.comments = ""
    document.settings.odd_and_even_pages_header_footer = True
    _set_styles(document)
    _set_page(document.sections[0])
    return document


def add_section(document: Any, *, landscape: bool) -> Any:
    """A new section on a new page, upright or across; its page numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, landscape=landscape)
    return section


def _set_page(section: Any, *, landscape: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (HEIGHT, WIDTH) if landscape else (WIDTH, HEIGHT)
    # Across, the upright page's head lies to the right, as it is bound.
    margins = (LEFT, RIGHT, BOTTOM, TOP) if landscape else (TOP, BOTTOM, LEFT, RIGHT)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = margins
    section.footer_distance = Mm(14) if landscape else _FOOTER
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE_PITCH))
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def text_width(section: Any) -> Length:
    """How wide the type area of a section is."""
    return Length(section.page_width - section.left_margin - section.right_margin)


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    set_face(normal, BODY)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_CLOSER))
    normal.element.rPr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    _set_spacing(normal)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for level, face in enumerate(HEADINGS, 1):
        style = document.styles[f"Heading {level}"]
        set_face(style, face)
        _set_spacing(style)
        style.paragraph_format.keep_with_next = True
    title = document.styles["Title"]
    set_face(title, TITLE)
    _set_spacing(title, Pt(36))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = LINE
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)


def _set_spacing(style: Any, line: Length = LINE) -> None:
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = line


def _number(footer: Any, alignment: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —: to the right on odd pages and to the left on even ones, a character from the edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph.alignment = alignment
    indent = Pt(NUMBER.size)
    paragraph.paragraph_format.left_indent = indent if alignment == WD_ALIGN_PARAGRAPH.LEFT else None
    paragraph.paragraph_format.right_indent = indent if alignment == WD_ALIGN_PARAGRAPH.RIGHT else None
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text)
        set_face(run, NUMBER)
        if text is None:
            _add_field(run, "PAGE")


def _add_field(run: Any, instruction: str) -> None:
    for kind in ("begin", "instruction", "separate", "text", "end"):
        if kind == "instruction":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {instruction} "
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
