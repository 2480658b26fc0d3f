"""A page pasted from Word: conditional comments, styles, spans in spans, a paragraph in every cell."""

from __future__ import annotations

import re
from html import escape

from kit.drawing import DrawnTable, width
from kit.prose import Text
from kit.styles.markup import table

_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<title>{title}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Pages>6</o:Pages><o:Words>888</o:Words></o:DocumentProperties></xml>
<xml><w:WordDocument><w:Zoom>100</w:Zoom><w:PunctuationKerning/></w:WordDocument></xml><![endif]-->
<style>
<!--
 @font-face {{font-family:宋体; mso-font-alt:SimSun; mso-font-charset:134;}}
 p.MsoNormal, li.MsoNormal {{mso-style-unhide:no; margin:0cm; text-justify:inter-ideograph; font-size:16.0pt;}}
 table.MsoNormalTable {{mso-style-name:普通表格; mso-tstyle-rowband-size:0; mso-padding-alt:0cm 5.4pt 0cm 5.4pt;}}
-->
</style>
<!--[if gte mso 10]><style>table.MsoNormalTable {{border:none;}}</style><![endif]-->
</head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>
<div class=WordSection1 style='layout-grid:15.6pt'>
"""
_BROKEN = {
    "商业企业": ("商业", "企业"),
    "科研机构": ("科研", "机构"),
    "社会公益组织": ("社会公益", "组织"),
    "法律服务机构": ("法律服务", "机构"),
    "结果维持": ("结果", "维持"),
    "结果纠正": ("结果", "纠正"),
    "其他结果": ("其他", "结果"),
    "尚未审结": ("尚未", "审结"),
}
"""Header cells that a narrow column breaks into two paragraphs."""

_RUN = re.compile(r"[0-9A-Za-z.,+%-]+|[^0-9A-Za-z.,+%-]+")
_ATTRIBUTES = " class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 width=614 style='border-collapse:collapse'"
_CELL = " valign=center style='width:41.95pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'"


def word_html(report: Text) -> bytes:
    """UTF-8, declared; numbers and headings split over nested spans."""
    parts = [_HEAD.format(title=escape(report.title))]
    if report.title:
        parts.append(_paragraph(report.title, " align=center style='text-align:center'", bold=True))
    parts += [_paragraph(text) for text in report.preamble]
    for chapter in report.chapters:
        parts.append(_paragraph(chapter.heading, " style='text-indent:32.0pt'", bold=True))
        parts += [_paragraph(text) for text in chapter.paragraphs]
        if chapter.table:
            parts.append(_table(chapter.table))
            parts.append("<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>")
    return "\n".join([*parts, "</div>\n</body>\n</html>\n"]).encode()


def _table(drawn: DrawnTable) -> str:
    """The table with the empty row that Word adds for browsers that cannot align spanned columns."""
    guides = "".join("<td width=60 style='border:none'></td>" for _ in range(width(drawn)))
    row = f"<![if !supportMisalignedColumns]>\n<tr height=0>{guides}</tr>\n<![endif]>\n</tbody>"
    return table(drawn, _cell, attributes=_ATTRIBUTES, cell=_CELL).replace("</tbody>", row)


def _cell(text: str) -> str:
    pieces = _BROKEN.get(text, (text,))
    return "\n".join(
        _paragraph(piece, " align=center style='text-align:center;mso-line-height-rule:exactly'") for piece in pieces
    )


def _paragraph(text: str, attributes: str = "", bold: bool = False) -> str:
    inner = "".join(_run(run) for run in _RUN.findall(text)) if text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    return f"<p class=MsoNormal{attributes}>" + (f"<b>{inner}</b>" if bold else inner) + "</p>"


def _run(run: str) -> str:
    """A run of one script in its spans; a number of several digits is split in the middle, as edits leave it."""
    if not run[0].isascii():
        style = "font-family:仿宋;mso-hansi-font-family:宋体"
        return f"<span style='{style}'>{escape(run, quote=False)}<font size=3></font></span>"
    half = len(run) // 2
    first = f"<span style='mso-spacerun:yes'>{escape(run[:half])}</span>" if half else ""
    return f"<span lang=EN-US style='font-family:仿宋'>{first}{escape(run[half:])}<o:p></o:p></span>"
