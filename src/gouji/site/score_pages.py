"""The marks of a run as pages, so many reports to each that no page grows without bound."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gouji.model import Rule
from gouji.site.addresses import scores_page
from gouji.site.scores import GroupView, MarksView, ScoresView, scores_view

REPORTS_PER_PAGE = 100
# Lines of reports and problems: a page stays below half a megabyte.
LINES_PER_PAGE = 600

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """The part of a group that is on one page: its reports from `first` to `last`, counted from 1, of `total`."""

    group: GroupView
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """One page of marks. What is said of the sheet and of all groups stands on the first only."""

    number: int
    pages: int
    parts: tuple[GroupPart, ...]
    scores: ScoresView
    places: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the page is, relative to the site."""
        return scores_page(self.number)

    @property
    def previous_page(self) -> str | None:
        """The page before this one."""
        return scores_page(self.number - 1) if self.number > 1 else None

    @property
    def next_page(self) -> str | None:
        """The page after this one."""
        return scores_page(self.number + 1) if self.number < self.pages else None

    @property
    def scored(self) -> int:
        """How many reports are scored."""
        return sum(group.scored for group in self.scores.groups)

    @property
    def unscored(self) -> int:
        """How many are not: their files could not be read."""
        return sum(len(group.marks) - group.scored for group in self.scores.groups)


def scores_pages(
    scores: Mapping[str, Any] | None, run: Mapping[str, Any] | None, rules: Mapping[str, Rule]
) -> list[ScoresPage]:
    """The pages of scores.json; none where there is none, where it is another run's, or where it says nothing.

    `places` of each is where every group begins, in the order of the groups.
    """
    if scores is None or run is None:
        return []
    try:
        if scores["run"] != run["run"]["id"]:
            logger.error("the scores are those of the run %s", scores["run"])
            return []
        view = scores_view(scores, rules)
    except (KeyError, TypeError, ValueError, AttributeError):
        logger.exception("scores.json cannot be shown")
        return []
    sheets = list(_paged(view.groups))
    begun = [(part.group.anchor, number) for number, parts in enumerate(sheets, 1) for part in parts if part.first == 1]
    places = tuple(f"{scores_page(number)}#{anchor}" for anchor, number in begun)
    return [ScoresPage(number, len(sheets), parts, view, places) for number, parts in enumerate(sheets, 1)]


def _paged(groups: Sequence[GroupView]) -> Iterator[tuple[GroupPart, ...]]:
    parts: list[GroupPart] = []
    reports, lines = 0, 0
    for group in groups:
        start = 0
        for place, marks in enumerate(group.marks):
            if reports == REPORTS_PER_PAGE or (reports and lines + marks.weight > LINES_PER_PAGE):
                yield (*parts, *_part(group, start, place))
                parts, start, reports, lines = [], place, 0, 0
            reports, lines = reports + 1, lines + marks.weight
        parts += _part(group, start, len(group.marks))
    if parts:
        yield tuple(parts)


def _part(group: GroupView, start: int, end: int) -> list[GroupPart]:
    shown: tuple[MarksView, ...] = group.marks[start:end]
    return [GroupPart(replace(group, marks=shown), start + 1, end, len(group.marks))] if shown else []
