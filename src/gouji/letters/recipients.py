"""Who gets a letter: a body's reports of a run that have problems to mend, in the order of the register."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.normalise.text import fold
from gouji.outputs.issues import Issue, issues
from gouji.outputs.said import Voice
from gouji.outputs.view import Head, RunView

_UNSAFE = re.compile(r"[^\w（）()-]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Recipient:
    """One report with its problems; `number` is its place in the batch, from 1."""

    number: int
    head: Head
    record: Mapping[str, Any]
    issues: tuple[Issue, ...]

    @property
    def body(self) -> str:
        """The body's name, or its file where nobody knows the name."""
        return self.head.organisation or self.head.source

    @property
    def file_name(self) -> str:
        """A name that any system takes, in the order of the batch."""
        return f"{self.number:03d}-{file_stem(self.body, self.head.year)}.docx"


def file_stem(body: str, year: int | None) -> str:
    """A body and a year as part of a file's name that any system takes."""
    return f"{_UNSAFE.sub('_', body)[:_LONGEST]}-{year or 0}"


def recipients(view: RunView, bodies: Collection[str] = ()) -> Iterator[Recipient]:
    """Every report with problems, one at a time; only those of `bodies`, by name, where any are named."""
    wanted = {fold(body) for body in bodies}
    number = 0
    for head in _in_register_order(view.heads):
        if wanted and fold(head.organisation or head.source) not in wanted:
            continue
        record = view.record(head)
        found = issues(record, Voice("zh"))
        if found:
            number += 1
            yield Recipient(number, head, record, tuple(found))


def unknown_bodies(view: RunView, bodies: Collection[str]) -> list[str]:
    """Those of `bodies` that the run does not have."""
    known = {fold(head.organisation or head.source) for head in view.heads}
    return [body for body in bodies if fold(body) not in known]


def _in_register_order(heads: Sequence[Head]) -> list[Head]:
    """By the register's row where there is one; else as the run has them."""
    last = len(heads)
    return sorted(heads, key=lambda head: last if head.row is None else head.row)
