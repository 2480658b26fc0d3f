"""A page that writes its article from a string in a script."""

from __future__ import annotations

import json
from html import escape

from kit.prose import Text
from kit.styles.markup import paragraphs, plain, table


def script_html(report: Text) -> bytes:
    """UTF-8, declared; the body is empty until the script has run."""
    title = escape(report.title)
    content = json.dumps({"title": report.title, "content": _content(report)}, ensure_ascii=False).replace("/", "\\/")
    return f"""<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title>
<script src="/js/app.js"></script></head>
<body><div id="app"><div id="content">正在加载……</div></div>
<script type="text/javascript">
var article = {content};
document.getElementById("content").innerHTML = article.content;
</script></body></html>
""".encode()


def _content(report: Text) -> str:
    parts = [paragraphs(report.preamble, '<p class="text">')]
    for chapter in report.chapters:
        parts += [
            paragraphs((chapter.heading,), '<p class="title">'),
            paragraphs(chapter.paragraphs, '<p class="text">'),
        ]
        if chapter.table:
            parts.append(table(chapter.table, plain, attributes=' border="1" class="table"'))
    return "\n".join(part for part in parts if part)
