"""How fast documents are read, beside other libraries: `python -m benchmarks.reading [ROUNDS]` (8 unless told).

Each reads the same generated reports. The others only give cells; gouji also gives their places, the prose, and what
they mean. The floor is what parsing alone takes.
"""

from __future__ import annotations

import io
import re
import statistics
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pandas
import pdfplumber
import pypdfium2
from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from gouji.normalise import normalise  # noqa: E402
from gouji.sources import read_document  # noqa: E402
from kit.documents import STYLES  # noqa: E402 - found through the line above
from kit.figures import load  # noqa: E402

Read = Callable[[bytes], object]

ROUNDS = 8


@dataclass(frozen=True)
class Rival:
    """A way to read files of a format, and what it gives."""

    style: str
    name: str
    read: Read


def tables_of_page(data: bytes) -> object:
    """pandas.read_html."""
    return pandas.read_html(io.BytesIO(data), encoding="utf-8")


def tables_of_word(data: bytes) -> object:
    """Every cell of every table, as python-docx gives them."""
    return [[cell.text for cell in row.cells] for table in docx.Document(io.BytesIO(data)).tables for row in table.rows]


def tables_of_pdf(data: bytes) -> object:
    """The tables and the text of every page, as pdfplumber gives them."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_tables(), page.extract_text()) for page in document.pages]


def text_of_pdf(data: bytes) -> object:
    """The bare text of every page, as PDFium gives it: no tables."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def cells_of_workbook(data: bytes) -> object:
    """Every cell of every sheet, as openpyxl gives them."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def parsed_page(data: bytes) -> object:
    """The element tree of a page."""
    return etree.HTML(data)


def parsed_parts(data: bytes) -> object:
    """The element trees of all XML parts of a container."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]


def without_corner(data: bytes) -> bytes:
    """A workbook without the formatted cell in the last corner of its sheets, which openpyxl would walk to."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            other.writestr(name, re.sub(rb'<row r="1048576".*?</row>', b"", archive.read(name)))
    return buffer.getvalue()


RIVALS = (
    Rival("portal_html", "pandas.read_html", tables_of_page),
    Rival("portal_html", "floor: lxml parses", parsed_page),
    Rival("docx", "python-docx, tables only", tables_of_word),
    Rival("docx", "floor: zipfile, lxml parses", parsed_parts),
    Rival("ruled_pdf", "pdfplumber", tables_of_pdf),
    Rival("ruled_pdf", "floor: PDFium, text without tables", text_of_pdf),
    Rival("xlsx_sheets", "openpyxl", cells_of_workbook),
    Rival("xlsx_sheets", "floor: zipfile, lxml parses", parsed_parts),
    Rival("ods", "floor: zipfile, lxml parses", parsed_parts),
    Rival("ofd", "floor: zipfile, lxml parses", parsed_parts),
)


def milliseconds(read: Read, files: list[bytes], rounds: int) -> float:
    """The median time for a file, after a first round that imports and caches."""
    for data in files:
        read(data)
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        for data in files:
            read(data)
        times.append((time.process_time() - begun) / len(files))
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the table in Markdown: milliseconds of a processor for a file, and how many times gouji's document."""
    warnings.filterwarnings("ignore")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print("| format | reader | ms a file | to gouji |\n|---|---|---:|---:|")
    for style in dict.fromkeys(rival.style for rival in RIVALS):
        files = [STYLES[style](load(name)) for name in ("001", "105")]
        kind = STYLES[style].extension.upper()
        files = [without_corner(data) for data in files] if kind == "XLSX" else files
        own = milliseconds(lambda data: read_document(data, "x"), files, rounds)
        print(f"| {kind} | **gouji, document** | {own:.1f} | 1 |", flush=True)
        whole = milliseconds(
            lambda data: normalise(read_document(data, "x"), source="x", sha256="0", id="0"), files, rounds
        )
        print(f"| {kind} | gouji, report | {whole:.1f} | {whole / own:.1f} |", flush=True)
        for rival in (each for each in RIVALS if each.style == style):
            taken = milliseconds(rival.read, files, max(rounds // 4, 3))
            print(f"| {kind} | {rival.name} | {taken:.1f} | {taken / own:.1f} |", flush=True)


if __name__ == "__main__":
    main()
