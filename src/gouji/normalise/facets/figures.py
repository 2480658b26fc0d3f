"""Figures of different tables, or of different parts of one, that are unlikely together."""

from __future__ import annotations

from gouji.form import load_edition
from gouji.form.names import number
from gouji.model import Text
from gouji.normalise.facets.look import Look, Seen, general, unknown
from gouji.normalise.usable import figure

_CHANNELS = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")


def litigation_without_reconsideration(seen: Look) -> Seen:
    """Suits after a reconsideration in a year without one: the reconsideration may be an earlier year's."""
    after = figure(seen.report, "disputes.litigation_after_reconsideration.total")
    before = figure(seen.report, "disputes.reconsideration.total")
    if after is None or before is None:
        return unknown("disputes_unread")
    return [general(Text(number(after), number(after)))] if after > 0 and before == 0 else ()


def disputes_without_requests(seen: Look) -> Seen:
    """Disputes in a report whose table three is 0 throughout: the requests may be an earlier year's."""
    totals = [figure(seen.report, f"disputes.{channel}.total") for channel in _CHANNELS]
    if None in totals:
        return unknown("disputes_unread")
    disputes = sum(total for total in totals if total is not None)
    if disputes == 0:
        return ()
    table = seen.report.tables.get("requests")
    if table is None:
        return unknown("table_missing", table=load_edition("2021").tables["requests"].title)
    is_read = True
    for key in table.cells:
        value = figure(seen.report, key)
        if value:
            return ()
        is_read = is_read and value is not None
    return [general(Text(number(disputes), number(disputes)))] if is_read else unknown("requests_unread")
