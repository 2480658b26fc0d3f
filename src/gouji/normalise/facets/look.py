"""A report's text laid out for looking through: every paragraph folded, with its chapter and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.messages import message
from gouji.model import Locator, Paragraph, Remark, Report, Text
from gouji.normalise.text import fold
from gouji.yaml_text import load_yaml

INTRODUCTION = 0
_ORDINALS = "一二三四五六"
# A remark quotes this much of a paragraph.
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `chapter` is the form's (0 for the introduction, None for one that the form does not have)."""

    printed: str
    folded: str
    at: Locator
    chapter: int | None
    section: int | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Could not be looked through, and why (a message code with its parameters)."""

    why: Text


Seen = Sequence[Remark] | Unknown | None
"""What was noticed; None where the topic does not concern the report."""


@dataclass(frozen=True, slots=True)
class Look:
    """A report and its lines in reading order."""

    report: Report
    lines: tuple[Line, ...]

    @property
    def year(self) -> int | None:
        """The report's year."""
        return self.report.identity.year

    @property
    def introduction(self) -> list[Line]:
        """What stands before chapter one."""
        return self.chapter(INTRODUCTION)

    def chapter(self, number: int) -> list[Line]:
        """The lines of one chapter of the form."""
        return [line for line in self.lines if line.chapter == number]

    def has_chapter(self, number: int) -> bool:
        """Whether the chapter's heading was found, with text under it or without."""
        return any(section.chapter == number for section in self.report.sections)


def look(report: Report) -> Look:
    """`report` laid out."""
    lines = list(_lines(report.preamble, INTRODUCTION, None))
    for number, section in enumerate(report.sections):
        lines += _lines(section.paragraphs, section.chapter, number)
    return Look(report, tuple(lines))


def _lines(paragraphs: Sequence[Paragraph], chapter: int | None, section: int | None) -> Iterable[Line]:
    return (Line(p.text, fold(p.text), p.at, chapter, section, index) for index, p in enumerate(paragraphs))


def joined(lines: Iterable[Line]) -> str:
    """The folded text of `lines`; a line feed keeps what stands in two paragraphs apart."""
    return "\n".join(line.folded for line in lines)


def remark(line: Line, quote: str) -> Remark:
    """Something in a paragraph, by its words."""
    shown = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return Remark(Text(f"“{shown}”", f"“{shown}”"), _place(line), line.at, line.section, line.paragraph)


def general(text: Text) -> Remark:
    """Something about the report or a chapter as a whole."""
    return Remark(text)


def _place(line: Line) -> Text:
    count = line.paragraph + 1
    if line.section is None:
        return message("place_introduction", paragraph=count)
    if line.chapter is None:
        return message("place_extra", section=line.section + 1, paragraph=count)
    return message("place_chapter", ordinal=_ORDINALS[line.chapter - 1], chapter=line.chapter, paragraph=count)


def unknown(code: str, **params: object) -> Unknown:
    """Why a report could not be looked through."""
    return Unknown(message(code, **params))


@cache
def data(name: str) -> Any:
    """The content of one of this folder's YAML files."""
    return load_yaml(files("gouji.normalise.facets").joinpath(name).read_text(encoding="utf-8"))


Check = Callable[[Look], Seen]
