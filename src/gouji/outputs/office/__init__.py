"""Word documents laid out as Chinese offices lay out theirs: page, fonts, headings, tables, page numbers.

After GB/T 9704-2012 where it fits: A4, type area 156 × 225 mm, 22 lines of 28 characters, body in size 三号 仿宋. Fonts
are named, never embedded.
"""

from gouji.outputs.office.page import add_section, new_document
from gouji.outputs.office.stream import StreamedBody
from gouji.outputs.office.table import add_table
from gouji.outputs.office.text import add_heading, add_labelled, add_text, add_title

__all__ = [
    "StreamedBody",
    "add_heading",
    "add_labelled",
    "add_section",
    "add_table",
    "add_text",
    "add_title",
    "new_document",
]
