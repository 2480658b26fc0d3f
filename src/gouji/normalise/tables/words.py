"""The form's words for finding its tables: lexicons of rows, groups and columns of both editions together."""

from __future__ import annotations

from functools import cache

from gouji.form import EDITIONS, TABLES, Line, TableForm, load_edition
from gouji.normalise.labels import Lexicon


def forms(table: str) -> tuple[TableForm, ...]:
    """The form of `table` in every edition."""
    return tuple(load_edition(name).tables[table] for name in EDITIONS)


@cache
def rows(table: str) -> Lexicon:
    """The rows of `table`; for table four, its channels."""
    return Lexicon.of_lines(_union(table, "rows"))


@cache
def columns(table: str) -> Lexicon:
    """The columns of `table`; for table four, its outcomes."""
    return Lexicon.of_lines(_union(table, "columns"))


@cache
def groups() -> Lexicon:
    """The group labels of table three, 三、本年度办理结果 among them."""
    found = {key: [label] for form in forms("requests") for key, label in form.groups.items()}
    found["results"] = _printed_over_groups()
    return Lexicon(found.items())


@cache
def chapters() -> Lexicon:
    """The chapters' titles with their variants."""
    return Lexicon(
        (str(chapter.number), (chapter.title, *chapter.variants))
        for name in EDITIONS
        for chapter in load_edition(name).chapters
    )


@cache
def headings(table: str) -> Lexicon:
    """What `table` prints in its head beside the names of rows and columns: 申请人情况, 行政诉讼, 信息内容."""
    known = {text for line in (*_union(table, "rows"), *_union(table, "columns")) for text in (line.label,)}
    known |= {label for form in forms(table) for label in form.groups.values()} | set(_printed_over_groups())
    texts = {cell.text for form in forms(table) for row in form.layout for cell in row if cell.text}
    return Lexicon((text, (text,)) for text in sorted(texts - known))


@cache
def every_label() -> Lexicon:
    """All the words that tables are known by, in one: what may be none of these names nothing in any of them."""
    lines = [line for table in TABLES for part in ("rows", "columns") for line in _union(table, part)]
    texts = [text for line in lines for text in (line.label, *line.aliases)]
    texts += [
        cell.text for table in TABLES for form in forms(table) for row in form.layout for cell in row if cell.text
    ]
    texts += [label for form in forms("requests") for label in form.groups.values()]
    return Lexicon((text, (text,)) for text in texts)


def _union(table: str, part: str) -> list[Line]:
    """The lines of both editions; one that both have counts once for each wording."""
    return [line for form in forms(table) for line in getattr(form, part)]


def _printed_over_groups() -> list[str]:
    """The heading of the results, which the layout prints before the first of them."""
    form = forms("requests")[0]
    first = next(index for index, row in enumerate(form.layout) if any(_of_result(form, cell.cell) for cell in row))
    return [form.layout[first][0].text]


def _of_result(form: TableForm, key: str | None) -> bool:
    return key is not None and form.row(form.cells[key].row).part == "result"
