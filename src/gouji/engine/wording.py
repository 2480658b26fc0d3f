"""How places and sums of the form are worded in findings, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.form import Edition
from gouji.form.names import has_several_cells, number
from gouji.model import Operand, Place, Text

# Sums of more terms than this leave out the zeros.
_SHORT_SUM = 3
# Sums of more terms than this are written by groups of results; the operands have every cell.
_LONG_SUM = 8
# Lists of cells in a sentence stop here; the whole list stands in the finding's operands.
LIST_LIMIT = 8

_SEPARATOR = Text("、", ", ")


def both(make: Callable[[str], str]) -> Text:
    """A text made once for each language."""
    return Text(make("zh"), make("en"))


def join(items: Sequence[Text]) -> Text:
    """A list in one sentence; where English items have commas of their own, semicolons part them."""
    comma = _SEPARATOR.en
    english = "; " if any(comma in item.en for item in items) else comma
    return Text(_SEPARATOR.zh.join(item.zh for item in items), english.join(item.en for item in items))


def place_name(edition: Edition, place: Place) -> Text:
    """What a place is called: 表三（二）部分公开·自然人; the empty text for what is not about a table."""
    name = "requests" if place.frame == "applicants" else place.frame
    if name not in edition.tables:
        return Text("", "")
    table = edition.tables[name]
    if place.row is None and place.column is None:
        return table.title
    if place.row is None:
        column = table.column(str(place.column)).name
        return Text(f"{table.title.zh}“{column.zh}”列", f"{table.title.en}, column “{column.en}”")
    row = table.row(place.row).name
    # 表三（二）部分公开 reads well; 表三规章 would not.
    label = row.zh if row.zh.startswith("（") else f"“{row.zh}”"
    title = Text(f"{table.title.zh}{label}", f"{table.title.en}, {row.en}")
    if place.column is None or not has_several_cells(table, place.row):
        return title
    column = table.column(place.column).name
    return Text(f"{title.zh}·{column.zh}", f"{title.en}, {column.en}")


def part_name(edition: Edition, total: str, key: str) -> Text:
    """What a part is called beside its total: the column in a total over a row, else the row."""
    form, part = edition.cell(total), edition.cell(key)
    table = edition.tables[part.table]
    return table.column(part.column).name if part.row == form.row else table.row(part.row).name


def line_name(edition: Edition, table: str, key: str) -> Text:
    """What a row or column is called."""
    form = edition.tables[table]
    line = next((line for line in (*form.rows, *form.columns) if line.key == key), None)
    return line.name if line else Text(key, key)


def term_name(edition: Edition, frame: str, key: str) -> Text:
    """What a cell is called in a sum of `frame`: only what varies there."""
    form = edition.cell(key)
    table = edition.tables[form.table]
    return table.row(form.row).name if frame == "applicants" else table.column(form.column).name


def side(edition: Edition, frame: str, operands: Sequence[Operand], total: float) -> Text:
    """One side of a relation with its numbers: `自然人 110 + 商业企业 1 = 111`, or `总计填报 112` for one term.

    Zeros of a long sum are left out and said to be left out.
    """
    if len(operands) == 1 and operands[0].coefficient == 1:
        name = term_name(edition, frame, operands[0].cell)
        return Text(f"{name.zh}填报 {number(total)}", f"{name.en} reported {number(total)}")
    terms = [_term(edition, frame, operand) for operand in operands]
    if len(terms) > _LONG_SUM:
        terms = _grouped(edition, operands, terms)
    shown = terms if len(terms) <= _SHORT_SUM else [term for term in terms if term.value]
    if not shown:
        return Text("各部分合计 0", "the parts add up to 0")
    rest = Text("（其余为 0）", " (the rest 0)") if len(shown) < len(terms) else Text("", "")
    return both(lambda language: f"{_written(shown, language)} = {number(total)}{rest.get(language)}")


@dataclass(frozen=True, slots=True)
class _Term:
    name: Text
    coefficient: float
    value: float


def _term(edition: Edition, frame: str, operand: Operand) -> _Term:
    return _Term(term_name(edition, frame, operand.cell), operand.coefficient or 1, operand.value or 0)


def _grouped(edition: Edition, operands: Sequence[Operand], terms: Sequence[_Term]) -> list[_Term]:
    """The terms of table three with each group of results, （三）不予公开 and the like, taken together."""
    merged: dict[str, _Term] = {}
    for operand, term in zip(operands, terms, strict=True):
        form = edition.cell(operand.cell)
        table = edition.tables[form.table]
        group = table.row(form.row).group
        key = group or form.row
        name = table.group_name(group) if group else term.name
        value = term.value + (merged[key].value if key in merged else 0)
        merged[key] = _Term(name, term.coefficient, value)
    return list(merged.values())


def _written(terms: Sequence[_Term], language: str) -> str:
    text = ""
    for term in terms:
        factor = "" if abs(term.coefficient) == 1 else f"{number(abs(term.coefficient))} × "
        written = f"{factor}{term.name.get(language)} {number(term.value)}"
        sign = "−" if term.coefficient < 0 else "+"
        text += f" {sign} {written}" if text else f"{'−' if term.coefficient < 0 else ''}{written}"
    return text
