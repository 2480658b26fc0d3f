"""An old page: layout tables in layout tables, capital tags, line breaks for paragraphs."""

from __future__ import annotations

from html import escape

from kit.prose import Text
from kit.styles.markup import plain, table

_INDENT = "&nbsp;&nbsp;&nbsp;&nbsp;"


def layout_html(report: Text) -> bytes:
    """GBK, declared; the report stands three tables deep, after a table about the page."""
    title = escape(report.title)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gbk">
<TITLE>{title}</TITLE></HEAD>
<BODY TOPMARGIN=0><TABLE WIDTH=1000 ALIGN=center><TR><TD COLSPAN=2>
<TABLE WIDTH="100%"><TR><TD><A HREF="/">首页</A></TD><TD><A HREF="/gk">政务公开</A></TD>
<TD><A HREF="/fw">办事服务</A></TD></TR></TABLE>
</TD></TR><TR><TD WIDTH=180 VALIGN=top>{_menu()}</TD><TD VALIGN=top>
<TABLE WIDTH="100%"><TR><TD>{_information(report)}</TD></TR>
<TR><TD ALIGN=center><FONT SIZE=5><B>{title}</B></FONT></TD></TR>
<TR><TD><TABLE WIDTH="100%"><TR><TD STYLE="line-height:200%">
{_body(report)}
</TD></TR></TABLE></TD></TR></TABLE>
</TD></TR><TR><TD COLSPAN=2 ALIGN=center>
主办：{report.place}人民政府办公室 电话：0000-7654321 示ICP备00000001号</TD></TR></TABLE></BODY></HTML>
""".encode("gbk", "xmlcharrefreplace")


def _menu() -> str:
    names = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开")
    rows = "".join(f"<TR><TD><A HREF='/{at}'>{name}</A></TD></TR>" for at, name in enumerate(names))
    return f"<TABLE WIDTH=170>{rows}</TABLE>"


def _information(report: Text) -> str:
    day, body = f"{report.published:%Y-%m-%d}", escape(report.figures.organisation)
    return f"""<TABLE BORDER=1 WIDTH="100%">
<TR><TD>索 引 号</TD><TD>000-2025-00001</TD><TD>信息分类</TD><TD>政府信息公开年报</TD></TR>
<TR><TD>发布机构</TD><TD>{body}</TD><TD>发布日期</TD><TD>{day}</TD></TR></TABLE>"""


def _body(report: Text) -> str:
    lines: list[str] = [_line(text) for text in report.preamble]
    for chapter in report.chapters:
        lines.append(f"{_INDENT}<B>{escape(chapter.heading)}</B><BR>")
        lines += [_line(text) for text in chapter.paragraphs]
        if chapter.table:
            lines.append(table(chapter.table, plain, attributes=" BORDER=1 WIDTH=600 ALIGN=center") + "<BR>")
    return "\n".join(lines)


def _line(text: str) -> str:
    return f"{_INDENT}{escape(text, quote=False)}<BR>"
