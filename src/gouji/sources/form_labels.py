"""The labels that the official form prints, for readers that have to know a cell of it when they see one."""

from __future__ import annotations

import re
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.remember import remembered

_BESIDE_WORDS = re.compile(r"\W+")


@remembered
def bare(text: str) -> str:
    """`text` without white space and punctuation: what stays the same however a label is typed."""
    return _BESIDE_WORDS.sub("", text)


@cache
def form_labels() -> frozenset[str]:
    """Every label of every edition's tables, bare."""
    tables = [table for name in EDITIONS for table in load_edition(name).tables.values()]
    texts = [cell.text for table in tables for row in table.layout for cell in row]
    return frozenset(label for label in map(bare, texts) if label)
