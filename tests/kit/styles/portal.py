"""A page of a government portal: standard meta tags, menus with hundreds of links, the report, a footer."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from kit.prose import Text
from kit.styles.markup import table

_MENU = json.loads(Path(__file__).with_name("portal_menu.json").read_text(encoding="utf-8"))
_STYLE = """
body{margin:0;font:14px/1.8 "Microsoft YaHei",SimSun,sans-serif;color:#333;background:#f6f8fb}
.nav li{float:left;list-style:none}.nav .sub{display:none;position:absolute}.article{width:1100px;margin:0 auto}
.info td{border:1px solid #ddd;padding:6px}.share a{display:inline-block;width:24px;height:24px}
.footer{clear:both;background:#2a5c9a;color:#fff;text-align:center;padding:20px 0}
"""
_PARAGRAPH = (
    ' style="text-indent: 2em; line-height: 2; text-align: justify; margin-bottom: 0px; font-family: 宋体; '
    'font-size: 12pt; white-space: normal;"'
)
_CELL = (
    ' style="border: 1px solid rgb(0, 0, 0); padding: 0px 7px; word-break: break-all;" valign="center" data-v-app=""'
)
_IN_CELL = ' style="text-align: center; line-height: 1.5; margin: 0px; font-family: 宋体; font-size: 10.5pt;"'
_TABLE = ' border="1" cellspacing="0" cellpadding="0" width="100%" style="border-collapse: collapse; border: none;"'
HOST = "http://www.shili.example"


def portal_html(report: Text) -> bytes:
    """UTF-8, declared; at least 100 KB, of which the report is the smaller part."""
    parts = (_head(report), _top(report), _article(report), _aside(report), _footer(report))
    return "\n".join(parts).encode()


def _head(report: Text) -> str:
    site, name = _site(report), report.title or "政府信息公开年报"
    published = f"{report.published:%Y-%m-%d} 16:41"
    tags = {
        "SiteName": site,
        "SiteDomain": "www.shili.example",
        "SiteIDCode": "0000000001",
        "ColumnName": "政府信息公开年报",
        "ColumnType": "政府信息公开",
        "ArticleTitle": report.title,
        "PubDate": published,
        "ContentSource": report.figures.organisation,
        "Keywords": "政府信息公开,年度报告",
        "Author": "管理员",
        "Description": f"{report.place}政府信息公开年报栏目为您提供{name}的详细内容",
        "Url": f"{HOST}/xxgk/zfxxgknb/{report.published:%Y%m}/t{report.published:%Y%m%d}_1001.html",
    }
    meta = "\n".join(f'<meta name="{key}" content="{escape(value)}" />' for key, value in tags.items() if value)
    # Data of the page itself, with last year's title and a table in it, as template engines leave them.
    state = json.dumps({"list": _other_years(report), "tpl": "<table><tr><td>总计</td><td>99</td></tr></table>"})
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN">\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1.0" />\n'
        f"{meta}\n<title>{escape(name)}_{site}</title>\n<style>{_STYLE}</style>\n"
        f"<script>var PAGE_STATE = {state.replace('</', '<' + chr(92) + '/')};</script>\n</head>\n<body>"
    )


def _top(report: Text) -> str:
    """Banner, search form, menus by topic and by body, breadcrumbs."""
    menus = "\n".join(
        f'<li class="nav-item" data-index="{number}"><a href="{HOST}/{number}/" target="_blank">{topic}</a>'
        f"{_menu(number)}</li>"
        for number, topic in enumerate(_MENU["topics"])
    )
    return f"""<div class="header"><a href="{HOST}/"><img src="{HOST}/images/logo.png" alt="{_site(report)}" /></a>
<form name="search" action="{HOST}/search" method="get"><input type="text" name="q" placeholder="请输入关键字" />
<select name="range"><option value="0">全部</option>
<option value="1">标题</option><option value="2">正文</option></select>
<input type="submit" value="搜索" /></form><p>今天是2026年3月1日　星期日　无障碍阅读　长者模式</p></div>
<ul class="nav clearfix" id="nav" v-cloak>
{menus}
</ul>
<div class="position">当前位置：<a href="{HOST}/">首页</a> &gt; <a href="{HOST}/zwgk/">政务公开</a> &gt;
<a href="{HOST}/zwgk/zfxxgknb/">政府信息公开年报</a> &gt; {report.published.year}年</div>"""


def _menu(number: int) -> str:
    links = "".join(
        f'<li class="sub-item"><a href="{HOST}/zwgk/bm{index:02d}/lm{number:02d}/index.html" title="{body}">'
        f"{body}</a></li>"
        for index, body in enumerate(_MENU["bodies"])
    )
    return f'<ul class="sub">{links}</ul>'


def _article(report: Text) -> str:
    title = escape(report.title)
    body = [f"<p{_PARAGRAPH}>　　{escape(text, quote=False)}</p>" for text in report.preamble]
    for chapter in report.chapters:
        body.append(f"<p{_PARAGRAPH}><strong>　　{escape(chapter.heading)}</strong></p>")
        body += [f"<p{_PARAGRAPH}>　　{escape(text, quote=False)}</p>" for text in chapter.paragraphs]
        if chapter.table:
            body.append(table(chapter.table, _cell, attributes=_TABLE, cell=_CELL, row=' class="firstRow"'))
    signed = f"{report.published.year}年{report.published.month}月{report.published.day}日"
    body.append(f'<p style="text-align: right;">{escape(report.figures.organisation)}</p>')
    body.append(f'<p style="text-align: right;">{signed}</p>')
    return f"""<div class="article">
{_information(report)}
<h1 class="title">{title}</h1>
<div class="source"><span>发布时间：{report.published:%Y-%m-%d} 16:41</span>
<span>来源：{escape(report.figures.organisation)}</span>
<span>浏览次数：<em id="hits">2023</em></span>
<span>字号：[ <a href="#">大</a> <a href="#">中</a> <a href="#">小</a> ]</span></div>
<!--正文开始--><div class="TRS_Editor" id="zoom"><style>.TRS_Editor P{{line-height:2;font-size:12pt;}}</style>
{chr(10).join(body)}
</div><!--正文结束-->
<div class="attachments"><p>附件：</p><ul><li><a href="P0001.docx" download>{title}.docx</a></li>
<li><a href="P0002.pdf" download>{title}.pdf</a></li></ul></div>"""


def _cell(text: str) -> str:
    """A paragraph in each cell; labels have a blank after them."""
    shown = escape(text, quote=False)
    tail = "&nbsp;" if text and not text[-1].isdigit() else ""
    return f"<p{_IN_CELL}>{shown}{tail}</p>" if text else f"<p{_IN_CELL}>&nbsp;</p>"


def _information(report: Text) -> str:
    """The table about the page that stands before the report."""
    fields = {
        "索引号": "000014349/2025-00001",
        "主题分类": "综合政务/政务公开",
        "发布机构": report.figures.organisation,
        "发布日期": f"{report.published:%Y-%m-%d}",
        "名称": report.title,
        "文号": "无",
        "有效性": "有效",
        "关键词": "年报",
    }
    cells = [f"<td class='label'>{label}：</td><td>{escape(value)}</td>" for label, value in fields.items()]
    rows = "".join(f"<tr>{left}{right}</tr>" for left, right in zip(cells[::2], cells[1::2], strict=True))
    return f'<table class="info" width="100%">{rows}</table>'


def _aside(report: Text) -> str:
    """Share buttons, the pages before and after, reports of other years."""
    share = "".join(
        f'<a class="share-{name}" href="javascript:void(0)">{name}</a>' for name in ("微信", "微博", "打印", "关闭")
    )
    years = [escape(name) for name in _other_years(report)]
    links = "\n".join(
        f'<li><a href="{HOST}/t{at}.html" title="{name}">{name}</a><span>2026-01-{at:02d}</span></li>'
        for at, name in enumerate(years, 1)
    )
    return f"""<div class="share">分享到：{share}</div>
<div class="next"><p>上一篇：<a href="{HOST}/t1.html">{years[0]}</a></p><p>下一篇：没有了</p></div></div>
<div class="related"><h3>相关阅读</h3><ul>
{links}
</ul></div>"""


def _other_years(report: Text) -> list[str]:
    organisation, year = report.figures.organisation, report.figures.year
    return [f"{organisation}{other}年政府信息公开工作年度报告" for other in (year - 1, year - 2, year - 3, year + 1)]


def _footer(report: Text) -> str:
    return f"""<div class="links"><select><option>国务院部门网站</option></select>
<select><option>省级政府网站</option></select></div>
<div class="footer"><p>主办：{report.place}人民政府办公室　承办：{report.place}大数据中心　网站标识码：0000000001</p>
<p>地址：示例路9号　邮编：000000　运维电话：0000-7654321　传真：0000-7654322</p>
<p>版权所有　示ICP备00000001号-1　示公网安备 00000000000001号　本站已支持IPv6访问</p></div>
<script>document.getElementById("hits").innerHTML = "2024";</script>
</body>
</html>
"""


def _site(report: Text) -> str:
    return f"{report.place}人民政府门户网站"
