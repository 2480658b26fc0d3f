"""What the prose may count, as data: names, and the sums of the form's cells that each quantity may equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.model import Text
from gouji.normalise.claims.lexicon import load_data

Terms = tuple[tuple[str, int], ...]

_TERM = re.compile(r"([+-]?)\s*([a-z_.]+)")
# What a word of the lexicon about several quantities at once is called.
_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: `readings` are sums of cells, in the order of preference; see quantities.yml for `doubt`."""

    key: str
    name: Text
    readings: tuple[Terms, ...]
    doubt: str | None = None


@cache
def _listed() -> Mapping[str, Quantity]:
    return {
        key: Quantity(
            key,
            Text(entry["name"]["zh"], entry["name"]["en"]),
            tuple(_terms(key.split(".")[0], reading) for reading in entry.get("readings", ())),
            entry.get("doubt"),
        )
        for key, entry in load_data("quantities.yml").items()
    }


def _terms(table: str, expression: str) -> Terms:
    return tuple((_cell(table, name), -1 if sign == "-" else 1) for sign, name in _TERM.findall(expression))


def _cell(table: str, name: str) -> str:
    return f"{table}.{name}.total" if table == "requests" and "." not in name else f"{table}.{name}"


@cache
def quantity(key: str, column: str = _TOTAL) -> Quantity:
    """The quantity with `key`: listed, of one row or outcome of the form, or several joined by `+` or `/`.

    `column` restricts requests to one kind of applicant. KeyError for a key that means nothing.
    """
    if "+" in key or "/" in key:
        return _joined(key, column)
    plain = _listed().get(key) or _of_the_form(key)
    return plain if column == _TOTAL else _restricted(plain, column)


def _joined(key: str, column: str) -> Quantity:
    mark = "+" if "+" in key else "/"
    prefix, _, names = key.partition(".")
    each = [quantity(f"{prefix}.{name}", column) for name in names.split(mark)]
    name = Text("、".join(one.name.zh for one in each), ", ".join(one.name.en for one in each))
    if mark == "/":
        readings = tuple(dict.fromkeys(reading for one in each for reading in one.readings))
    else:
        readings = (tuple(term for one in each for term in one.readings[0]),)
    return Quantity(key, name, readings, next((one.doubt for one in each if one.doubt), None))


def _of_the_form(key: str) -> Quantity:
    """A single row of table three, or an outcome in one channel (both blocks of litigation added)."""
    table, _, rest = key.partition(".")
    if table == "disputes":
        channel, _, outcome = rest.partition(".")
        channels = ("direct_litigation", "litigation_after_reconsideration") if channel == "litigation" else (channel,)
        line = load_edition("2021").tables[table].column(outcome).name
        base = quantity(f"disputes.{channel}").name
        terms = tuple((f"disputes.{each}.{outcome}", 1) for each in channels)
        return Quantity(key, Text(base.zh + line.zh, f"{base.en}, {line.en.lower()}"), (terms,))
    name = load_edition("2021").tables["requests"].row(rest).name
    return Quantity(key, name, (((f"requests.{rest}.total", 1),),))


def _restricted(plain: Quantity, column: str) -> Quantity:
    columns = _LEGAL if column == "legal_persons" else (column,)
    readings = tuple(
        tuple((cell.replace(".total", f".{each}"), sign) for cell, sign in reading for each in columns)
        for reading in plain.readings
    )
    line = _COLUMNS[column]
    name = Text(f"{plain.name.zh}·{line.zh}", f"{plain.name.en}, {line.en}")
    # 自然人741件 says whose requests they are, and its whole which they are.
    return Quantity(plain.key, name, readings, None if plain.key == "requests" else plain.doubt)


_LEGAL = ("commercial", "research", "public_welfare", "legal_services", "other_organisation")
_COLUMNS = {line.key: line.name for line in load_edition("2021").tables["requests"].columns} | {
    "legal_persons": Text("法人或其他组织", "Legal persons and other organisations")
}


def listed() -> Iterator[Quantity]:
    """Every quantity of the data file."""
    return iter(_listed().values())


@cache
def known_cells() -> frozenset[str]:
    """Every cell of either edition of the form."""
    return frozenset(
        cell for edition in EDITIONS for table in load_edition(edition).tables.values() for cell in table.cells
    )
