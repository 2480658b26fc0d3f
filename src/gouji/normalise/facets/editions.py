"""Which form the tables follow against the year that they are for."""

from __future__ import annotations

from gouji.form import load_edition
from gouji.model import Text
from gouji.normalise.facets.look import Look, Seen, general, unknown

_TELLING = ("disclosure", "requests")  # table four is the same in both forms


def outdated_form(seen: Look) -> Seen:
    """Tables of the form of 2019 in a report for a year that has the form of 2021. Mixed forms are another topic."""
    edition = seen.report.edition
    if edition == "mixed" or (seen.year is not None and seen.year < load_edition("2021").first_year):
        return None
    if edition is None:
        return unknown("form_unknown")
    if edition == "2021":
        return ()
    if seen.year is None:
        return unknown("year_unknown")
    return [general(_title(seen, name)) for name in _TELLING if name in seen.report.tables]


def mixed_forms(seen: Look) -> Seen:
    """Tables two and three on different forms."""
    tables = seen.report.tables
    if not all(name in tables for name in _TELLING):
        return unknown("form_unknown")
    if seen.report.edition != "mixed":
        return ()
    return [general(_with_form(_title(seen, name), tables[name].edition)) for name in _TELLING]


def _title(seen: Look, name: str) -> Text:
    return load_edition(seen.report.tables[name].edition).tables[name].title


def _with_form(title: Text, edition: str) -> Text:
    return Text(f"{title.zh}为{edition}年格式", f"{title.en} follows the form of {edition}")
