"""What hostile files cost: `python -m benchmarks.hostile [WORD]` prints time and memory of reading each.

Each file is read by a `gouji read` of its own, as a user would: most of the second that small ones take is the start of
two processes. WORD picks the files with it in their names.
"""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from kit import archives  # noqa: E402 - found through the line above
from kit.documents import STYLES  # noqa: E402
from kit.figures import load  # noqa: E402
from kit.styles.package import pack  # noqa: E402
from kit.styles.pdf import assembled, pdf_of  # noqa: E402
from kit.typeset import Ruling, Run, Sheet  # noqa: E402

Make = Callable[[], bytes]

FIGURES = load("001")
# The limit on time that is given to each; what reaches it is ended.
SECONDS = 60
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TABLE = ("office", "table", "text")
# A small process in between: what a process held when it started another counts as held by that, too.
_START = """
import resource, subprocess, sys
command = [sys.executable, "-c", "from gouji_cli.main import main; main()", *sys.argv[1:]]
subprocess.run(command)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


@dataclass(frozen=True)
class Case:
    """A hostile file: what is wrong with it, what it is called, and how it is made (or that it is sparse)."""

    name: str
    file: str
    make: Make


def style(name: str) -> bytes:
    """A sound report in that style."""
    return STYLES[name](FIGURES)


def word(body: str, doctype: str = "") -> bytes:
    """A Word file with that body."""
    document = f'{doctype}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return pack({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def workbook(sheet: str, doctype: str = "") -> bytes:
    """An XLSX file with a sheet of those rows."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{relation}"><sheets><sheet name="a" sheetId="1" r:id="r"/></sheets>'
    link, root = (
        f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{relation}/{kind}" Target="{target}"/>'
        for kind, target in (("worksheet", "s.xml"), ("officeDocument", "xl/workbook.xml"))
    )
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f"{doctype}{book}</workbook>",
            "_rels/.rels": f"{root}</Relationships>",
            "xl/_rels/workbook.xml.rels": f"{link}</Relationships>",
            "xl/s.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def open_document(rows: str) -> bytes:
    """An ODS file with a sheet of those rows."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in TABLE)
    body = f"<office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body>"
    parts = {"content.xml": f"<office:document-content {names}>{body}</office:document-content>"}
    return pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", **parts})


def zeros(name: str, size: int) -> bytes:
    """A ZIP with an entry that unpacks to `size` zeros; an office file, to look at, unless that is a page."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if not name.endswith(".html"):
            archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w") as entry:
            for _ in range(size // 1_000_000):
                entry.write(bytes(1_000_000))
    return buffer.getvalue()


def nested(depth: int, width: int) -> bytes:
    """A ZIP of ZIPs of ZIPs …, `width` at each of `depth` levels: width ** depth reports."""
    data = style("text_dump")
    for _ in range(depth):
        data = archives.packed({f"{number}.zip": data for number in range(width)})
    return data


def laughs(levels: int = 30) -> str:
    """A document type whose entity &a29; is a billion times as long as its first."""
    first = '<!ENTITY a0 "哈">'
    others = "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, levels))
    return f"<!DOCTYPE x [{first}{others}]>"


def external() -> str:
    """A document type whose entity is a file of the system."""
    return '<!DOCTYPE x [<!ENTITY a29 SYSTEM "file:///etc/passwd">]>'


def looping_form() -> bytes:
    """A PDF whose page draws a form that draws itself."""
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I 4 0 R >> >> /Length 8 >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page + "/Resources << /XObject << /I 4 0 R >> >> >>",
            f"{form}\nstream\n/I Do /I Do\nendstream",
            "<< /Length 5 >>\nstream\n/I Do\nendstream",
        ]
    )


def looping_pages() -> bytes:
    """A PDF whose tree of pages leads back to its root."""
    loop = "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", loop])


def lined_pdf() -> bytes:
    """A PDF with a lattice of 1,400 × 1,400 lines, and text in it."""
    upright = [Ruling(10 + n * 0.4, 10, 10 + n * 0.4, 800) for n in range(1400)]
    lying = [Ruling(10, 10 + n * 0.5, 580, 10 + n * 0.5) for n in range(1400)]
    return pdf_of([Sheet([Run(20, 20 + 5 * n, 3, "1" * 180) for n in range(150)], upright + lying)])


def small_tables_pdf() -> bytes:
    """A PDF page with 4,000 small tables."""
    rulings = [
        each
        for n in range(4000)
        for x, y in [(10 + n % 60 * 9, 10 + n // 60 * 11)]
        for each in (Ruling(x, y, x + 7, y), Ruling(x, y, x, y + 8), Ruling(x, y + 4, x + 7, y + 4))
    ]
    return pdf_of([Sheet([Run(20, 20, 3, "字1")], rulings)])


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    locked = f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
    trailer = f" /Encrypt {locked} /ID [<{'43' * 16}> <{'43' * 16}>]"
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"], trailer)


def locked_office() -> bytes:
    """What an encrypted Word file or workbook begins with: the older container with a package inside."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4000)


def circling_xls() -> bytes:
    """An XLS file whose chain of sectors runs in a circle."""
    data = bytearray(style("xls"))
    (first,) = struct.unpack_from("<I", data, 0x4C)
    table = 512 * (first + 1)
    for sector in range(120):
        struct.pack_into("<I", data, table + 4 * sector, sector)
    return bytes(data)


def wide_table(size: int) -> bytes:
    """An HTML table of `size` × `size` positions, each row a cell that spans all columns and as many rows."""
    row = f"<tr>{3 * f'<td colspan={size} rowspan={size}>1</td>'}</tr>"
    return f"<table>{row * size}</table>".encode()


def cases() -> Iterator[Case]:
    """The hostile files."""
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="10000"/>'
    yield Case("an ordinary report, to compare", "a.html", lambda: style("portal_html"))
    yield Case("an ordinary PDF, to compare", "a.pdf", lambda: style("ruled_pdf"))
    yield Case("ZIP bomb: 2 GB of zeros", "a.zip", lambda: zeros("a.html", 2_000_000_000))
    yield Case("ZIP bomb as a Word file", "a.docx", lambda: zeros("word/document.xml", 1_000_000_000))
    yield Case("ZIP bomb as a workbook", "a.xlsx", lambda: zeros("xl/workbook.xml", 1_000_000_000))
    yield Case("ZIP bomb as an OFD file", "a.ofd", lambda: zeros("OFD.xml", 1_000_000_000))
    yield Case("ZIPs in ZIPs, 10 at each of 6 levels", "a.zip", lambda: nested(6, 10))
    yield Case("30,000 entries in a ZIP", "a.zip", lambda: archives.packed({f"{n}.html": b"x" for n in range(30_000)}))
    for kind, doctype in (("billion laughs", laughs), ("external entity", external)):
        yield Case(f"{kind} in a Word file", "a.docx", lambda d=doctype: word("<w:p>&a29;</w:p>", d()))  # type: ignore[misc]
        yield Case(f"{kind} in a workbook", "a.xlsx", lambda d=doctype: workbook("&a29;", d()))  # type: ignore[misc]
        yield Case(f"{kind} in a page", "a.html", lambda d=doctype: f"{d()}<p>一、总体情况&a29;</p>".encode())  # type: ignore[misc]
    yield Case("PDF: pages that lead back to themselves", "a.pdf", looping_pages)
    yield Case("PDF: a form that draws itself", "a.pdf", looping_form)
    yield Case("PDF: 1,400 × 1,400 lines", "a.pdf", lined_pdf)
    yield Case("PDF: 4,000 tables on a page", "a.pdf", small_tables_pdf)
    yield Case("PDF: 300,000 characters", "a.pdf", lambda: pdf_of([many_characters() for _ in range(10)]))
    yield Case("table of 10,000 × 10,000 in a page, by spans", "a.html", lambda: wide_table(10_000))
    yield Case("table of 3,000 × 3,000 real cells in a page", "a.html", lambda: square_table(3_000))
    yield Case("table of 10,000 × 10,000 in a Word file", "a.docx", lambda: word(word_table(10_000)))
    yield Case("table of 10,000 × 10,000 in ODS", "a.ods", lambda: open_document(ods_row(cell)))
    yield Case("cells in the first and the last corner of XLSX", "a.xlsx", lambda: workbook(far))
    yield Case("XLS whose sectors run in a circle", "a.xls", circling_xls)
    yield Case("a page of 4,000,000 <p>, 32 MB", "a.html", lambda: b"<html><body>" + b"<p>1</p>" * 4_000_000)
    yield Case("100,000 <div> in each other", "a.html", lambda: b"<div>" * 100_000 + b"x")
    yield Case("a text of 40 MB in one line", "a.txt", lambda: "甲".encode() * 13_000_000)
    yield Case("a text of 10,000,000 lines", "a.txt", lambda: b"1|2\n" * 10_000_000)
    yield Case("a CSV of 1,500,000 cells", "a.csv", lambda: b"1,2,3,4,5,6,7,8,9,10\n" * 150_000)
    yield Case("JSON 100,000 deep", "a.json", lambda: b'{"reports":' * 100_000)
    yield Case("nothing but zeros, 2 GB, sparse", "a.pdf", bytes)
    for name in ("portal_html", "text_dump", "markdown", "csv", "docx", "xlsx", "xls", "ods", "ruled_pdf", "ofd"):
        yield Case(f"cut in half: {STYLES[name].extension}", f"a.{STYLES[name].extension}", lambda n=name: half(n))  # type: ignore[misc]
    yield Case("a ZIP cut in half", "a.zip", lambda: archives.packed({"a.html": style("portal_html")})[:4000])
    yield Case("a PDF that is called .html", "a.html", lambda: style("ruled_pdf"))
    yield Case("a page that is called .pdf", "a.pdf", lambda: style("portal_html"))
    yield Case("a Word file that is called .xlsx", "a.xlsx", lambda: style("docx"))
    yield Case("random bytes that are called .docx", "a.docx", lambda: os.urandom(1_000_000))
    yield Case("an encrypted PDF", "a.pdf", locked_pdf)
    yield Case("an encrypted Word file", "a.docx", locked_office)
    yield Case("an encrypted ZIP", "a.zip", lambda: archives.encrypted({"a.html": style("portal_html")}, "a.html"))
    yield Case("an encrypted OFD file", "a.ofd", lambda: pack({"OFD.xml": "<OFD/>", "Doc_0/Encryptions.xml": "<a/>"}))


def many_characters() -> Sheet:
    """A page of 30,000 characters."""
    return Sheet([Run(20, 20 + 5 * n, 3, "字1" * 100) for n in range(150)])


def square_table(size: int) -> bytes:
    """An HTML table of that many real rows and columns."""
    return b"<table>" + (b"<tr>" + b"<td>1" * size) * size + b"</table>"


def word_table(size: int) -> str:
    """A Word table of that many rows, each a cell that spans as many columns."""
    spanning = f'<w:tc><w:tcPr><w:gridSpan w:val="{size}"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    return f"<w:tbl>{f'<w:tr>{spanning * 2}</w:tr>' * size}</w:tbl>"


def ods_row(cell: str) -> str:
    """10,000 rows of `cell`."""
    return f'<table:table-row table:number-rows-repeated="10000">{cell}</table:table-row>'


def half(name: str) -> bytes:
    """The first half of a sound report in that style."""
    data = style(name)
    return data[: len(data) // 2]


def measure(path: Path) -> tuple[str, float, int]:
    """What reading came to, in how many seconds of a processor, with how many bytes in the largest process."""
    command = [sys.executable, "-c", _START, "read", path.name, "--format", "json", "--timeout", str(SECONDS)]
    done = subprocess.run(command, cwd=path.parent, capture_output=True)
    seconds, held = done.stderr.split()[-2:]
    return told(done.stdout), float(seconds), int(held) * 1024


def told(out: bytes) -> str:
    """What the JSON says: how many reports were read, or the codes of what was in the way."""
    try:
        read = json.loads(out)
    except ValueError:
        return "no answer"
    codes = sorted({error["code"] for error in read["errors"]})
    notes = sorted({note["code"] for report in read["reports"] for note in report["notes"]})
    parts = [f"{len(read['reports'])} read" if read["reports"] else "", " ".join(codes), " ".join(notes)]
    return ", ".join(part for part in parts if part)


def main() -> None:
    """Print the table in Markdown."""
    word_asked = sys.argv[1] if len(sys.argv) > 1 else ""
    print("| file | size | what came of it | CPU s | MB |\n|---|---:|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if word_asked not in case.name:
                continue
            path = Path(folder) / case.file
            path.write_bytes(case.make())
            if "sparse" in case.name:
                os.truncate(path, 2_000_000_000)
            size = path.stat().st_size / 1_000_000
            result, seconds, memory = measure(path)
            print(f"| {case.name} | {size:,.2f} MB | {result} | {seconds:.1f} | {memory / 1_000_000:.0f} |", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
