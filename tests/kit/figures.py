"""The figures of a report, apart from any document: what each cell of the form holds and how it is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gouji.form import FormCell, TableForm, load_edition

FOLDER = Path(__file__).parent / "figures"
TABLES = ("disclosure", "requests", "disputes")
PLACEHOLDERS = frozenset({"/", "-", "--", "—", "——", "无", "不适用", "N/A"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

Value = int | float | str | None
Relation = tuple[str, str | None, str | None]
"""A relation of the rulebook: rule, row key, column key."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says in its three tables.

    `cells` has every cell of the form by key (`requests.granted.total`); None is a blank, a string a number with its
    unit (`251000元`). `raw` is what is printed where that differs from the value: with a None value it is a placeholder
    or unreadable text. `absent_rows` and `absent_columns` are form lines that are not printed (`requests.granted`,
    `requests.research`). `labels` replaces printed labels of the form, `headings` chapter headings by number, `period`
    the statistical period as stated; these carry what real reports get wrong in words.
    """

    id: str
    organisation: str
    year: int
    disclosure_edition: str
    requests_edition: str
    cells: Mapping[str, Value]
    raw: Mapping[str, str] = field(default_factory=dict)
    absent_rows: frozenset[str] = frozenset()
    absent_columns: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)
    period: str | None = None

    @property
    def edition(self) -> str:
        """`2019`, `2021` or, when the tables follow different editions, `mixed`."""
        return self.disclosure_edition if self.disclosure_edition == self.requests_edition else "mixed"

    def table(self, name: str) -> TableForm:
        """The form of the table called `name` in the edition that this report uses for it."""
        return _table(name, self.disclosure_edition, self.requests_edition)

    def form_cells(self) -> Mapping[str, FormCell]:
        """Every cell of the three tables' forms, by key, in the form's order."""
        return _form_cells(self.disclosure_edition, self.requests_edition)

    def is_absent(self, cell: FormCell) -> bool:
        """Whether the row or the column of `cell` is not printed."""
        row, column = f"{cell.table}.{cell.row}", f"{cell.table}.{cell.column}"
        return row in self.absent_rows or column in self.absent_columns

    def text(self, key: str) -> str:
        """What the cell prints; a blank prints nothing."""
        if key in self.raw:
            return self.raw[key]
        value = self.cells[key]
        return "" if value is None else str(value)

    def number(self, key: str) -> float | None:
        """The number in the cell, without the unit beside it; None where there is none (blank, absent, unreadable)."""
        if self.is_absent(self.form_cells()[key]):
            return None
        value = self.cells[key]
        if isinstance(value, str):
            found = _NUMBER.search(value.replace(",", ""))
            return float(found.group()) if found else None
        return None if value is None else float(value)

    def state(self, key: str) -> str:
        """`number`, `blank`, `placeholder`, `text` or `absent`, as the reader names them."""
        if self.is_absent(self.form_cells()[key]):
            return "absent"
        if self.number(key) is not None:
            return "number"
        text = self.text(key).strip()
        return "blank" if not text else "placeholder" if text in PLACEHOLDERS else "text"


def figure_ids() -> list[str]:
    """The ids of the figures that the kit holds, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def data(id: str) -> dict[str, Any]:
    """The file of the figures called `id`, as it is."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{id}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def load(id: str) -> Figures:
    """The figures called `id`; FileNotFoundError when the kit has none of that name."""
    raw = data(id)
    return Figures(
        id=raw["id"],
        organisation=raw["organisation"],
        year=raw["year"],
        disclosure_edition="2021" if "licences" in raw["disclosure"] else "2019",
        requests_edition="2019" if "other" in raw["requests"] else "2021",
        cells=_flat(raw),
        raw=raw.get("raw", {}),
        absent_rows=frozenset(raw.get("absent_rows", ())),
        labels=raw.get("labels", {}),
        headings={int(number): text for number, text in raw.get("headings", {}).items()},
        period=raw.get("period"),
    )


def expected(id: str) -> set[Relation]:
    """The relations that fail in the figures called `id`, as the file lists them."""
    return {(entry["rule"], entry["row"], entry["column"]) for entry in data(id)["expected"]}


def _flat(raw: Mapping[str, Any]) -> dict[str, Value]:
    cells: dict[str, Value] = {f"disclosure.{key}": value for key, value in raw["disclosure"].items()}
    for table in ("requests", "disputes"):
        for row, line in raw[table].items():
            cells.update({f"{table}.{row}.{column}": value for column, value in line.items()})
    return cells


def _table(name: str, disclosure: str, requests: str) -> TableForm:
    return load_edition(disclosure if name == "disclosure" else requests).tables[name]


@cache
def _form_cells(disclosure: str, requests: str) -> Mapping[str, FormCell]:
    return {key: cell for name in TABLES for key, cell in _table(name, disclosure, requests).cells.items()}
