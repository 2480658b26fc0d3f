"""What the report says it rests on: the Regulations and the notice with the form."""

from __future__ import annotations

import re

from gouji.form import load_edition
from gouji.model import Remark, Text
from gouji.normalise.facets.look import Look, Seen, general, joined, remark, unknown

_OFFICE = "国务院办公厅政府信息与政务公开办公室"
_NOTICE_2019 = re.compile(
    rf"国办公开办函[〔\[(]?2019[〕\])]?年?第?60号|{_OFFICE}关于政府信息公开工作年度报告有关事项的通知"
)
_NOTICE_2021 = re.compile(r"2021[〕\])]?年?第?30号|政府信息公开工作年度报告格式[〉>》]?的?通知")
_REGULATION_2007 = re.compile(r"国务院令[(]?第?492号|国务院第492号令")
_REGULATION_2019 = re.compile(r"711号")
_REGULATION = re.compile(r"信息公开条例|《条例》|711号")


def superseded_notice(seen: Look) -> Seen:
    """The notice of 2019 cited, and not that of 2021, in a report that the notice of 2021 governs."""
    first = load_edition("2021").first_year
    if seen.year is not None and seen.year < first:
        return None
    quoted = _quoted(seen, _NOTICE_2019)
    if not quoted or _NOTICE_2021.search(joined(seen.lines)):
        return () if seen.lines else unknown("text_unread")
    return quoted if seen.year is not None else unknown("year_unknown")


def superseded_regulation(seen: Look) -> Seen:
    """The Regulations cited by the number of 2007 alone."""
    if not seen.lines:
        return unknown("text_unread")
    return () if _REGULATION_2019.search(joined(seen.lines)) else _quoted(seen, _REGULATION_2007)


def legal_basis(seen: Look) -> Seen:
    """No word of the Regulations anywhere. Without an introduction nobody can tell: dumps often lose it."""
    if _REGULATION.search(joined(seen.lines)):
        return ()
    return [general(Text("", ""))] if seen.introduction else unknown("no_introduction")


def _quoted(seen: Look, pattern: re.Pattern[str]) -> list[Remark]:
    return [remark(line, found.group()) for line in seen.lines if (found := pattern.search(line.folded))]
