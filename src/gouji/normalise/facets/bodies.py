"""What the reporting body is: another one named in its place, and figures that such a body should not report."""

from __future__ import annotations

import re

from gouji.form import load_edition
from gouji.model import CellState, OrganKind, Text
from gouji.normalise.evidence import makers_named
from gouji.normalise.facets.look import Look, Seen, general, unknown
from gouji.normalise.organs import kind_of
from gouji.normalise.text import fold
from gouji.normalise.usable import figure

# 立法法: regulations are made by departments of the State Council, provinces, and cities with districts (and the
# few without that may). A county, a township, an agency or a zone makes none.
_NO_POWER = (OrganKind.TOWNSHIP, OrganKind.SUBDISTRICT, OrganKind.COMMITTEE)
_COUNTY = re.compile(r"(?:县|旗|[^地新]区)(?:人民)?政府$")
_LOCAL = re.compile(r"^[^局厅委办部]{2,12}?(?:省|市|自治区|自治州|州|盟|县|旗|区)")
_PROVINCE = re.compile("(?:省|自治区)(?:人民)?政府$")
_LEVELS_WITHOUT = ("county", "township")
# These sometimes fill in the regulations of their government.
_FILLS_IN = re.compile("司法|法制")
_ENFORCES = re.compile(
    "公安局|公安分局|市场监督管理局|市场监管局|综合(?:行政)?执法局|城市管理(?:综合)?(?:行政)?执法局|交通运输(?:综合)?(?:行政)?执法"
)
_REGULATIONS = {
    "2021": ("made", "repealed", "in_force"),
    "2019": ("newly_made", "newly_disclosed", "disclosed_in_total"),
}
_PENALTIES = {"2021": "disclosure.penalties", "2019": "disclosure.penalties_decisions"}
_COMPARED = (
    OrganKind.GOVERNMENT,
    OrganKind.TOWNSHIP,
    OrganKind.SUBDISTRICT,
    OrganKind.COMMITTEE,
    OrganKind.DEPARTMENT,
)


def other_body(seen: Look) -> Seen:
    """A body of the same kind, and not the one that reports, named as the one that made or signed the report."""
    identity = seen.report.identity
    if identity.organisation is None:
        return unknown("organisation_unknown")
    if not seen.introduction and seen.report.signed is None:
        return unknown("no_introduction")
    named = makers_named(seen.report.preamble, seen.report.signed)
    own = fold(identity.organisation)
    others = [name for name in dict.fromkeys(named) if _is_other(fold(name), own)]
    return [general(Text(f"“{name}”", f"“{name}”")) for name in others]


def _is_other(name: str, own: str) -> bool:
    same_kind = kind_of(name) is kind_of(own) and kind_of(own) in _COMPARED
    return same_kind and not _abbreviates(name, own) and not _abbreviates(own, name)


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` has only characters of `full`, in their order: 市发改委 of 示例市发展和改革委员会."""
    rest = iter(full)
    return all(mark in rest for mark in short)


def regulation_power(seen: Look) -> Seen:
    """Regulations reported by a body that makes none. What the body may do is often not to be told from its name."""
    table = seen.report.tables.get("disclosure")
    if table is None:
        return unknown("table_missing", table=load_edition("2021").tables["disclosure"].title)
    values = [figure(seen.report, f"disclosure.regulations_{name}") for name in _REGULATIONS[table.edition]]
    if any(values):
        power = _makes_regulations(seen)
        cells = "、".join(str(int(value)) if value is not None else "—" for value in values)
        return (
            unknown("level_unknown", cells=cells) if power is None else () if power else [general(Text(cells, cells))]
        )
    return unknown("regulations_unread") if None in values else ()


def _makes_regulations(seen: Look) -> bool | None:
    """Whether the body may make regulations, or reports those of a government that may; None where that is not known.

    The register's level decides; of the names only those that leave no doubt.
    """
    identity, said = seen.report.identity, seen.report.registration
    kind, name = identity.kind, fold(identity.organisation or "")
    level = (said.level if said else None) or _level(kind, name)
    if kind in _NO_POWER or level in _LEVELS_WITHOUT:
        return False
    if kind in (OrganKind.DEPARTMENT, OrganKind.VERTICAL):
        if _FILLS_IN.search(name):
            return None if level is None else True
        return level == "national" if level else (False if _LOCAL.match(name) else None)
    return True if level else None


def _level(kind: OrganKind, name: str) -> str | None:
    """The level of a government, as far as its name tells; a 市 may be of either."""
    if kind is not OrganKind.GOVERNMENT:
        return None
    if _COUNTY.search(name):
        return "county"
    return "province" if _PROVINCE.search(name) else None


def no_penalties(seen: Look) -> Seen:
    """An enforcement body that reports no penalty."""
    identity = seen.report.identity
    if identity.kind is not OrganKind.DEPARTMENT or not _ENFORCES.search(fold(identity.organisation or "")):
        return None
    table = seen.report.tables.get("disclosure")
    cell = table.cells.get(_PENALTIES[table.edition]) if table else None
    if cell is None or cell.state is not CellState.NUMBER:
        return unknown("penalties_unread")
    return [] if cell.value else [general(Text(identity.organisation or "", identity.organisation or ""))]
