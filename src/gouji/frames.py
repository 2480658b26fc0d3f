"""The frames: what one row is, its columns and their types. Rules name these columns; the engine stores them.

Every frame begins with the same four key columns: `report`, and `table`, `row`, `column` as far as the grain has
them (keys of the form, else null). The other columns hold what rules look at. In the arithmetic frames a null means
"cannot be used"; why, stands in `cells`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from gouji.form import load_edition

KEYS = ("report", "table", "row", "column")

STRING = "string"
NUMBER = "number"
BOOLEAN = "boolean"


class Stage(StrEnum):
    """When a frame is drawn: with the chunk of reports that it is about, or across them, once all have records."""

    REPORTS = "reports"
    ACROSS = "across"


# frame → what one row of it is
GRAINS = {
    "reports": "one report",
    "tables": "report × official table",
    "cells": "report × cell of the form",
    "disclosure": "one report; table two",
    "requests": "report × row of table three",
    "applicants": "report × applicant column of table three",
    "disputes": "report × channel of table four",
    "claims": "report × number in the prose",
    "remarks": "report × topic that its text was looked through for",
    "carryover": "report × figure that last year's report hands on: requests by applicant, disputes by channel",
    "stock": "report × kind of document in table two, with last year's stock",
    "years": "report × figure that both years' forms have",
    "unchanged": "report × table two or three, as a whole beside last year's",
    "changes": "report × change since last year in the prose, beside last year's figures",
    "texts": "report × chapter of prose, beside last year's",
    "alike": "report × chapter of prose, beside other bodies' of the run",
    "rollup": "parent × cell of the form, beside the figures of the bodies that it sums up",
}

# The frames that hold reports against each other; the report of a row is the one that a finding would attach to.
_ACROSS = frozenset(["carryover", "stock", "years", "unchanged", "changes", "texts", "alike", "rollup"])


def stage_of(frame: str) -> Stage:
    """When `frame` is drawn."""
    return Stage.ACROSS if frame in _ACROSS else Stage.REPORTS


def frames_of(stage: Stage) -> tuple[str, ...]:
    """The frames that are drawn in `stage`."""
    return tuple(frame for frame in GRAINS if stage_of(frame) is stage)


# The official table that each frame is drawn from; the others are not about one table.
TABLE_OF = {"disclosure": "disclosure", "requests": "requests", "applicants": "requests", "disputes": "disputes"}

# Columns that need no form to be known.
#
# reports.chapter_sequence: the form's chapters in the order found, `5~` for a renamed one, `+` for one the form does
#     not have; null when no chapter heading was found.
# reports.level, stage, group: what the manifest says of the body and of its report; null without it.
# reports.title_names: which of `organisation` and `year` the title names; null without a title.
# reports.period, period_due: ISO intervals, as stated and as due for the year; null when not stated or unknown.
# reports.deadline, published: ISO dates; null where none is set or known. reports.publication: how the day is known,
#     `recorded`, `page`, `unrecorded`, `not_judged` (gouji.normalise.timeliness). reports.days_late: from the deadline
#     to the day of publication, not above 0 in time; null where one of them is not known.
# reports.form_status: `none`, `trial` or `required`: what the form was for reports of the year.
# reports.title: without white space. reports.chapter_one_length: characters, null where it has no text.
# tables: how many cells are blank or not, hold a number with thousands separators or in other digits than 0 to 9, or
#     words instead of a number; how many lines of the form are absent; null when the table was not found.
# tables.fill: `none` where every cell is blank, else `some`; `unknown` when the table was not found.
# cells.state: a `CellState`. cells.content: the same, null where the reading is uncertain. cells.fraction: the part
#     of the value after the decimal point. cells.annotation: `plain` or `noted`. cells.total: for totals `filled`,
#     `empty` (blank beside nothing) or `missing` (blank beside something), else null.
#
# claims.column: not a key of the form but the claim's ordinal in the report, from 1. claims.expected: the nearest
#     reading (the value itself where the text rounds and agrees), null where nothing could be compared.
#     claims.verdict: `match`, `mismatch`, `not_assessed`, or `unusable` where a cell that is needed has no value.
#
# carryover.last, this: what last year's report hands on and what this year's says of it; null: cannot be used.
#
# stock: last year's documents in force, this year's, and those made and repealed this year.
#
# years.lower, higher: the smaller and the larger of `last` and `this`; with `this` null where this year's figure cannot
#     be used. years.unit: 1, for constants in relations.
#     years.weight: `main` for what a table comes to, `part` for its parts, `stock` for levels and changes of them.
#     years.law: `other` where the law changed what the table counts, else `same`.
#
# unchanged.differing: how many of the `compared` figures differ, null where one cannot be used. unchanged.figures:
#     `telling` where enough of them are other than 0 and each other, else `few`.
#
# changes.column: the claim's ordinal, as in `claims`. changes.stated: the change that the prose states, below 0 for a
#     fall, in per cent or as a number (changes.unit: `percent`, `number`). changes.expected: what follows from last
#     year's figures (the stated change itself where it agrees with them as rounded).
#
# texts, alike: the row is the form's chapter. similarity: from 0 to 1, of what is left without names, years and
#     numbers; null where the chapter could not be read. length: characters of it that were compared.
#
# rollup.kind: as in `cells`. rollup.reported: the parent's own figure. rollup.summed: that of all its children
#     together. rollup.largest: the largest of a child, known also while others are missing. Null: cannot be used.
#
# remarks.topic: a topic of gouji.normalise.facets; a report has a row for each that concerns it. remarks.count: how
#     much was noticed, null where the report could not be looked through for it.
_FIXED: dict[str, dict[str, str]] = {
    "reports": {
        "organisation": STRING,
        "year": NUMBER,
        "kind": STRING,
        "edition": STRING,
        "level": STRING,
        "stage": STRING,
        "group": STRING,
        "form_status": STRING,
        "title": STRING,
        "title_names": STRING,
        "chapter_sequence": STRING,
        "chapter_one_length": NUMBER,
        "period": STRING,
        "period_due": STRING,
        "deadline": STRING,
        "published": STRING,
        "publication": STRING,
        "days_late": NUMBER,
    },
    "tables": {
        "blank_cells": NUMBER,
        "filled_cells": NUMBER,
        "separated_cells": NUMBER,
        "other_digit_cells": NUMBER,
        "word_cells": NUMBER,
        "absent_lines": NUMBER,
        "fill": STRING,
    },
    "cells": {
        "kind": STRING,
        "role": STRING,
        "state": STRING,
        "content": STRING,
        "value": NUMBER,
        "fraction": NUMBER,
        "annotation": STRING,
        "total": STRING,
    },
    "claims": {
        "quantity": STRING,
        "aspect": STRING,
        "scope": STRING,
        "chapter": NUMBER,
        "verdict": STRING,
        "reason": STRING,
        "value": NUMBER,
        "expected": NUMBER,
    },
    "remarks": {"topic": STRING, "count": NUMBER},
    "carryover": {"last": NUMBER, "this": NUMBER},
    "stock": {"last": NUMBER, "made": NUMBER, "repealed": NUMBER, "this": NUMBER},
    "years": {
        **dict.fromkeys(("last", "this", "lower", "higher", "unit"), NUMBER),
        "weight": STRING,
        "law": STRING,
    },
    "unchanged": {"compared": NUMBER, "differing": NUMBER, "figures": STRING},
    "changes": {"quantity": STRING, "unit": STRING, "stated": NUMBER, "expected": NUMBER},
    "texts": {"similarity": NUMBER, "length": NUMBER},
    "alike": {"similarity": NUMBER, "length": NUMBER},
    "rollup": {"kind": STRING, "reported": NUMBER, "summed": NUMBER, "largest": NUMBER},
}


@cache
def columns(frame: str, edition: str) -> dict[str, str]:
    """Column name → type of `frame` for one edition of the form, keys first; KeyError for an unknown frame."""
    keys = dict.fromkeys(KEYS, STRING)
    if frame in _FIXED:
        return keys | _FIXED[frame]
    table = load_edition(edition).tables[TABLE_OF[frame]]
    if frame == "disclosure":
        names = [key.split(".", 1)[1] for key in table.cells]
    elif frame == "applicants":
        names = [row.key for row in table.rows]
    else:
        names = [column.key for column in table.columns]
    return keys | dict.fromkeys(names, NUMBER)


def cell_key(frame: str, name: str, row: str | None, column: str | None) -> str | None:
    """The form's cell behind the column `name` of an arithmetic frame's row; None in frames of other kinds."""
    if frame == "disclosure":
        return f"disclosure.{name}"
    if frame == "requests":
        return f"requests.{row}.{name}"
    if frame == "applicants":
        return f"requests.{name}.{column}"
    if frame == "disputes":
        return f"disputes.{row}.{name}"
    return None
