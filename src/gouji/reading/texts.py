"""The paragraphs of any document, in a worker process: of a template, which is no report."""

from __future__ import annotations

from gouji.intake import Input, os_problem
from gouji.model import Paragraph, Problem
from gouji.sources import Unreadable, read_document


def texts_of(item: Input) -> tuple[str, ...] | Problem:
    """The texts of a file's paragraphs, or why there are none."""
    if item.problem is not None:
        return item.problem
    try:
        document = read_document(item.path.read_bytes(), item.file_name)
    except Unreadable as refused:
        return refused.problem
    except OSError as error:
        return os_problem(item.source, error)
    return tuple(block.text for block in document.blocks if isinstance(block, Paragraph))
