"""Text files: prose a paragraph a line, tables as lines with a mark between the cells."""

from __future__ import annotations

import re

from gouji.model import Block, Document, Paragraph, Problem
from gouji.sources.cell_lines import with_cell_lines
from gouji.sources.charset import Decoded
from gouji.sources.label_lines import with_label_lines
from gouji.sources.rows import Line, gather
from gouji.sources.text_tables import numbered
from gouji.sources.unreadable import Unreadable

_LINE_END = re.compile(r"\r\n|\r|\n")


def read(decoded: Decoded, name: str) -> Document:
    """A text file as a document: a paragraph for each line, a ragged grid for each run of lines with cells."""
    lines = [Line(line, number) for number, line in enumerate(_LINE_END.split(decoded.text), start=1)]
    blocks: tuple[Block, ...] = numbered(tuple(with_label_lines(tuple(with_cell_lines(tuple(gather(lines)))))))
    if not any(block.text if isinstance(block, Paragraph) else block.rows for block in blocks):
        raise Unreadable(Problem("empty_file", {"name": name}))
    problems = (decoded.problem,) if decoded.problem else ()
    return Document("text", blocks, encoding=decoded.encoding, problems=problems)
