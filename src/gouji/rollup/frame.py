"""The frame `rollup`: each cell of a parent beside the figures of the bodies that it sums up, and the words for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.across.figures import own
from gouji.across.frame import NOTHING, AcrossFrame, Drawn
from gouji.across.index import Entry, Index
from gouji.engine.reasons import Facts
from gouji.engine.wording import LIST_LIMIT
from gouji.form import load_edition
from gouji.form.names import cell_name, number
from gouji.messages import message
from gouji.model import Place, Relation, Report, Text
from gouji.normalise.tabulate import Row
from gouji.outputs.safe_text import printable
from gouji.rollup.compare import Comparison, compare
from gouji.rollup.entries import plain
from gouji.rollup.figures import Figure, FigureState
from gouji.rollup.parents import Parents
from gouji.rollup.sums import CellSum, RollUp
from gouji.rollup.wording import why

# The state of a whole child, which every cell repeats.
_GONE = (FigureState.MISSING, FigureState.UNREAD)
_WHOLE = "whole"
# More figures of one child that cannot be used for the same reason are said at once.
_SEVERAL = 3


def rollup_frame(parents: Parents) -> AcrossFrame:
    """The frame for a run in which `parents` knows who sums up whom."""

    def draw(entry: Entry, index: Index) -> Drawn:
        if not parents.has_children(entry.key, index):
            return NOTHING
        rollups = parents.rollups(index.report(entry.key), index)
        rows = tuple(
            (rollup.edition, _row(each, rollup))
            for name, rollup in rollups.items()
            for each in compare(rollup)
            if rollup.cells[each.cell].form.table == name
        )
        return Drawn(rows) if rows else NOTHING

    return AcrossFrame("rollup", draw, facts, reason, place, group)


def _row(each: Comparison, rollup: RollUp) -> Row:
    """The frame's columns; `cell` and `rollup` are for the words."""
    form = rollup.cells[each.cell].form
    place: Row = {"table": form.table, "row": form.row, "column": form.column, "kind": form.kind}
    figures = {"reported": each.reported, "summed": each.summed, "largest": each.largest}
    values: Row = {name: None if value is None else float(value) for name, value in figures.items()}
    return place | values | {"cell": each.cell, "rollup": rollup}


def group(relation: Relation, row: Row) -> object:
    """One finding a table; what a missing child leaves open is open once, whatever the table."""
    undecided = any(row[column] is None for column in relation.columns)
    return _WHOLE if undecided and _gone(row) and _cell(row).value is None else row["table"]


def place(relation: Relation, rows: Sequence[Row]) -> Place:
    """The table; the frame itself where children are missing altogether."""
    return Place("rollup" if group(relation, rows[0]) == _WHOLE else str(rows[0]["table"]))


def facts(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> Facts:
    """`list` with the cells that differ and either figure, `count`, `children`; `note` names who is not summed."""
    rollup = _rollup(rows[0])
    largest = "largest" in relation.columns
    texts = [_beside(row, largest=largest) for row in rows]
    listed = _more(texts[:LIST_LIMIT], len(texts), "；", "; ")
    values = {"count": _plain(len(rows)), "children": _plain(len(rollup.family.children)), "list": listed}
    operands = tuple(own(report, str(row["cell"])) for row in rows)
    below = tuple(str(member.report) for child in rollup.family.children for member in child.reports)
    known = Facts(values | {"note": _note(rollup, missing=largest)}, operands=operands, beside=below)
    if len(rows) > 1:
        return known
    expected, actual = (_exact(rows[0], name) for name in ("largest" if largest else "summed", "reported"))
    return Facts(known.texts, plain(expected), plain(actual), plain(actual - expected), operands, beside=below)


def reason(relation: Relation, rows: Sequence[Row], report: Report, index: Index) -> tuple[Text, tuple[str, ...]]:
    """Who is missing; else which figures of which body cannot be used, the parent's own among them."""
    if group(relation, rows[0]) == _WHOLE:
        gone = _gone(rows[0])
        names = [Text(text, text) for text in gone[:LIST_LIMIT]]
        return message("rollup_gone", list=_more(names, len(gone)), count=len(gone)), ()
    texts = [*_own_unusable(rows), *_unusable(rows)]
    keys = tuple(str(row["cell"]) for row in rows if row["reported"] is None)
    return message("cells_unusable", list=_more(texts[:LIST_LIMIT], len(texts), "；", "; ")), keys


def _own_unusable(rows: Sequence[Row]) -> Iterator[Text]:
    for row in rows:
        reported = (_rollup(row).reported or {}).get(str(row["cell"]))
        if reported is not None and reported.value is None:
            yield message("rollup_own_unusable", cell=_name(row), why=why(reported))


def _unusable(rows: Sequence[Row]) -> Iterator[Text]:
    """The figures of the children that cannot be used; those of one child that are alike in one."""
    rollup = _rollup(rows[0])
    table = load_edition(rollup.edition).tables[str(rows[0]["table"])].title
    for number_, child in enumerate(rollup.family.children):
        figures = [(row, _cell(row).figures[number_]) for row in rows]
        doubtful = [(row, figure) for row, figure in figures if figure.value is None]
        name = printable(child.name)
        if len(doubtful) > _SEVERAL and len({figure.state for _, figure in doubtful}) == 1:
            known = {"name": name, "table": table, "count": len(doubtful), "why": why(doubtful[0][1])}
            yield message("rollup_unusable_table", **known)
            continue
        for row, figure in doubtful:
            yield message("rollup_unusable", name=name, cell=_name(row), why=why(figure))


def _name(row: Row) -> Text:
    return cell_name(load_edition(_rollup(row).edition), str(row["cell"]))


def _beside(row: Row, *, largest: bool) -> Text:
    """A cell with the parent's figure and, as the rule asks, the sum or the largest child's."""
    rollup, cell = _rollup(row), _cell(row)
    params = {"cell": _name(row), "reported": number(float(_exact(row, "reported")))}
    if not largest:
        return message("rollup_beside_sum", **params, summed=number(float(_exact(row, "summed"))))
    value = _exact(row, "largest")
    pairs = zip(rollup.family.children, cell.figures, strict=True)
    whose = next(child.name for child, figure in pairs if figure.value == value)
    return message("rollup_beside_child", **params, largest=number(float(value)), name=printable(whose))


def _exact(row: Row, column: str) -> Decimal:
    """A figure of a row that was decided, without the noise of floats."""
    cell, rollup = _cell(row), _rollup(row)
    known = [figure.value for figure in cell.figures if figure.value is not None]
    own_figure = (rollup.reported or {}).get(str(row["cell"]), Figure(FigureState.ABSENT))
    value = {"reported": own_figure.value, "summed": cell.value, "largest": max(known, default=None)}[column]
    if value is None:
        raise ValueError(f"{row['cell']}: {column} of a decided row is not known")
    return value


def _note(rollup: RollUp, *, missing: bool) -> Text:
    """Who is not in the comparison: bodies that are not summed and, where it was made without them, missing ones."""
    names = [printable(name) for name in rollup.family.excluded]
    notes = [message("rollup_note_excluded", list=_more(_texts(names[:LIST_LIMIT]), len(names)))] if names else []
    gone = [printable(child.name) for child in rollup.missing] if missing else []
    if gone:
        notes.append(message("rollup_note_missing", list=_more(_texts(gone[:LIST_LIMIT]), len(gone))))
    return Text("".join(note.zh for note in notes), "".join(note.en for note in notes))


def _gone(row: Row) -> list[str]:
    """The children without a readable report, each with why."""
    rollup, cell = _rollup(row), _cell(row)
    pairs = zip(rollup.family.children, cell.figures, strict=True)
    return [printable(child.name) for child, figure in pairs if figure.state in _GONE]


def _more(texts: Sequence[Text], count: int, between: str = "、", between_en: str = ", ") -> Text:
    listed = Text(between.join(text.zh for text in texts), between_en.join(text.en for text in texts))
    return message("and_more", list=listed, count=count) if count > len(texts) else listed


def _texts(names: Sequence[str]) -> list[Text]:
    return [Text(name, name) for name in names]


def _plain(value: object) -> Text:
    return Text(str(value), str(value))


def _rollup(row: Row) -> RollUp:
    rollup = row["rollup"]
    if not isinstance(rollup, RollUp):
        raise TypeError("a row of the frame rollup carries its roll-up")
    return rollup


def _cell(row: Row) -> CellSum:
    return _rollup(row).cells[str(row["cell"])]
