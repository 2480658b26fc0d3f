"""What a report is expected to state: whom to ask, and the fees for handling information."""

from __future__ import annotations

import re

from gouji.form import load_edition
from gouji.form.names import number
from gouji.model import Remark, Text
from gouji.normalise.facets.look import Look, Seen, general, joined, remark, unknown
from gouji.normalise.usable import figure

_CONTACT = re.compile(
    r"\d{3,4}[-—–]?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|1[3-9]\d\*{4}\d{4}|\w@\w|地址|邮编|邮政编码|电话|联系方式|传真|电子邮箱|邮箱|热线"
)
_OTHER_FEES = re.compile("行政事业性收费|收费项目|收费标准|收费目录|涉企收费")
_FEES = re.compile("处理费|收费|费用|缴费|收取|收缴|缴纳")
_FEES_ANYWHERE = re.compile(
    "信息处理费|公开处理费|收费通知|(?:信息公开|依申请公开|申请人)[^。]{0,20}(?:收费|费用|收取)"
)
_AMOUNT = re.compile(r"(?:处理费|收取|收费|缴纳|金额|共计|合计)[^。;\d]{0,12}(?P<amount>\d[\d,]*(?:\.\d+)?)万?元")
_COUNT = re.compile(r"[\d一二三四五六七八九十百]+(?:件|份|条|宗|笔|人次|例|起|项)")
_UNPAID = "requests.other_fee_unpaid.total"


def contact(seen: Look) -> Seen:
    """No address, number or e-mail anywhere. Without an introduction nobody can tell: dumps often lose it."""
    if _CONTACT.search(joined(seen.lines)):
        return ()
    return [general(Text("", ""))] if seen.introduction else unknown("no_introduction")


def fee_statement(seen: Look) -> Seen:
    """Nothing on fees for handling information, in a report on the form of 2021 whose table three has none unpaid."""
    if not _governed(seen) or (figure(seen.report, _UNPAID) or 0) > 0:
        return None
    return _fees_missing(seen)


def unpaid_fee_notices(seen: Look) -> Seen:
    """Requests dropped because a fee was not paid, and nothing on fees."""
    if not _governed(seen):
        return None
    table = seen.report.tables.get("requests")
    if table is not None and _UNPAID not in table.cells:
        return None  # the form of 2019 has no such row
    unpaid = figure(seen.report, _UNPAID)
    if unpaid is None:
        return unknown("fee_cell_unread")
    missing = _fees_missing(seen) if unpaid > 0 else None
    if not isinstance(missing, list) or not missing:
        return missing
    return [general(Text(number(unpaid), number(unpaid)))]


def fee_details(seen: Look) -> Seen:
    """Fees collected, with an amount and without a number of requests or notices."""
    if not _governed(seen):
        return None
    lines = seen.chapter(6)
    paid = [(line, found) for line in lines for found in _AMOUNT.finditer(line.folded) if _is_some(found["amount"])]
    paid = [(line, found) for line, found in paid if not _OTHER_FEES.search(line.folded)]
    if not paid:
        return None
    return () if any(_COUNT.search(line.folded) for line, _ in paid) else [remark(paid[0][0], paid[0][1].group())]


def _governed(seen: Look) -> bool:
    """Whether the report is one for the form of 2021."""
    if seen.year is not None:
        return seen.year >= load_edition("2021").first_year
    return seen.report.edition == "2021"


def _fees_missing(seen: Look) -> Seen:
    lines = seen.chapter(6)
    if not seen.has_chapter(6):
        return None
    stated = _FEES.search(_OTHER_FEES.sub("", joined(lines)))
    if stated or _FEES_ANYWHERE.search(joined(seen.lines)):
        return ()
    if not lines:
        return unknown("chapter_unread", ordinal="六", chapter=6)
    found: list[Remark] = [remark(lines[0], lines[0].printed)]
    return found


def _is_some(amount: str) -> bool:
    return float(amount.replace(",", "")) > 0
