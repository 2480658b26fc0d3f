"""Every style that the kit can publish figures in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kit.figures import Figures
from kit.prose import UNCHANGED, Changes, Text, compose
from kit.styles.clean import clean_html, false_utf8_html, gb18030_html, undeclared_html
from kit.styles.docx import docx, edited_docx
from kit.styles.filler import filler_html
from kit.styles.layout import layout_html
from kit.styles.marked import csv_sheet, markdown, markdown_html
from kit.styles.ofd import ofd
from kit.styles.pdf import repeated_pdf, ruled_pdf, sideways_pdf
from kit.styles.portal import portal_html
from kit.styles.saved import gzip_html, mht, mht_base64
from kit.styles.script import script_html
from kit.styles.sheets import ods, xls, xlsx, xlsx_sheets
from kit.styles.text import plain_text, text_dump
from kit.styles.word import word_html


@dataclass(frozen=True, slots=True)
class Style:
    """A way to publish. `titled` says whether its documents carry the report's title."""

    name: str
    extension: str
    renderer: Callable[[Text], bytes]
    titled: bool = True

    def __call__(self, figures: Figures, changes: Changes = UNCHANGED) -> bytes:
        """The document of `figures` in this style; the same bytes every time."""
        return self.renderer(compose(figures, changes))


STYLES = {
    style.name: style
    for style in (
        Style("clean_html", "html", clean_html),
        Style("word_html", "html", word_html),
        Style("portal_html", "html", portal_html),
        Style("gb18030_html", "html", gb18030_html),
        Style("layout_html", "html", layout_html),
        Style("filler_html", "html", filler_html),
        Style("script_html", "html", script_html),
        Style("undeclared_html", "html", undeclared_html),
        Style("false_utf8_html", "html", false_utf8_html),
        Style("mht", "mht", mht),
        Style("mht_base64", "mhtml", mht_base64),
        Style("gzip_html", "gz", gzip_html),
        Style("text_dump", "txt", text_dump, titled=False),
        Style("plain_text", "txt", plain_text),
        Style("ruled_pdf", "pdf", ruled_pdf),
        Style("repeated_pdf", "pdf", repeated_pdf),
        Style("sideways_pdf", "pdf", sideways_pdf),
        Style("ofd", "ofd", ofd),
        Style("markdown", "md", markdown),
        Style("markdown_html", "md", markdown_html),
        Style("csv", "csv", csv_sheet),
        Style("docx", "docx", docx),
        Style("edited_docx", "docx", edited_docx),
        Style("xlsx", "xlsx", xlsx),
        Style("xlsx_sheets", "xlsx", xlsx_sheets),
        Style("xls", "xls", xls),
        Style("ods", "ods", ods),
    )
}
