"""OFD files as office suites export them: millimetres, a template with the running head, a character's place each."""

from __future__ import annotations

import io
import zipfile
from html import escape
from itertools import groupby

from kit.prose import Text
from kit.typeset import HEIGHT, WIDTH, Ruling, Run, Setting, Sheet, advance, typeset

_MM = 25.4 / 72
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_WHEN = (2025, 1, 20, 9, 0, 0)


def ofd(report: Text) -> bytes:
    """Ruling lines; tables run over pages with their heads."""
    return ofd_of(typeset(report, Setting(repeats_head=True, running_head=False)), f"{report.place}政府信息公开")


def ofd_of(sheets: list[Sheet], head: str = "") -> bytes:
    """An OFD with these pages, over a template that prints `head`."""
    parts = {
        "OFD.xml": _element(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
            ' DocType="OFD" Version="1.1"',
        ),
        "Doc_0/Document.xml": _document(len(sheets)),
        "Doc_0/PublicRes.xml": _element(
            "Res", '<ofd:Fonts><ofd:Font ID="3" FontName="仿宋" FamilyName="仿宋"/></ofd:Fonts>', ' BaseLoc="Res"'
        ),
        "Doc_0/Tpls/Tpl_0/Content.xml": _page([Run(72.0, 42.0, 9.0, head)] if head else [], [], template=False),
    }
    for index, sheet in enumerate(sheets):
        parts[f"Doc_0/Pages/Page_{index}/Content.xml"] = _page(sheet.runs, sheet.rulings, template=True)
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    """A container of these parts; the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def content(objects: str, *, before: str = "") -> str:
    """A page's part with these objects, as XML."""
    layer = f'<ofd:Content><ofd:Layer ID="9" Type="Body">{objects}</ofd:Layer></ofd:Content>'
    return _element("Page", before + layer)


def _element(name: str, inside: str, attributes: str = "") -> str:
    return f"{_XML}<ofd:{name} {_SPACE}{attributes}>{inside}</ofd:{name}>\n"


def _document(count: int) -> str:
    pages = "".join(
        f'<ofd:Page ID="{index + 100}" BaseLoc="Pages/Page_{index}/Content.xml"/>' for index in range(count)
    )
    box = f"0 0 {WIDTH * _MM:.4f} {HEIGHT * _MM:.4f}"
    return _element(
        "Document",
        f"<ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox>"
        "</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="2" BaseLoc="/Doc_0/Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{pages}</ofd:Pages>",
    )


def _page(runs: list[Run], rulings: list[Ruling], *, template: bool) -> str:
    objects = "".join([*map(_path, rulings), *map(_text, runs)])
    return content(objects, before='<ofd:Template TemplateID="2" ZOrder="Background"/>' if template else "")


def _text(run: Run) -> str:
    """A line of text; the distance of each character to the next, equal ones counted."""
    size = run.size * _MM
    steps = [f"{advance(mark, size):.4f}" for mark in run.text[:-1]]
    deltas = " ".join(_counted(list(group)) for _, group in groupby(steps))
    box = f"{run.x * _MM:.4f} {run.y * _MM - size:.4f} {advance(run.text, size):.4f} {size * 1.2:.4f}"
    place = f'X="0" Y="{size:.4f}"' + (f' DeltaX="{deltas}"' if deltas else "")
    return (
        f'<ofd:TextObject ID="8" Boundary="{box}" Font="3" Size="{size:.4f}">'
        f"<ofd:TextCode {place}>{escape(run.text, quote=False)}</ofd:TextCode></ofd:TextObject>"
    )


def _counted(equal: list[str]) -> str:
    return f"g {len(equal)} {equal[0]}" if len(equal) > 2 else " ".join(equal)


def _path(ruling: Ruling) -> str:
    """A line in a boundary of its own, in which its coordinates are."""
    left, top = min(ruling.x, ruling.to_x), min(ruling.y, ruling.to_y)
    start, end = ((x - left, y - top) for x, y in ((ruling.x, ruling.y), (ruling.to_x, ruling.to_y)))
    box = f"{left * _MM:.4f} {top * _MM:.4f} {max(start[0], end[0]) * _MM:.4f} {max(start[1], end[1]) * _MM:.4f}"
    points = " ".join(f"{letter} {x * _MM:.4f} {y * _MM:.4f}" for letter, (x, y) in (("M", start), ("L", end)))
    return (
        f'<ofd:PathObject ID="7" Boundary="{box}" LineWidth="0.18">'
        f"<ofd:AbbreviatedData>{points}</ofd:AbbreviatedData></ofd:PathObject>"
    )
