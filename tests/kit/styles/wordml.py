"""Pieces of WordprocessingML that the DOCX styles share."""

from __future__ import annotations

from html import escape

from kit.drawing import Drawn, DrawnTable
from kit.styles.package import pack

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document(body: str, *, styles: str = "", numbering: str = "", core_title: str = "", header: str = "") -> bytes:
    """A Word file with this body; `styles` and `numbering` are what stands inside of those parts."""
    parts = {"styles": f"<w:styles {_NAMES}>{styles}</w:styles>"}
    if numbering:
        parts["numbering"] = f"<w:numbering {_NAMES}>{numbering}</w:numbering>"
    if header:
        parts["header1"] = f"<w:hdr {_NAMES}>{paragraph(header)}</w:hdr>"
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/></w:sectPr>' if header else "<w:sectPr/>"
    )
    return pack(
        {
            "[Content_Types].xml": _content_types(list(parts)),
            "_rels/.rels": _relations({"document": "word/document.xml"}),
            "word/document.xml": f"{_HEAD}<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations({part: f"{part}.xml" for part in parts}),
            **{f"word/{part}.xml": _HEAD + content for part, content in parts.items()},
            "docProps/core.xml": _HEAD + _core(core_title),
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text) if text else ''}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def table(drawn: DrawnTable) -> str:
    """The table with gridSpan and vMerge."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows(drawn))}</w:tbl>"


def rows(drawn: DrawnTable) -> list[str]:
    """The table's rows; a cell that spans rows is continued in each of them."""
    cells: dict[int, list[tuple[int, str]]] = {at: [] for at in range(len(drawn))}
    for cell in (cell for row in drawn for cell in row):
        for below in range(cell.row_span):
            merge = "" if cell.row_span == 1 else "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>'
            cells[cell.row + below].append((cell.column, _cell(cell, merge, "" if below else cell.text)))
    return [f"<w:tr>{''.join(text for _, text in sorted(row))}</w:tr>" for row in cells.values()]


def _cell(cell: Drawn, merge: str, text: str) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(text)}</w:tc>"


def style(id: str, name: str, properties: str = "", based_on: str = "", attributes: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"{attributes}><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def level(depth: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(num: int, depth: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'


def _content_types(parts: list[str]) -> str:
    types = {"/word/document.xml": "document.main", **{f"/word/{part}.xml": part.rstrip("1") for part in parts}}
    overrides = "".join(f'<Override PartName="{n}" ContentType="{_TYPES}.{t}+xml"/>' for n, t in types.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    kinds = {name: "officeDocument" if name == "document" else name.rstrip("1") for name in targets}
    inside = "".join(
        f'<Relationship Id="rId{name}" Type="{_OFFICE}/{kinds[name]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{names}">{inside}</Relationships>'


def _core(title: str) -> str:
    names = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        f'<cp:coreProperties xmlns:cp="{names}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )
