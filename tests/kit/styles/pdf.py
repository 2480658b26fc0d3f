"""PDF files written directly: text with a Chinese font that is named and not embedded, ruling lines, nothing else."""

from __future__ import annotations

from kit.prose import Text
from kit.typeset import HEIGHT, WIDTH, Ruling, Run, Setting, Sheet, typeset

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
    " /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 939 500] >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)


def ruled_pdf(report: Text) -> bytes:
    """Ruling lines; tables run over pages, labels are cut by the page's end."""
    return pdf_of(typeset(report, Setting()))


def repeated_pdf(report: Text) -> bytes:
    """The tables' heads stand on every page; every digit of a table is drawn by itself."""
    return pdf_of(typeset(report, Setting(repeats_head=True)), splits_numbers=True)


def sideways_pdf(report: Text) -> bytes:
    """The pages are drawn sideways and turned by the viewer."""
    return pdf_of(typeset(report, Setting(running_head=False)), turned=True)


def shaded_pdf(report: Text) -> bytes:
    """Cells are areas of colour side by side, without ruling lines."""
    return pdf_of(typeset(report, Setting()), shaded=True)


def unruled_pdf(report: Text) -> bytes:
    """No ruling lines at all."""
    return pdf_of(typeset(report, Setting(ruled=False)))


def pdf_of(sheets: list[Sheet], *, splits_numbers: bool = False, turned: bool = False, shaded: bool = False) -> bytes:
    """A PDF with these pages; `turned` draws them from bottom to top and asks the viewer to turn them."""
    pages = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(sheets)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{pages}] /Count {len(sheets)} >>", *_FONT]
    box, rotate = (f"{HEIGHT} {WIDTH}", " /Rotate 90") if turned else (f"{WIDTH} {HEIGHT}", "")
    for index, sheet in enumerate(sheets):
        content = _content(sheet, splits_numbers, turned, shaded)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}]{rotate} /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {7 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return assembled(objects)


def assembled(objects: list[str], extra: str = "") -> bytes:
    """A PDF file of `objects`, of which the first is the catalogue; `extra` goes into the trailer."""
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R{extra} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}".encode()


def _content(sheet: Sheet, splits_numbers: bool, turned: bool, shaded: bool) -> str:
    # Turned: what the viewer shows at (x, y) from the top left stands at (y, x) from the bottom left.
    lines = [f"0 1 -1 0 {HEIGHT:g} 0 cm"] if turned else []
    lines += _areas(sheet.rulings) if shaded else [_ruling(ruling) for ruling in sheet.rulings]
    for run in sheet.runs:
        lines += [_text(piece) for piece in (_pieces(run) if splits_numbers else [run])]
    return "\n".join(lines)


def _ruling(ruling: Ruling) -> str:
    return f"0.5 w {ruling.x:.2f} {HEIGHT - ruling.y:.2f} m {ruling.to_x:.2f} {HEIGHT - ruling.to_y:.2f} l S"


def _areas(rulings: list[Ruling]) -> list[str]:
    """A filled area for each cell, of whose four sides the first two give its corners."""
    lines = []
    for index, (top, side) in enumerate(zip(rulings[::4], rulings[1::4], strict=True)):
        area = f"{top.x:.2f} {HEIGHT - side.to_y:.2f} {top.to_x - top.x:.2f} {side.to_y - side.y:.2f}"
        lines.append(f"0.9{index % 2} g {area} re f 0 g")
    return lines


def _text(run: Run) -> str:
    code = run.text.encode("utf-16-be").hex()
    return f"BT /F1 {run.size:g} Tf 1 0 0 1 {run.x:.2f} {HEIGHT - run.y:.2f} Tm <{code}> Tj ET"


def _pieces(run: Run) -> list[Run]:
    """A number digit by digit, a little apart."""
    if not run.text.isdigit():
        return [run]
    return [Run(run.x + index * run.size * 0.62, run.y, run.size, mark) for index, mark in enumerate(run.text)]
