"""Two reports of one body side by side: the figures that changed, and what the prose has that the other has not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.form import TABLES
from gouji.model import Text
from gouji.site.figures import clipped, figure
from gouji.site.kin import Member, Pair
from gouji.site.labels import label_or
from gouji.site.places import Forms, cell_text
from gouji.site.prose_difference import ChapterDifference, chapter_differences

RAW_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the form in both reports, as printed; `difference` is signed, empty where one is no number."""

    name: Text
    earlier: str
    later: str
    difference: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """The cells of one table that differ, and how many are the same. `lacking` names a report without the table."""

    title: Text
    changes: tuple[Change, ...]
    same: int
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports: its year, file with digest, and verdict; `page` is None for one that was only read."""

    name: str
    source: str
    sha256: str
    page: str | None
    verdict: str | None
    verdict_text: Text | None


@dataclass(frozen=True, slots=True)
class CompareView:
    """The page of a pair."""

    body: str
    body_page: str
    page: str
    earlier: Side
    later: Side
    tables: tuple[TableChanges, ...]
    chapters: tuple[ChapterDifference, ...]


def compare_view(
    body: str, body_page: str, pair: Pair, earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> CompareView:
    """The page of `pair` from the records of the two reports."""
    tables = tuple(_table(name, earlier.get("tables") or {}, later.get("tables") or {}) for name in TABLES)
    return CompareView(
        clipped(body, 300),
        body_page,
        pair.page,
        _side(pair.earlier, earlier),
        _side(pair.later, later),
        tables,
        chapter_differences(earlier, later),
    )


def _side(member: Member, record: Mapping[str, Any]) -> Side:
    year, summary = str(member.year or ""), member.summary
    source = clipped(str(record.get("source") or ""), 300)
    sha256 = str(record.get("sha256") or "")
    if summary is None:
        return Side(year, source, sha256, None, None, None)
    verdict = label_or(f"short_{summary.verdict}", summary.verdict)
    return Side(year, source, sha256, summary.page, summary.verdict, verdict)


def _table(name: str, earlier: Mapping[str, Any], later: Mapping[str, Any]) -> TableChanges:
    forms = Forms(later if name in later else earlier)
    title = forms.table(name).title
    lacking = tuple(side for side, tables in (("earlier", earlier), ("later", later)) if name not in tables)
    if lacking:
        return TableChanges(title, (), 0, lacking)
    before, after = earlier[name].get("cells", {}), later[name].get("cells", {})
    keys = [*after, *(key for key in before if key not in after)]
    changed = [key for key in keys if _printed(before.get(key)) != _printed(after.get(key))]
    changes = tuple(_change(forms, key, before.get(key) or {}, after.get(key) or {}) for key in changed)
    return TableChanges(title, changes, len(keys) - len(changes))


def _change(forms: Forms, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    old, new = before.get("value"), after.get("value")
    difference = "" if old is None or new is None else figure(round(new - old, 6))
    sign = "+" if difference and not difference.startswith("−") else ""
    return Change(cell_text(forms, key), _printed(before), _printed(after), sign + difference)


def _printed(cell: Mapping[str, Any] | None) -> str:
    """A cell as it is compared and shown: its value, its text where it has none, — where it is not there or blank."""
    if not cell:
        return "—"
    return figure(cell.get("value")) or clipped(str(cell.get("raw") or "").strip(), RAW_LIMIT) or "—"


def prior_figures(record: Mapping[str, Any] | None) -> dict[str, str]:
    """Cell key → the figure of the year before, as shown beside this year's."""
    tables: Sequence[Mapping[str, Any]] = list(((record or {}).get("tables") or {}).values())
    return {key: _printed(cell) for table in tables for key, cell in table.get("cells", {}).items()}
