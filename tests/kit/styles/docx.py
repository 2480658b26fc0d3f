"""Word files: one as an office writes it from a template, one that has been through hands."""

from __future__ import annotations

import re

from kit.drawing import DrawnTable
from kit.prose import Text
from kit.styles import wordml
from kit.styles.wordml import level, numbered, paragraph, run, style

_ORDINALS = "一二三四五六七八九十"
_HEADING = re.compile(r"([一二三四五六七八九十])、(.+)")
_POINT = re.compile(r"（([一二三四五六七八九十])）(.+)")


def docx(report: Text) -> bytes:
    """Chapters by heading styles that number themselves; last year's title in header and properties."""
    body = [paragraph(report.title, '<w:pStyle w:val="Title"/>')] if report.title else []
    body += [_contents(report), *map(paragraph, report.preamble)]
    styled = '<w:pStyle w:val="Chapter"/>'
    headings = _headings(report, styled, f'{styled}<w:numPr><w:numId w:val="0"/></w:numPr>')
    for heading, chapter in zip(headings, report.chapters, strict=True):
        body.append(heading)
        body += [paragraph(text, '<w:pStyle w:val="Body"/>') for text in chapter.paragraphs]
        if chapter.table:
            body += [wordml.table(chapter.table), paragraph("")]
    body += [_page_number(), paragraph(report.figures.organisation, '<w:jc w:val="right"/>')]
    styles = (
        style("Normal", "Normal", attributes=' w:default="1"')
        + style("Title", "Title", '<w:outlineLvl w:val="0"/>', "Normal")
        + style("Body", "正文文本", based_on="Normal")
        + style("Chapter", "heading 1", '<w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/>', "Normal")
        + style("Contents", "toc 1", based_on="Normal")
    )
    levels = level(0, "chineseCountingThousand", "%1、", more='<w:pStyle w:val="Chapter"/>') + level(
        1, "decimal", "%2."
    )
    numbering = _list(7, levels)
    organisation, year = report.figures.organisation, report.figures.year
    last_year = f"{organisation}{year - 1}年政府信息公开工作年度报告"
    return wordml.document(
        "".join(body),
        styles=styles,
        numbering=numbering,
        core_title=last_year if report.title else "",
        header=last_year,
    )


def edited_docx(report: Text) -> bytes:
    """Tracked changes, a text box for the title, content controls, tables in a layout table and split in two."""
    blocks = [_boxed(report.title)] if report.title else []
    blocks += [_edited(text) for text in report.preamble]
    for heading, chapter in zip(_headings(report, numbered(2)), report.chapters, strict=True):
        blocks.append(heading)
        points = [_POINT.fullmatch(text) for text in chapter.paragraphs]
        blocks += [
            paragraph(point.group(2), numbered(2, 1)) if point and point.group(1) == _ORDINALS[at] else _edited(text)
            for at, (point, text) in enumerate(zip(points, chapter.paragraphs, strict=True))
        ]
        if chapter.table:
            blocks.append(_in_layout(chapter.table))
    levels = level(0, "japaneseCounting", "%1、") + level(1, "chineseCounting", "（%2）")
    return wordml.document("".join(blocks), numbering=_list(2, levels))


def _list(num: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{num + 10}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="{num + 10}"/></w:num>'
    )


def _headings(report: Text, automatic: str, typed: str = "") -> list[str]:
    """The chapters' headings: with the properties `automatic` where the number that a list gives is the due one."""
    headings, count = [], 0
    for chapter in report.chapters:
        found = _HEADING.fullmatch(chapter.heading)
        if found and found.group(1) == _ORDINALS[count]:
            count += 1
            headings.append(paragraph(found.group(2), automatic))
        else:
            headings.append(paragraph(chapter.heading, typed))
    return headings


def _contents(report: Text) -> str:
    style = '<w:pPr><w:pStyle w:val="Contents"/></w:pPr>'
    headings = [run(chapter.heading) + "<w:r><w:tab/></w:r>" for chapter in report.chapters]
    return "".join(f"<w:p>{style}{heading}{run(str(page))}</w:p>" for page, heading in enumerate(headings, start=1))


def _page_number() -> str:
    marks = ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText> PAGE  99 </w:instrText>")
    ends = ('<w:fldChar w:fldCharType="end"/>',)
    return f"<w:p>{''.join(f'<w:r>{mark}</w:r>' for mark in (*marks, *ends))}</w:p>"


def _boxed(text: str) -> str:
    """A paragraph in a text box, drawn twice: for new programs and for old ones."""
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>"
    )


def _edited(text: str) -> str:
    """A paragraph whose second half was written by a second hand, over something else."""
    half = len(text) // 2
    old = f'<w:del w:id="1"><w:r><w:delText>{"旧稿" * 5}</w:delText></w:r></w:del>'
    new = f'<w:ins w:id="2">{run(text[half:])}</w:ins>'
    return f"<w:p>{run(text[:half])}{old}{new}{run('内部批注', '<w:vanish/>')}</w:p>"


def _in_layout(drawn: DrawnTable) -> str:
    """The table in the one cell of another, split in two where no cell spans the break, with a deleted row."""
    rows = wordml.rows(drawn)
    breaks = [at for at in range(2, len(rows)) if not any(_crosses(drawn, at)) and at != len(rows)]
    at = breaks[-1] if breaks and len(rows) > 6 else len(rows)
    deleted = "<w:tr><w:trPr><w:del w:id='3'/></w:trPr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr>"
    parts = [part for part in (rows[:at], rows[at:]) if part]
    tables = "".join(f"<w:tbl><w:tblPr/>{''.join(part)}{deleted}</w:tbl>{paragraph('')}" for part in parts)
    return f"<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc>{tables}</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>"


def _crosses(drawn: DrawnTable, at: int) -> list[bool]:
    return [cell.row < at < cell.row + cell.row_span for row in drawn for cell in row]
