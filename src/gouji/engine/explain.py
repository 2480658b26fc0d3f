"""Turn a failing or undecided row into words: which cell, which arithmetic, what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from gouji.engine.explain_claims import claim_detail, claim_facts, claim_place
from gouji.engine.reasons import Facts, chapter_facts, remark_facts
from gouji.engine.wording import LIST_LIMIT, join, line_name, part_name, place_name, side
from gouji.form import Edition, load_edition
from gouji.form.names import cell_name, number
from gouji.frames import TABLE_OF, cell_key
from gouji.messages import message
from gouji.model import LINEAR_RELATION, Cell, Finding, Operand, Place, Relation, Report, Rule, Text
from gouji.normalise.facets.chapters import chapter_length
from gouji.normalise.facets.look import look
from gouji.normalise.notation import counted
from gouji.normalise.tabulate import title_names
from gouji.normalise.timeliness import days_late


def fingerprint(report: Report, rule: str, place: Place, detail: str | None = None) -> str:
    """16 hex digits that stay the same while organ, year, rule and place do; by content while the organ is unknown.

    `detail` tells findings of one place apart: several sentences may state the same figure.
    """
    identity = report.identity
    return fingerprint_of(identity.organisation, identity.year, report.sha256, rule, place, detail)


def fingerprint_of(
    organisation: str | None, year: int | None, sha256: str | None, rule: str, place: Place, detail: str | None = None
) -> str:
    """The same of a report of which only this is at hand."""
    known = organisation is not None and year is not None
    owner = [str(organisation), str(year)] if known else ["sha256", str(sha256)]
    parts = [*owner, rule, place.frame, place.row or "", place.column or "", *([detail] if detail else [])]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def explain(rule: Rule, relation: Relation, place: Place, report: Report, row: Mapping[str, Any]) -> Finding:
    """The finding for a failing row. `row` is what GX listed of it (`left` and `right` for linear relations)."""
    edition = load_edition(relation.edition)
    detail: str | None = None
    if rule.frame == "claims":
        facts, detail = claim_facts(place, report), claim_detail(place, report)
        place = claim_place(place)
    elif relation.expectation == LINEAR_RELATION:
        facts = _linear(relation, rule.frame, place, report, row, edition)
    elif rule.frame == "cells":
        facts = _cell(place, report, edition)
    elif rule.frame == "tables":
        facts = _table(relation, place, report, edition)
    elif rule.frame == "remarks":
        facts = remark_facts(relation, report)
    elif rule.frame in TABLE_OF:
        facts = _figure(relation, rule.frame, place, report, edition)
    else:
        facts = _report(relation, report, edition)
    return finding(rule, place, facts, edition, fingerprint(report, rule.id, place, detail))


def finding(rule: Rule, place: Place, facts: Facts, edition: Edition, mark: str) -> Finding:
    """The finding that a rule words from its facts; `mark` is its fingerprint."""
    values = {"place": place_name(edition, place), **facts.texts}
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        category=rule.category,
        where=place,
        message=Text(
            rule.message.zh.format(**{name: text.zh for name, text in values.items()}),
            rule.message.en.format(**{name: text.en for name, text in values.items()}),
        ),
        expected=facts.expected,
        actual=facts.actual,
        difference=facts.difference,
        operands=facts.operands,
        basis=join([basis.text for basis in rule.basis]),
        remedy=rule.remedy,
        fingerprint=mark,
        compared=facts.compared,
    )


def _operand(key: str, cell: Cell | None, coefficient: float | None = None) -> Operand:
    if cell is None:
        return Operand(key, None, None, None, coefficient)
    return Operand(key, cell.value, cell.raw, cell.at, coefficient)


def _linear(
    relation: Relation, frame: str, place: Place, report: Report, row: Mapping[str, Any], edition: Edition
) -> Facts:
    table = report.tables[TABLE_OF[frame]]

    def operands(side_name: str, sign: int) -> tuple[Operand, ...]:
        terms: Any = relation.arguments[side_name]
        keys = {name: cell_key(frame, name, place.row, place.column) for name in terms}
        return tuple(_operand(str(key), table.cells.get(str(key)), sign * terms[name]) for name, key in keys.items())

    left, right = operands("left", 1), operands("right", 1)
    expected, actual = float(row["left"]), float(row["right"])
    difference = actual - expected
    return Facts(
        texts={
            "left": side(edition, frame, left, expected),
            "right": side(edition, frame, right, actual),
            "difference": _plain(number(abs(difference))),
        },
        expected=_tidy(expected),
        actual=_tidy(actual),
        difference=_tidy(difference),
        operands=left + operands("right", -1),
    )


def _tidy(value: float) -> float:
    """Whole numbers as int, so that JSON shows 111 and not 111.0; decimals without the noise of float sums."""
    return int(value) if value.is_integer() else round(value, 6)


def _cell(place: Place, report: Report, edition: Edition) -> Facts:
    table = report.tables[place.frame]
    form = edition.tables[place.frame].cell_at(str(place.row), str(place.column))
    if form is None:
        raise KeyError(f"{place.frame} has no cell at {place.row}, {place.column}")
    cell = table.cells[form.key]
    parts = [part for group in form.parts for part in group if table.cells[part].value]
    filled = [
        Text(f"{name.zh} {number(table.cells[part].value)}", f"{name.en} {number(table.cells[part].value)}")
        for part in dict.fromkeys(parts)
        for name in (part_name(edition, form.key, part),)
    ]
    return Facts(
        texts={
            "raw": _plain(_shown(cell.raw)),
            "note": _plain(_shown(cell.note)),
            "value": _plain(number(cell.value)),
            "list": _limited(filled),
        },
        actual=cell.value if cell.value is not None else cell.raw,
        operands=(_operand(form.key, cell), *(_operand(part, table.cells[part]) for part in dict.fromkeys(parts))),
    )


def _table(relation: Relation, place: Place, report: Report, edition: Edition) -> Facts:
    table = report.tables[place.frame]
    if "absent_lines" in relation.columns:
        lines = [*table.absent_rows, *table.absent_columns]
        names = [line_name(edition, place.frame, line) for line in lines]
        return Facts(texts=_listed(names), expected=0, actual=len(lines))
    column = relation.columns[0]
    cells = counted(table, "blank_cells" if column == "filled_cells" else column)
    names = [_cell_text(edition, cell) for cell in cells]
    operands = tuple(_operand(cell.key, cell) for cell in cells)
    return Facts(texts=_listed(names), expected=0, actual=len(cells), operands=operands)


def _cell_text(edition: Edition, cell: Cell) -> Text:
    """A cell's name, with what it holds where it holds something."""
    name = cell_name(edition, cell.key)
    return message("cell_placeholder", cell=name, raw=_shown(cell.raw)) if cell.raw else name


def _figure(relation: Relation, frame: str, place: Place, report: Report, edition: Edition) -> Facts:
    """A figure of an arithmetic frame that is judged by itself."""
    table = report.tables[TABLE_OF[frame]]
    keys = [str(cell_key(frame, name, place.row, place.column)) for name in relation.columns]
    operands = tuple(_operand(key, table.cells.get(key)) for key in keys)
    cell = table.cells[keys[0]]
    texts = {"cell": cell_name(edition, keys[0]), "raw": _plain(_shown(cell.raw)), "value": _plain(number(cell.value))}
    return Facts(texts=texts, actual=cell.value, operands=operands)


def _report(relation: Relation, report: Report, edition: Edition) -> Facts:
    """Facts for the rules on the report as a whole, by the column that the relation looks at."""
    column = relation.columns[0]
    if column == "chapter_sequence":
        return chapter_facts(report, edition)
    if column == "title_names":
        named = title_names(report) or ()
        codes = {"organisation": "organ_name", "year": "report_year"}
        missing = [message(code) for name, code in codes.items() if name not in named]
        return Facts(texts={"raw": _plain(_shown(report.title)), "list": join(missing)}, actual=report.title)
    if column == "title":
        return Facts(texts={"raw": _plain(_shown(report.title))}, actual=report.title)
    if column == "chapter_one_length":
        length = chapter_length(look(report)) or 0
        return Facts(texts={"count": _plain(str(length))}, actual=length)
    if column == "days_late":
        return _late(report)
    period = report.period
    if period is None:
        raise ValueError("a failing period was not stated")
    actual = f"{period.start}/{period.end}"
    expected = f"{report.identity.year}-01-01/{report.identity.year}-12-31"
    return Facts(
        texts={"expected": _interval(expected), "actual": _interval(actual), "raw": _plain(_shown(period.raw))},
        expected=expected,
        actual=actual,
    )


def _late(report: Report) -> Facts:
    days = days_late(report)
    if days is None:
        raise ValueError("a late report without its dates")
    values = {"published": report.published, "deadline": report.deadline, "days": days}
    texts = {name: _plain(str(value)) for name, value in values.items()}
    return Facts(texts=texts, expected=report.deadline, actual=report.published, difference=days)


def _interval(interval: str) -> Text:
    start, end = interval.split("/")
    return Text(f"{start} 至 {end}", f"{start} to {end}")


def _plain(text: str) -> Text:
    return Text(text, text)


def _shown(raw: str | None) -> str:
    """Text of a report as it may stand in a sentence: one line, not endless."""
    text = " ".join((raw or "").split())
    return text if len(text) <= 80 else text[:79] + "…"


def _listed(names: list[Text]) -> dict[str, Text]:
    return {"list": _limited(names), "count": _plain(str(len(names)))}


def _limited(names: list[Text]) -> Text:
    listed = join(names[:LIST_LIMIT])
    if len(names) <= LIST_LIMIT:
        return listed
    return message("and_more", list=listed, count=len(names))
