"""A report as rows of the frames: where meaning becomes numbers that rules can look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gouji.form import Edition, FormCell, load_edition
from gouji.model import STATE_NAMES, Cell, CellState, Claim, Inspection, Registration, Report, Table
from gouji.normalise.facets import inspect
from gouji.normalise.facets.chapters import chapter_length
from gouji.normalise.facets.look import look
from gouji.normalise.notation import COUNTS, counts
from gouji.normalise.timeliness import days_late, publication
from gouji.normalise.usable import total_state, usable_value

Row = dict[str, object]
Rows = dict[str, list[Row]]

DEFAULT_EDITION = "2021"

# The notice of 2019 asked for its form "where possible" in that year; since then it is the form.
_REQUIRED = 2020


def tabulate(reports: Iterable[Report]) -> dict[str, Rows]:
    """Rows by edition and frame. A table's rows go to the table's own edition, whatever the report's year says."""
    result: dict[str, Rows] = {}
    for report in reports:
        for edition, frame, rows in _frames(report):
            for row in rows:
                row["report"] = report.id
            result.setdefault(edition, {}).setdefault(frame, []).extend(rows)
    return result


def report_edition(report: Report) -> str:
    """The edition whose suite judges what is not about one table: that of the tables, else by the year."""
    for name in ("disclosure", "requests"):
        if name in report.tables:
            return report.tables[name].edition
    year = report.identity.year
    if year is not None and year < load_edition(DEFAULT_EDITION).first_year:
        return "2019"
    return DEFAULT_EDITION


def _frames(report: Report) -> Iterator[tuple[str, str, list[Row]]]:
    """The rows of `report` by edition and frame; a frame may come in parts."""
    default = report_edition(report)
    yield default, "reports", [_report_row(report)]
    yield default, "claims", [_claim_row(claim, ordinal, report) for ordinal, claim in enumerate(report.claims, 1)]
    yield default, "remarks", [_remark_row(inspection) for inspection in inspect(report)]
    for name in load_edition(default).tables:
        table = report.tables.get(name)
        edition = load_edition(table.edition if table else default)
        yield edition.name, "tables", [_table_row(name, table)]
        if table is None:
            continue
        forms, cells = edition.tables[name].cells, table.cells
        usable = {key: usable_value(cell, forms[key], cells) for key, cell in cells.items()}
        for frame, rows in _arithmetic_frames(name, edition, usable):
            yield edition.name, frame, rows
        yield edition.name, "cells", [_cell_row(cell, forms[key], cells) for key, cell in cells.items()]


# --- the report as a whole --------------------------------------------------------------------------------------


def _report_row(report: Report) -> Row:
    year = report.identity.year
    period, named = report.period, title_names(report)
    said = report.registration or Registration()
    return {
        "organisation": report.identity.organisation,
        "year": year,
        "kind": report.identity.kind.value,
        "edition": report.edition,
        "level": said.level,
        "stage": said.stage,
        "group": said.group,
        "form_status": _form_status(year),
        "title": "".join(report.title.split()) if report.title else None,
        "title_names": None if named is None else " ".join(named),
        "chapter_sequence": _chapter_sequence(report),
        "chapter_one_length": chapter_length(look(report)),
        "period": f"{period.start}/{period.end}" if period else None,
        "period_due": f"{year}-01-01/{year}-12-31" if year else None,
        "deadline": report.deadline,
        "published": report.published,
        "publication": publication(report),
        "days_late": days_late(report),
    }


def _form_status(year: int | None) -> str:
    """What the form was for reports of `year`: `none` yet, on `trial`, `required`; an unknown year is taken as late."""
    if year is None or year >= _REQUIRED:
        return "required"
    return "trial" if year >= load_edition("2019").first_year else "none"


def title_names(report: Report) -> tuple[str, ...] | None:
    """Which of `organisation` and `year` the title names; None without a title or without knowing what to look for."""
    identity = report.identity
    if report.title is None or identity.organisation is None or identity.year is None:
        return None
    title = "".join(report.title.split())
    named = []
    aliases = report.registration.aliases if report.registration else ()
    if any("".join(name.split()) in title for name in (identity.organisation, *aliases)):
        named.append("organisation")
    if any(form in title for form in year_forms(identity.year)):
        named.append("year")
    return tuple(named)


def year_forms(year: int) -> tuple[str, ...]:
    """The ways a year is written: 2024, full-width, 二〇二四 with the zeros in use."""
    digits = str(year)
    wide = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    chinese = digits.translate(str.maketrans("123456789", "一二三四五六七八九"))
    return (digits, wide, *(chinese.replace("0", zero) for zero in "〇○零Ｏ"))


def _chapter_sequence(report: Report) -> str | None:
    if not report.sections:
        return None
    return " ".join(
        f"{section.chapter}{'~' if section.match == 'renamed' else ''}" if section.chapter else "+"
        for section in report.sections
    )


# --- claims -----------------------------------------------------------------------------------------------------


def _claim_row(claim: Claim, ordinal: int, report: Report) -> Row:
    forms = [_form_cell(cell, report) for reading in claim.readings[:1] for cell, _ in reading.cells]
    tables, rows = {form.table for form in forms if form}, {form.row for form in forms if form}
    section = None if claim.section is None else report.sections[claim.section]
    return {
        "table": tables.pop() if len(tables) == 1 else None,
        "row": rows.pop() if len(rows) == 1 else None,
        "column": str(ordinal),
        "quantity": claim.quantity,
        "aspect": claim.aspect,
        "scope": claim.scope,
        "chapter": section.chapter if section else None,
        "verdict": "unusable" if claim.unusable else claim.verdict,
        "reason": claim.reason,
        "value": claim.value,
        "expected": claim.expected,
    }


def _form_cell(key: str, report: Report) -> FormCell | None:
    name = key.split(".", 1)[0]
    edition = report.tables[name].edition if name in report.tables else report_edition(report)
    return load_edition(edition).tables[name].cells.get(key)


# --- remarks ----------------------------------------------------------------------------------------------------


def _remark_row(inspection: Inspection) -> Row:
    return {"topic": inspection.topic, "count": None if inspection.why else len(inspection.found)}


# --- tables -----------------------------------------------------------------------------------------------------


def _table_row(name: str, table: Table | None) -> Row:
    if table is None:
        return {"table": name, "fill": "unknown", "absent_lines": None} | dict.fromkeys(COUNTS)
    absent = len(table.absent_rows) + len(table.absent_columns)
    found = counts(table)
    return {"table": name, "fill": "some" if found["filled_cells"] else "none", "absent_lines": absent, **found}


def _arithmetic_frames(
    name: str, edition: Edition, usable: Mapping[str, float | None]
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of the frames that linear relations look at: by row and by column of table three, by channel."""
    form = edition.tables[name]
    if name == "disclosure":
        yield name, [{"table": name} | {key.split(".", 1)[1]: usable[key] for key in form.cells}]
        return
    rows, columns = [row.key for row in form.rows], [column.key for column in form.columns]
    values = {(row, column): usable[f"{name}.{row}.{column}"] for row in rows for column in columns}
    yield name, [{"table": name, "row": row, **{key: values[row, key] for key in columns}} for row in rows]
    if name == "requests":
        by_column: list[Row] = [
            {"table": name, "column": key, **{row: values[row, key] for row in rows}} for key in columns
        ]
        yield "applicants", by_column


# --- cells ------------------------------------------------------------------------------------------------------


def _cell_row(cell: Cell, form: FormCell, cells: Mapping[str, Cell]) -> Row:
    state = STATE_NAMES[cell.state]
    value = cell.value if cell.state is CellState.NUMBER else None
    total = total_state(cell, form, cells) if form.role == "total" else None
    # A placeholder in a total is not "left blank": the placeholder rule names it.
    if total == "missing" and cell.state is CellState.PLACEHOLDER:
        total = "filled"
    return {
        "table": form.table,
        "row": form.row,
        "column": form.column,
        "kind": form.kind,
        "role": form.role,
        "state": state,
        "content": None if cell.state is CellState.UNCERTAIN else state,
        "value": value,
        "fraction": None if value is None else abs(value) % 1,
        "annotation": None if value is None else "noted" if cell.note else "plain",
        "total": None if total == "unknown" else total,
    }
