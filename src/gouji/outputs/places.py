"""Where a finding stands, in words: chapter, table, row and column of the form, or the paragraph of the prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gouji.form import EDITIONS, Edition, Line, TableForm, load_edition
from gouji.form.names import cell_name
from gouji.frames import TABLE_OF
from gouji.outputs.safe_text import clipped, printable
from gouji.outputs.said import Voice

Json = Mapping[str, Any]

LATEST = EDITIONS[-1]
PLACES_LISTED = 6
_TITLE = 60


def edition_of(record: Json, table: str) -> Edition:
    """The edition of the form that a report's table follows; the latest where the report has no such table."""
    seen = (record.get("tables") or {}).get(table) or {}
    return load_edition(str(seen.get("edition") or LATEST))


def finding_place(record: Json, finding: Json, voice: Voice) -> str:
    """The place of one finding: 第三部分 表三 （二）部分公开 自然人列; 全文 when it is about no one place."""
    where = finding["where"]
    if where["frame"] == "claims":
        return claim_place(record, where["column"], voice)
    cells = [str(operand["cell"]) for operand in finding["operands"]]
    tables = {TABLE_OF[where["frame"]]} if where["frame"] in TABLE_OF else {key.split(".", 1)[0] for key in cells}
    if len(tables) != 1:
        return voice.say("export_place_whole_report")
    [table] = tables
    form = edition_of(record, table).tables.get(table)
    return _in_table(record, form, where, voice) if form else voice.say("export_place_whole_report")


def cell_places(record: Json, cells: Sequence[str], voice: Voice) -> str:
    """The places of several cells of the form, the first few named."""
    names = [_cell_place(record, key, voice) for key in cells]
    return several(names, voice)


def several(places: Iterable[str], voice: Voice) -> str:
    """Places one below the other, each once, the first few named."""
    named = list(dict.fromkeys(place for place in places if place))
    rest = [voice.say("export_places_more", count=len(named))] if len(named) > PLACES_LISTED else []
    return "\n".join([*named[:PLACES_LISTED], *rest])


def cell_words(record: Json, key: str, voice: Voice) -> str:
    """A cell of the form in words, without its table; the key itself when the form has no such cell."""
    edition = edition_of(record, key.split(".", 1)[0])
    form = edition.tables.get(key.split(".", 1)[0])
    return cell_name(edition, key).get(voice.language) if form and key in form.cells else printable(key)


def claim_place(record: Json, ordinal: object, voice: Voice) -> str:
    """The paragraph that a claim stands in; `ordinal` counts the claims of the report from 1."""
    claim = claim_of(record, ordinal)
    if claim is None:
        return voice.say("export_place_whole_report")
    place = claim["place"]
    if place["section"] is None:
        return voice.say("export_place_preamble", n=place["paragraph"] + 1)
    sections = record.get("sections") or ()
    known = place["section"] < len(sections)
    title = clipped(printable(sections[place["section"]]["title"]), _TITLE) if known else ""
    return voice.say("export_place_paragraph", title=title, n=place["paragraph"] + 1)


def claim_of(record: Json, ordinal: object) -> Json | None:
    """The claim with this ordinal, counted from 1, None when the report has none."""
    number = int(str(ordinal)) if str(ordinal or "").isdigit() else 0
    claims: Sequence[Json] = record.get("claims") or ()
    return claims[number - 1] if 0 < number <= len(claims) else None


def _cell_place(record: Json, key: str, voice: Voice) -> str:
    table = key.split(".", 1)[0]
    form = edition_of(record, table).tables.get(table)
    return (
        voice.say("export_place_in_table", table=_table(form, voice), name=cell_words(record, key, voice))
        if form
        else key
    )


def _in_table(record: Json, form: TableForm, where: Json, voice: Voice) -> str:
    cell = form.cell_at(where["row"], where["column"])
    if cell is not None:
        return _cell_place(record, cell.key, voice)
    row = _line(form.rows, where["row"], voice)
    column = _line(form.columns, where["column"], voice)
    name = row or (voice.say("export_place_column", name=column) if column else "")
    return voice.say("export_place_in_table", table=_table(form, voice), name=name) if name else _table(form, voice)


def _table(form: TableForm, voice: Voice) -> str:
    return voice.say("export_place_table", chapter=form.number, n=form.chapter, table=form.title)


def _line(lines: Sequence[Line], key: object, voice: Voice) -> str:
    if key is None:
        return ""
    return next((line.name.get(voice.language) for line in lines if line.key == key), printable(key))
