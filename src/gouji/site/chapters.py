"""A report's chapters compared with the form's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gouji.form import EDITIONS, Chapter, load_edition
from gouji.model import Text
from gouji.site.figures import clipped
from gouji.site.labels import label_or

SECTIONS_SHOWN = 60
TITLE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One chapter: the form's title beside the printed heading; either may be missing. `state` is the match."""

    form: str | None
    name: Text | None
    printed: str | None
    state: str
    state_text: Text


def chapter_views(record: Mapping[str, Any]) -> tuple[ChapterView, ...]:
    """The headings in the order printed, then the form's chapters that were not found."""
    edition = str(record.get("edition"))
    chapters = load_edition(edition if edition in EDITIONS else EDITIONS[-1]).chapters
    sections: Sequence[Mapping[str, Any]] = record.get("sections", ())
    by_number = {chapter.number: chapter for chapter in chapters}
    found = [_printed(section, by_number.get(section.get("chapter") or 0)) for section in sections[:SECTIONS_SHOWN]]
    seen = {section.get("chapter") for section in sections}
    return (*found, *(_view(chapter, None, "missing") for chapter in chapters if chapter.number not in seen))


def _printed(section: Mapping[str, Any], chapter: Chapter | None) -> ChapterView:
    return _view(chapter, clipped(str(section["title"]), TITLE_LIMIT), str(section["match"]))


def _view(chapter: Chapter | None, printed: str | None, state: str) -> ChapterView:
    form = f"{chapter.ordinal}、{chapter.title}" if chapter else None
    return ChapterView(form, chapter.name if chapter else None, printed, state, label_or(f"match_{state}", state))
