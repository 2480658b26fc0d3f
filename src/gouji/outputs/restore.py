"""A report from its record: what later stages need of it, without reading the file again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gouji.model import (
    Category,
    Cell,
    CellState,
    Claim,
    ClaimChange,
    ClaimReading,
    Finding,
    Identity,
    Locator,
    OrganKind,
    PageBox,
    Paragraph,
    Period,
    Place,
    Registration,
    Report,
    Section,
    Severity,
    Table,
    TablePart,
    Text,
)

Json = dict[str, Any]

# A look-up costs a fifth of asking the enumeration.
_STATES = {state.value: state for state in CellState}


def report_of(record: Json) -> Report:
    """The report that `record` was made from: identity, tables, chapters, claims.

    A record keeps no private numbers, signature and parameters of notes: those are empty here, and so are the names of
    cells for want of which a claim was not compared.
    """
    kind = OrganKind(record["kind"])
    identity = Identity(record["organisation"], record["year"], kind, record["organisation_from"], record["year_from"])
    return Report(
        id=record["id"],
        source=record["source"],
        sha256=record["sha256"] or "",
        identity=identity,
        title=record["title"],
        edition=record["edition"],
        tables={name: _table(name, table) for name, table in record["tables"].items()},
        preamble=_paragraphs(record["preamble"]),
        sections=tuple(_section(section) for section in record["sections"]),
        period=_period(record["period"]),
        published=record["published"],
        registration=registration_of(record.get("registration")),
        claims=tuple(_claim(claim) for claim in record["claims"]),
    )


def _at(at: Json | None) -> Locator:
    return Locator(**(at or {}))


def _table(name: str, table: Json) -> Table:
    pages: Json = table.get("pages", {})
    return Table(
        name=name,
        edition=table["edition"],
        cells=_Cells(table["cells"]),
        at=_at(table["at"]),
        absent_rows=tuple(table["absent_rows"]),
        absent_columns=tuple(table["absent_columns"]),
        left_over=tuple(table["left_over"]),
        parts=tuple(TablePart(PageBox(*part["box"]), part["turned"]) for part in pages.get("parts", ())),
        boxes={key: tuple(PageBox(*box) for box in boxes) for key, boxes in pages.get("cells", {}).items()},
    )


class _Cells(Mapping[str, Cell]):
    """The cells of a table, each restored when it is asked for: who holds texts against each other asks for none."""

    __slots__ = ("_entries", "_made")

    def __init__(self, entries: Json) -> None:
        self._entries = entries
        self._made: dict[str, Cell] = {}

    def __getitem__(self, key: str) -> Cell:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _cell(key, self._entries[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _cell(key: str, cell: Json) -> Cell:
    at = Locator(**cell["at"]) if cell["at"] else None
    return Cell(key, _STATES[cell["state"]], cell["value"], cell["raw"], cell["note"], at)


def _section(section: Json) -> Section:
    return Section(
        section["title"],
        section["number"],
        section["chapter"],
        section["match"],
        _at(section["at"]),
        _paragraphs(section["paragraphs"]),
    )


def _paragraphs(paragraphs: Iterable[Json]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(paragraph["text"], _at(paragraph["at"])) for paragraph in paragraphs)


def _period(period: Json | None) -> Period | None:
    return Period(period["start"], period["end"], period["raw"], _at(period["at"])) if period else None


def registration_of(said: Json | None) -> Registration | None:
    """What a record keeps of the manifest's row; None where it had none."""
    if said is None:
        return None
    kind = OrganKind(said["kind"]) if said["kind"] else None
    return Registration(**(said | {"aliases": tuple(said["aliases"]), "kind": kind}))


def _claim(claim: Json) -> Claim:
    place = claim["place"]
    name = claim["quantity_name"]
    return Claim(
        text=claim["text"],
        value=claim["value"],
        quantity=claim["quantity"],
        name=None if name is None else Text(name, claim["quantity_name_en"]),
        aspect=claim["aspect"],
        scope=claim["scope"],
        year=claim["year"],
        verdict=claim["verdict"],
        reason=claim["reason"],
        why=Text(claim["why"], claim["why_en"]),
        sentence=claim["sentence"],
        at=_at(claim["at"]),
        section=place["section"],
        paragraph=place["paragraph"],
        start=place["start"],
        end=place["end"],
        expected=claim["expected"],
        readings=tuple(_reading(reading) for reading in claim["readings"]),
        change=_change(claim.get("change")),
    )


def _change(change: Json | None) -> ClaimChange | None:
    """What a record keeps of a change since the year before; records of earlier versions keep nothing."""
    return None if change is None else ClaimChange(**(change | {"of": tuple(change["of"])}))


def finding_of(entry: Json) -> Finding:
    """A finding from its record, without the figures and texts behind it."""
    where = entry["where"]
    return Finding(
        rule=entry["rule"],
        name=entry["name"],
        severity=Severity(entry["severity"]),
        category=Category(entry["category"]),
        where=Place(where["frame"], where["row"], where["column"]),
        message=Text(entry["message"], entry["message_en"]),
        expected=entry["expected"],
        actual=entry["actual"],
        difference=entry["difference"],
        operands=(),
        basis=Text(entry["basis"], entry["basis_en"]),
        remedy=Text(entry["remedy"], entry["remedy_en"]),
        fingerprint=entry["fingerprint"],
    )


def _reading(reading: Json) -> ClaimReading:
    return ClaimReading(tuple(zip(reading["cells"], reading["coefficients"], strict=True)), reading["value"])
