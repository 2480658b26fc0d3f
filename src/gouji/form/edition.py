"""Load an edition of the form from its YAML files into typed, immutable objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.model import Text
from gouji.yaml_text import load_yaml

EDITIONS = ("2019", "2021")
TABLES = ("disclosure", "requests", "disputes")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the form. `variants` are other wordings that are in order."""

    number: int
    ordinal: str
    title: str
    variants: tuple[str, ...]
    name: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table. `label` is as the form prints it; `name` also carries the group's label.

    `part` says what a row of table three is for its sums: `intake`, `result`, `total` or `outgo`.
    """

    key: str
    label: str
    name: Text
    aliases: tuple[str, ...] = ()
    group: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell to be filled in. `kind` is `count`, `amount` (decimals allowed) or `change` (a sign allowed).

    `role` is `total` (a sum of other cells), `stock` (a level at the year's end) or `part`. `parts` lists, for a
    total, each set of cells that adds up to it.
    """

    key: str
    table: str
    row: str
    column: str
    kind: str = "count"
    role: str = "part"
    unit: str | None = None
    parts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A printed cell of the form: a label (`text`) or a cell to fill in (`cell` is its key)."""

    text: str = ""
    cell: str | None = None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TableForm:
    """One official table: its lines, its cells in the form's order, and how it is printed.

    For `disclosure` the columns differ by section, so a column key may occur in several sections; `headings` gives
    the section heading (第二十条第（一）项) of each row.
    """

    name: str
    number: str
    chapter: int
    title: Text
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[str, FormCell]
    layout: tuple[tuple[LayoutCell, ...], ...]
    groups: Mapping[str, str]
    headings: Mapping[str, str]

    def group_name(self, key: str) -> Text:
        """What a group of rows is called; KeyError when the form has no such group."""
        return Text(self.groups[key], _data("english")["groups"][key])

    def row(self, key: str) -> Line:
        """The row with `key`; KeyError when the form has none."""
        return _find(self.rows, key)

    def column(self, key: str) -> Line:
        """The column with `key`; KeyError when the form has none."""
        return _find(self.columns, key)

    def cell_at(self, row: str, column: str) -> FormCell | None:
        """The cell where `row` and `column` meet, None where the form has none."""
        return next((c for c in self.cells.values() if c.row == row and c.column == column), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the form."""

    name: str
    notice: str
    first_year: int
    chapters: tuple[Chapter, ...]
    tables: Mapping[str, TableForm]

    def cell(self, key: str) -> FormCell:
        """The cell with `key` (`requests.granted.total`); KeyError when the edition has none."""
        return self.tables[key.split(".", 1)[0]].cells[key]


def _find(lines: tuple[Line, ...], key: str) -> Line:
    for line in lines:
        if line.key == key:
            return line
    raise KeyError(key)


@cache
def _data(name: str) -> dict[str, Any]:
    text = files("gouji.form").joinpath("editions", f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = load_yaml(text)
    return loaded


@cache
def load_edition(name: str) -> Edition:
    """The edition called `name`, one of `EDITIONS`; FileNotFoundError for any other."""
    data = _data(name)
    tables = data["tables"]
    common = _data("common")
    return Edition(
        name=data["edition"],
        notice=data["notice"],
        first_year=data["first_year"],
        chapters=tuple(_chapter(entry) for entry in data["chapters"]),
        tables={
            "disclosure": _disclosure(tables["disclosure"]),
            "requests": _requests(common["requests"], tables["requests"]["other"]),
            "disputes": _disputes(common["disputes"]),
        },
    )


def _chapter(entry: Mapping[str, Any]) -> Chapter:
    english = _data("english")["chapters"][entry["number"]]
    return Chapter(
        number=entry["number"],
        ordinal=entry["ordinal"],
        title=entry["title"],
        variants=tuple(entry.get("variants", ())),
        name=Text(entry["title"], english),
    )


def _line(entry: Mapping[str, Any], groups: Mapping[str, str] | None = None) -> Line:
    group = entry.get("group")
    prefix = (groups or {}).get(group, "") if group else ""
    return Line(
        key=entry["key"],
        label=entry["label"],
        name=Text(prefix + _short(entry["label"]), _data("english")["lines"][entry["key"]]),
        aliases=tuple(entry.get("aliases", ())),
        group=group,
        part=entry.get("part"),
    )


def _short(label: str) -> str:
    """The label without a trailing remark in brackets, for use in sentences."""
    head, bracket, _ = label.partition("（区分处理")
    return head if bracket else label


def _title(name: str, number: str) -> Text:
    return Text(f"表{number}", _data("english")["tables"][name])


def _disclosure(data: Mapping[str, Any]) -> TableForm:
    rows: list[Line] = []
    columns: dict[str, Line] = {}
    cells: dict[str, FormCell] = {}
    headings: dict[str, str] = {}
    width = 1 + max(len(section["columns"]) for section in data["sections"])
    layout: list[tuple[LayoutCell, ...]] = []
    for section in data["sections"]:
        entries = section["columns"]
        spans = _spread(width - 1, len(entries))
        layout.append((LayoutCell(section["heading"], column_span=width),))
        heads = (LayoutCell(e["label"], column_span=s) for e, s in zip(entries, spans, strict=True))
        layout.append((LayoutCell(section["corner"]), *heads))
        for column in entries:
            columns.setdefault(column["key"], _line(column))
        for row in section["rows"]:
            rows.append(_line(row))
            headings[row["key"]] = section["heading"]
            printed = [LayoutCell(row["label"])]
            for column, span in zip(entries, spans, strict=True):
                key = "disclosure." + section["cell_key"].format(row=row["key"], column=column["key"])
                cells[key] = FormCell(
                    key,
                    "disclosure",
                    row["key"],
                    column["key"],
                    kind=column.get("kind", "count"),
                    role=column.get("role", "part"),
                    unit=column.get("unit"),
                )
                printed.append(LayoutCell(cell=key, column_span=span))
            layout.append(tuple(printed))
    return TableForm(
        "disclosure",
        data["number"],
        data["chapter"],
        _title("disclosure", data["number"]),
        tuple(rows),
        tuple(columns.values()),
        cells,
        tuple(layout),
        groups={},
        headings=headings,
    )


def _spread(width: int, count: int) -> list[int]:
    """`width` columns given to `count` cells: the surplus goes to the last, as the form prints it."""
    return [1] * (count - 1) + [width - count + 1]


def _requests(data: Mapping[str, Any], other: str) -> TableForm:
    groups = {group["key"]: group["label"] for group in data["groups"]}
    entries = [row for row in data["rows"] if row.get("only", other) == other]
    rows = tuple(_line(row, groups) for row in entries)
    columns = tuple(_line(column) for column in data["columns"])
    results = [row.key for row in rows if row.part == "result"]
    parts = [column.key for column in columns if column.key != "total"]
    cells: dict[str, FormCell] = {}
    for row in rows:
        for column in columns:
            sums: list[tuple[str, ...]] = []
            if column.key == "total":
                sums.append(tuple(f"requests.{row.key}.{part}" for part in parts))
            if row.part == "total":
                sums.append(tuple(f"requests.{result}.{column.key}" for result in results))
            key = f"requests.{row.key}.{column.key}"
            role = "total" if sums else "part"
            cells[key] = FormCell(key, "requests", row.key, column.key, role=role, parts=tuple(sums))
    return TableForm(
        "requests",
        data["number"],
        data["chapter"],
        _title("requests", data["number"]),
        rows,
        columns,
        cells,
        _requests_layout(data, rows, columns, groups),
        groups=groups,
        headings={},
    )


def _requests_layout(
    data: Mapping[str, Any], rows: tuple[Line, ...], columns: tuple[Line, ...], groups: Mapping[str, str]
) -> tuple[tuple[LayoutCell, ...], ...]:
    legal = [entry["label"] for entry in data["columns"] if entry.get("legal_person")]
    layout: list[tuple[LayoutCell, ...]] = [
        (
            LayoutCell(data["corner"], row_span=3, column_span=3),
            LayoutCell(data["columns_heading"], column_span=len(columns)),
        ),
        (
            LayoutCell(columns[0].label, row_span=2),
            LayoutCell(data["legal_persons_heading"], column_span=len(legal)),
            LayoutCell(columns[-1].label, row_span=2),
        ),
        tuple(LayoutCell(label) for label in legal),
    ]
    inside = [row for row in rows if row.part in ("result", "total")]
    seen: set[str] = set()
    for row in rows:
        printed: list[LayoutCell] = []
        if row is inside[0]:
            printed.append(LayoutCell(data["results_heading"], row_span=len(inside)))
        if row.group and row.group not in seen:
            seen.add(row.group)
            members = sum(1 for other in rows if other.group == row.group)
            printed.append(LayoutCell(groups[row.group], row_span=members))
        depth = 3 if row not in inside else 1 if row.group else 2
        printed.append(LayoutCell(row.label, column_span=depth))
        printed.extend(LayoutCell(cell=f"requests.{row.key}.{column.key}") for column in columns)
        layout.append(tuple(printed))
    return tuple(layout)


def _disputes(data: Mapping[str, Any]) -> TableForm:
    channels = tuple(_line(channel) for channel in data["channels"])
    outcomes = tuple(_line(outcome) for outcome in data["outcomes"])
    parts = [outcome.key for outcome in outcomes if outcome.key != "total"]
    cells: dict[str, FormCell] = {}
    for channel in channels:
        for outcome in outcomes:
            key = f"disputes.{channel.key}.{outcome.key}"
            sums = (tuple(f"disputes.{channel.key}.{part}" for part in parts),) if outcome.key == "total" else ()
            role = "total" if sums else "part"
            cells[key] = FormCell(key, "disputes", channel.key, outcome.key, role=role, parts=sums)
    litigation = [c for c in data["channels"] if c.get("litigation")]
    reconsideration = [c for c in data["channels"] if not c.get("litigation")]
    n = len(outcomes)
    layout = (
        (
            *(LayoutCell(c["label"], column_span=n) for c in reconsideration),
            LayoutCell(data["litigation_heading"], column_span=n * len(litigation)),
        ),
        (
            *(LayoutCell(outcome.label, row_span=2) for _ in reconsideration for outcome in outcomes),
            *(LayoutCell(c["label"], column_span=n) for c in litigation),
        ),
        tuple(LayoutCell(outcome.label) for _ in litigation for outcome in outcomes),
        tuple(LayoutCell(cell=key) for key in cells),
    )
    return TableForm(
        "disputes",
        data["number"],
        data["chapter"],
        _title("disputes", data["number"]),
        channels,
        outcomes,
        cells,
        layout,
        groups={},
        headings={},
    )
