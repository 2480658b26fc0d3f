"""What a row is does not depend on which numbers stand in it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from gouji.form import TABLES, load_edition
from gouji.model import GridCell, Locator
from gouji.normalise.tables import words
from gouji.normalise.tables.entries import Entry, GridRow
from gouji.normalise.tables.kinds import Kind, Meaning, Role, classify, meaning

_LABELS = [
    line.label for edition in ("2019", "2021") for form in load_edition(edition).tables.values() for line in form.rows
]
_WORDS = st.sampled_from(
    [*_LABELS, "总计", "其他", "自然人", "商业企业", "结果维持", "第二十条第（一）项", "规章", "一、总体情况"]
)
_FIGURES = st.one_of(
    st.integers(0, 99999).map(str), st.sampled_from(["/", "—", "无", "-7", "849件", "１２", "0012", "1,036", "3.5"])
)
_TEXTS = st.lists(st.tuples(st.one_of(_WORDS, _FIGURES, st.just("")), st.booleans()), max_size=12)


def row_of(shape: list[tuple[str, bool]]) -> GridRow:
    """A row with a cell for each text, begun above where it says so."""
    at = Locator(table=1, row=1, column=1)
    cells = [Entry(GridCell(text, at), number, number, above, text) for number, (text, above) in enumerate(shape)]
    return GridRow(tuple(cells), 0, at, ragged=False)


def said(kind: Kind) -> Meaning:
    """What `kind` says of its row."""
    cells = len(kind.row.entries) - len(kind.rest)
    reads = kind.role not in (Role.HEAD, Role.SECTION, Role.CHAPTER)
    return Meaning(kind.role, kind.table, kind.key, kind.label, kind.group, cells if reads else None)


@given(_TEXTS)
@example([("0012", False)])
@example([("（一）予以公开", False), ("007", False)])
def test_a_row_means_the_same_whichever_numbers_it_has(shape: list[tuple[str, bool]]) -> None:
    assert said(classify(row_of(shape))) == meaning(shape)


def test_a_row_that_was_met_before_keeps_its_own_cells() -> None:
    shape = [("（一）予以公开", False), ("1", False), ("2", False)]
    other = [("（一）予以公开", False), ("30", False), ("40", False)]
    assert [entry.text for entry in classify(row_of(shape)).rest] == ["1", "2"]
    assert [entry.text for entry in classify(row_of(other)).rest] == ["30", "40"]


def test_a_row_of_prose_is_read_as_well() -> None:
    long = "本机关认真贯彻落实政府信息公开工作要求。" * 20
    kind = classify(row_of([(long, False)]))
    assert kind.label == long
    assert kind.role is Role.UNKNOWN


@given(st.lists(st.one_of(_WORDS, st.text("一二三（）、其他信息公开结果维持数量", max_size=6)), min_size=1, max_size=3))
def test_what_may_be_no_label_names_nothing_in_any_table(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = (words.rows, words.columns, words.headings)
    lexicons = [words.groups(), *(part(table) for table in TABLES for part in parts)]
    found = any(lexicon.find(text) or lexicon.exact(text) for lexicon in lexicons)
    assert words.every_label().may_find(text) or not found


def test_a_name_and_a_day_may_be_no_label() -> None:
    assert not any(map(words.every_label().may_find, ("示例市教育局", "2025-01-20")))
    assert words.every_label().may_find("（一）予以公")
