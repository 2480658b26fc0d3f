"""The kinds of output: one table, kind → what writes it. A writer is imported when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.outputs.said import Voice
    from gouji.outputs.view import RunView

# Writes one view of a run to a binary file, in one language.
Writer = Callable[["RunView", IO[bytes], "Voice"], None]

_WRITERS = {
    "json": ("gouji.outputs.results_json", "write_results"),
    "csv": ("gouji.outputs.findings_csv", "write_findings"),
    "xlsx": ("gouji.outputs.workbook", "write_workbook"),
    "sarif": ("gouji.outputs.sarif", "write_sarif"),
    "junit": ("gouji.outputs.junit", "write_junit"),
    "docx": ("gouji.outputs.document_docx", "write_docx"),
    "pdf": ("gouji.outputs.document_pdf", "write_pdf"),
    "markdown": ("gouji.outputs.markdown", "write_markdown"),
}

KINDS = tuple(_WRITERS)

# Those that are text and may go to standard output.
TEXTS = ("json", "csv", "sarif", "junit", "markdown")


def writer(kind: str) -> Writer:
    """What writes `kind`, one of KINDS; KeyError for any other."""
    module, name = _WRITERS[kind]
    function: Writer = getattr(importlib.import_module(module), name)
    return function
