"""The texts of a row as what they mean."""

from __future__ import annotations

import re

from gouji.manifest.columns import choices, meaning
from gouji.model import Problem
from gouji.normalise.days import iso_day
from gouji.normalise.text import fold

_BETWEEN_NAMES = re.compile(r"[；;、|｜\n]")
_YEAR = re.compile(r"(\d{4})(?:\.0)?年?度?")
_FIRST_YEAR, _LAST_YEAR = 2008, 2100


class Misread(ValueError):
    """A text that is not what its column asks for; `problem` lacks only the place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_names(text: str) -> tuple[str, ...]:
    """Names parted by ；, ;, 、 or |."""
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := part.strip()))


def read_year(text: str) -> int:
    """A year in which such reports exist; Misread for anything else."""
    found = _YEAR.fullmatch(fold(text))
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise Misread(Problem("manifest_year", {"text": text[:40]}))
    return int(found[1])


def read_date(text: str) -> str:
    """A day as an ISO date, however it is written; Misread for what is none."""
    day = iso_day(text)
    if day is None:
        raise Misread(Problem("manifest_date", {"text": text[:40]}))
    return day


def read_word(kind: str, text: str) -> str:
    """The key of a word of a closed list; Misread, naming the list, for another."""
    key = meaning(kind, text)
    if key is None:
        raise Misread(Problem("manifest_word", {"text": text[:40], "choices": choices(kind)}))
    return key
