"""What a page holds besides the report: menus and captions before it, a footer after it, signature and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.model import Paragraph
from gouji.normalise.organs import is_organ
from gouji.normalise.text import fold, fold_dates, tidy

# Nobody writes these in a report, wherever in the line they stand.
_CERTAIN = re.compile(
    r"公网安备|网站标识码|版权所有|运维电话|上一篇[:：]|下一篇[:：]|网站地图|友情链接|扫一扫|政府网站找错|分享到|"
    r"打印本页|关闭窗口|关闭本页|关闭页面|您访问的|返回顶部"
)
# The same with letters; a search without regard to case is slow, and most lines have none of those they begin with.
_CERTAIN_LETTERS = re.compile(r"ICP备|copyright|IPv6|\.(?:docx?|xlsx?|pdf|wps|ofd)$", re.IGNORECASE)
_FIRST_LETTERS = re.compile("[.cCiIİı]")
# These are furniture only when the line begins with them, is short and is no sentence.
_AT_START = re.compile(
    r"(?:[【\[(]?(?:打印|关闭|收藏|返回|大中小|下载word|下载pdf|字体|字号|浏览(?:次数|量)|访问量|点击(?:数|率|量)|我要纠错)|"
    r"(?:主办|承办|协办|技术支持|维护)(?:单位)?[:：]|联系我们$|责任编辑|编辑[:：]|来源[:：]|信息来源|文章来源|稿源|作者[:：]|"
    r"发布(?:时间|日期|机构|单位|人)[:：]|发文(?:日期|机关|字号)|成文日期|公开(?:日期|方式|主体|形式|范围|目录)[:：]|索引号|信息(?:分类|索引)|"
    r"主题分类|体裁分类|文号[:：]|有效性|关键词[:：]|当前位置|您(?:现在)?的?(?:当前)?(?:所在)?位置|首页|无障碍|适老化|长者模式|繁体|语音|朗读|"
    r"附件?:?$|相关(?:链接|文章|稿件|阅读|信息|新闻|报道|附件)$|附件下载|上一篇|下一篇|政务(?:服务|公开|微博|微信)$|互动交流$|信息公开$|登录$|注册$|搜索)",
    re.IGNORECASE,
)
_SHORT = 60
_SENTENCE = re.compile(r"[。,;]")
_DATE = re.compile(r"\(?(?P<date>20\d{2}(?:年\d{1,2}月\d{1,2}日?|[-./]\d{1,2}[-./]\d{1,2}))\)?")
_BODY_AND_DATE = re.compile(r"(?P<body>\S.{1,80}?)\s*(?P<date>[2２二]\S{3}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日)\s*")
_SIGNATURE_LINES = 12
_LONGEST_SIGNATURE = 40


@dataclass(frozen=True, slots=True)
class Ending:
    """The last chapter's paragraphs without the page's footer and the signature; `body` is who signed."""

    paragraphs: tuple[Paragraph, ...]
    body: str | None


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page round the report."""
    folded = fold(text)
    if _CERTAIN.search(folded) or (_FIRST_LETTERS.search(folded) and _CERTAIN_LETTERS.search(folded)):
        return True
    return len(folded) <= _SHORT and not _SENTENCE.search(folded) and bool(_AT_START.match(folded))


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date."""
    return bool(_DATE.fullmatch(fold_dates(text)))


def without_ending(paragraphs: Sequence[Paragraph]) -> Ending:
    """Cut the footer and the signature, with what follows it, off the last chapter."""
    end = next((i for i, each in enumerate(paragraphs) if is_furniture(each.text)), len(paragraphs))
    lines = [each.text for each in paragraphs[:end]]
    for start in range(max(0, end - _SIGNATURE_LINES), end):
        signed = _signature(lines[start:])
        if signed is not None:
            return Ending(tuple(paragraphs[:start]), signed or None)
    return Ending(tuple(paragraphs[:end]), None)


def _signature(lines: Sequence[str]) -> str | None:
    """Who signs where `lines` begin with a signature (empty: with a date alone), None where they do not."""
    joined = _BODY_AND_DATE.fullmatch(lines[0].strip())
    if joined and is_organ(joined["body"]):
        return tidy(joined["body"])
    if is_date_line(lines[0]):
        return ""
    if is_organ(lines[0]) and len(fold(lines[0])) <= _LONGEST_SIGNATURE and (len(lines) == 1 or is_date_line(lines[1])):
        return tidy(lines[0])
    return None
