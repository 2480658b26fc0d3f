"""What a row of a grid is: a row of one of the official tables, part of a table's head, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

from gouji.model import CellState
from gouji.normalise.labels import Label, core, read_label
from gouji.normalise.numbers import is_plain_number, read_number
from gouji.normalise.tables import words
from gouji.normalise.tables.entries import Entry, GridRow
from gouji.normalise.text import fold
from gouji.remember import remembered

_SECTION = re.compile(r"第二十条第\(?[一二三四五六七八九]\)?项")
_RELATION_NOTE = re.compile("[勾钩]稽关系")
_FUSED = re.compile(r"[\d\s]{5,}")
_MOST_LABELS = 3
# Rows of the form are remembered; wider ones and those with prose in them, of which every page has its own, are not.
_KEPT = 4096
_MOST_CELLS = 40
_LONGEST = 60
# Lines that mean nothing alone: 其他 and 总计 stand in several tables.
_EVERYWHERE = frozenset({"其他", "总计", "合计"})


class Role(StrEnum):
    """What a row does in its table."""

    HEAD = "head"
    SECTION = "section"  # 第二十条第（一）项
    ROW = "row"
    GROUP = "group"  # a group's label on a row of its own
    FIGURES = "figures"  # cells to read, without a label
    UNKNOWN = "unknown"  # a label that the form does not have
    CHAPTER = "chapter"


@dataclass(slots=True)
class Kind:
    """A row with its meaning: the table it shows to be of (None when it could be of any), its role and form key.

    `rest` are the entries after the label, `label` the printed label, `group` the group's key printed before it.
    """

    row: GridRow
    role: Role
    table: str | None = None
    key: str | None = None
    label: str = ""
    group: str | None = None
    rest: tuple[Entry, ...] = ()

    @property
    def before(self) -> tuple[Entry, ...]:
        """The entries before `rest`: labels, and what stands between them."""
        return self.row.entries[: len(self.row.entries) - len(self.rest)]

    @property
    def ordinal(self) -> str | None:
        """The ordinal before the label."""
        return read_label(self.label).ordinal

    @property
    def could_be_anywhere(self) -> bool:
        """Whether the label alone does not say which table the row is of: 总计 and 其他 without an ordinal."""
        return self.ordinal is None and core(self.label) in _EVERYWHERE


class Shown(NamedTuple):
    """A cell as far as it matters for what its row is."""

    text: str
    above: bool


class Meaning(NamedTuple):
    """What a row is; `rest` is the index of the first cell after the label, None for a row without cells to read."""

    role: Role
    table: str | None = None
    key: str | None = None
    label: str = ""
    group: str | None = None
    rest: int | None = None


def classify(row: GridRow) -> Kind:
    """What `row` is, judged by itself."""
    # The form's rows are the same in every report but for the numbers in them.
    texts = tuple([_as_shown(entry.text) for entry in row.entries])
    above = tuple([entry.above for entry in row.entries])
    is_short = len(texts) <= _MOST_CELLS and max(map(len, texts), default=0) <= _LONGEST
    found = _remembered_meaning(texts, above) if is_short else _meaning(texts, above)
    rest = row.entries[found.rest :] if found.rest is not None else ()
    return Kind(row, found.role, found.table, found.key, found.label, found.group, rest)


@remembered
def _as_shown(text: str) -> str:
    """`text` as far as it matters for what its row is: a number only by being one, whichever it is."""
    return "0" if is_plain_number(text) else text


def meaning(shape: Sequence[tuple[str, bool]]) -> Meaning:
    """What a row of cells is, each with its text and whether it began in a row above."""
    row = tuple(starmap(Shown, shape))
    texts = [shown.text for shown in row if shown.text]
    if len(set(texts)) == 1 and words.chapters().find(texts[0]) and not words.rows("requests").find(texts[0]):
        return Meaning(Role.CHAPTER)
    if texts and all(map(is_figure, texts)):
        return Meaning(Role.FIGURES, rest=0)
    head = _head(row, texts)
    if head:
        return head
    in_requests = _labelled(row, "requests")
    if in_requests.role in (Role.ROW, Role.GROUP):
        return in_requests
    in_disclosure = _labelled(row, "disclosure")
    if in_disclosure.role in (Role.ROW, Role.GROUP):
        return in_disclosure
    return in_requests if texts else Meaning(Role.FIGURES, rest=0)


def _meaning(texts: Sequence[str], above: Sequence[bool]) -> Meaning:
    return meaning(tuple(zip(texts, above, strict=True)))


_remembered_meaning = lru_cache(maxsize=_KEPT)(_meaning)


@remembered
def is_figure(text: str) -> bool:
    """Whether `text` is what is filled in: a number, figures run together, or a placeholder; not words."""
    return bool(_FUSED.fullmatch(text)) or read_number(text, "change").state in (
        CellState.NUMBER,
        CellState.PLACEHOLDER,
    )


def is_head_cell(text: str, table: str) -> bool:
    """Whether `text` is printed in the head of `table` and in no other place."""
    if table == "requests" and _RELATION_NOTE.search(text):
        return True
    if core(text) in _EVERYWHERE:
        return False
    if table == "disputes" and words.rows("disputes").find(text):
        return True
    return bool(words.columns(table).find(text) or words.headings(table).exact(text))


class _Signs(NamedTuple):
    """What a text shows of the row it stands in, whatever stands beside it.

    `section` names an item of article 20, `column` is the column of table three, `corner` that it heads table three,
    `disclosed` that it is a row of table two, `heads` the tables in whose head alone it is printed.
    """

    section: bool
    column: str | None
    corner: bool
    disclosed: bool
    heads: tuple[str, ...]


_NO_SIGNS = _Signs(False, None, False, False, ())


@remembered
def _signs(text: str) -> _Signs:
    if is_figure(text):
        return _NO_SIGNS
    section, corner = bool(_SECTION.search(fold(text))), bool(_RELATION_NOTE.search(text))
    if not words.every_label().may_find(text):
        return _Signs(section, None, corner, False, ())
    return _Signs(
        section=section,
        column=words.columns("requests").exact(text),
        corner=corner or words.headings("requests").exact(text) is not None,
        disclosed=words.rows("disclosure").find(text) is not None,
        heads=tuple(table for table in ("disclosure", "disputes") if is_head_cell(text, table)),
    )


def _head(row: Sequence[Shown], texts: Sequence[str]) -> Meaning | None:
    signs = {text: _signs(text) for text in texts}
    section = next((text for text, sign in signs.items() if sign.section), None)
    if section and not any(sign.disclosed for sign in signs.values()):
        return Meaning(Role.SECTION, "disclosure", label=section)
    own = [shown.text for shown in row if shown.text and not shown.above]
    columns = {key: text for text in own if (key := signs[text].column)}
    telling = any(core(text) not in _EVERYWHERE for text in columns.values())
    if (len(columns) > 1 and telling) or any(signs[text].corner for text in own):
        return Meaning(Role.HEAD, "requests")
    if any(signs[text].disclosed for text in texts[:_MOST_LABELS]):
        return None
    headed = [table for table in ("disclosure", "disputes") if any(table in sign.heads for sign in signs.values())]
    return Meaning(Role.HEAD, headed[0]) if headed else None


def _labelled(row: Sequence[Shown], table: str) -> Meaning:
    """`row` by the labels it begins with: of a group, of the row, or unknown."""
    labels = _Labels(table)
    index = 0
    while index < len(row) and labels.takes(row[index].text, _next_printed(row, index)):
        index += 1
    start = _after_repeats(row, index, labels.label)
    rest = row[start:]
    if labels.key and not _repeats_labels(rest, table) and not _is_cut_head(labels.label, rest):
        return Meaning(Role.ROW, table, labels.key, labels.label, labels.group, start)
    if labels.group and not labels.label and not _stands_above(row, labels.group, table):
        return Meaning(Role.GROUP, table, None, "", labels.group, start)
    return Meaning(Role.UNKNOWN if labels.label else Role.FIGURES, None, None, labels.label, labels.group, start)


def _after_repeats(row: Sequence[Shown], index: int, label: str) -> int:
    """Where the cells behind the label begin: behind its last repetition, whatever blank cells stand between.

    A cell too many may push a group's label that reaches down behind that of the row.
    """
    if not label:
        return index
    wanted = core(label)
    again = (
        at
        for at in range(len(row) - 1, index - 1, -1)
        if (text := row[at].text) and (core(text) == wanted or (row[at].above and words.groups().exact(text)))
    )
    return next(again, index - 1) + 1


def _stands_above(row: Sequence[Shown], group: str, table: str) -> bool:
    """Whether the label of `group` reaches down into the row: then the row is one of the group's."""
    return any(shown.above and _named(shown.text, table)[1] == group for shown in row if shown.text)


class _Labels:
    """The labels at the beginning of a row, taken one by one."""

    def __init__(self, table: str) -> None:
        self.key: str | None = None
        self.group: str | None = None
        self.label = ""
        self._table = table
        self._taken = 0

    def takes(self, text: str, following: str) -> bool:
        """Whether `text` is still a label of the row; remembers what it means. `following` is printed next."""
        if not text:
            # Blank cells before the row's label stand for labels that spans took away; after it they are filled in.
            return not self.label or (self.key == "other" and _named(following, self._table)[0] is not None)
        repeated = bool(self.label) and core(text) == core(self.label)
        if repeated or is_figure(text) or self._taken > _MOST_LABELS:
            return repeated
        named, group = _named(text, self._table)
        # （六）其他处理 is a row in one edition and a group in the other, whose rows follow it.
        if self.key not in (None, "other") or (self.key and not named):
            return False
        self._taken += 1
        if named:
            self.key, self.label = named, text
        elif group:
            self.group = group
        else:
            self.label = text
        return True


def _next_printed(row: Sequence[Shown], index: int) -> str:
    """What is printed behind a blank cell, empty for nothing."""
    if row[index].text:
        return ""
    return next((shown.text for shown in row[index + 1 :] if shown.text), "")


def _named(text: str, table: str) -> tuple[str | None, str | None]:
    """The row and the group that `text` may name; what it names word for word comes first."""
    rows, groups = words.rows(table), words.groups()
    if table == "disclosure":
        return rows.find(text), "section" if _SECTION.fullmatch(fold(text)) else None
    if not words.every_label().may_find(text):
        return None, None
    if rows.exact(text) or groups.exact(text):
        return rows.exact(text), groups.exact(text)
    return rows.find(text), groups.find(text)


def _is_cut_head(label: str, rest: Sequence[Shown]) -> bool:
    """Whether a row is a head whose cells a dump cut short (结果 | 结果 | 其他 | 尚未 | 总计): words, and no figure."""
    shown = [cell.text for cell in rest if cell.text]
    bare = read_label(label).ordinal is None and core(label) in _EVERYWHERE
    return bare and len(shown) > 1 and not any(map(is_figure, shown))


def _repeats_labels(rest: Sequence[Shown], table: str) -> bool:
    """Whether labels of rows stand side by side: a head that someone invented, not a row."""
    return sum(1 for shown in rest if shown.text and words.rows(table).exact(shown.text)) > 1


def same_ordinal(kind: Kind, label: str) -> bool:
    """Whether the row prints the ordinal that `label` of the form has."""
    wanted: Label = read_label(label)
    return wanted.ordinal is not None and wanted.ordinal == kind.ordinal
