"""Whose report it is and of which year: every source that says so, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.model import Document, Identity, Paragraph, Period, Problem
from gouji.normalise.evidence import bodies_named, offices_named, year_spoken_of
from gouji.normalise.organs import is_organ, kind_of
from gouji.normalise.text import fold, tidy
from gouji.normalise.title import Title, is_sentence, parse_title

LONGEST_NAME = 200
# 局 and 教育局 are ends of names; 样本镇 is one.
_SHORTEST_WITH_PLACE = 3
_PLACE = re.compile("[省市县区州盟旗镇乡]")
_SITE = re.compile(r"(?:门户|官方|政务|公众|信息公开)*(?:网站|网|平台)$|[-_|].*$|^(?:中国|欢迎(?:访问|来到))[·.]?")


@dataclass(frozen=True, slots=True)
class Named:
    """A title and where it stands: `meta`, `title` (in the body) or `page_title`."""

    title: Title
    source: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What of the report's text tells its identity."""

    preamble: Sequence[Paragraph]
    first_chapter: Sequence[Paragraph]
    signed: str | None


def read_titles(document: Document, before: Sequence[Paragraph]) -> list[Named]:
    """Every title of the report that the source carries, in order of trust.

    `before` is what stands ahead of chapter one. What only names the site or the column is no title.
    """
    found: list[Named] = []
    column = fold(document.meta.get("columnname", ""))
    if (stated := parse_title(document.meta.get("articletitle", ""))) is not None and fold(stated.text) != column:
        found.append(Named(stated, "meta"))
    if (printed := _printed(before, column)) is not None:
        found.append(Named(printed, "title"))
    if (page := parse_title(document.title or "")) is not None and page.completeness:
        found.append(Named(page, "page_title"))
    return found


def with_whole_title(before: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`before` with a title in one that a page's width broke in the middle of a word: …信息公开工 | 作年度报告."""
    for position, (line, following) in enumerate(pairwise(before)):
        if _candidate(line) is None and (_candidate(following) is None or _broken_name(line, following)):
            text = line.text + following.text
            if parse_title(text) is None:
                continue
            whole = replace(line, text=text)
            title = _candidate(whole)
            if title is not None and title.completeness == 2 and is_organ(str(title.organisation)):
                return (*before[:position], whole, *before[position + 2 :])
    return tuple(before)


def _broken_name(line: Paragraph, following: Paragraph) -> bool:
    """Whether a title begins with the end of a name whose beginning, with its place, is the heading above it."""
    title = _candidate(following)
    if title is None or title.organisation is None or not (line.heading and following.heading):
        return False
    return len(title.organisation) <= _SHORTEST_WITH_PLACE and bool(_PLACE.search(line.text))


def title_position(before: Sequence[Paragraph]) -> int | None:
    """Where among `before` the printed title stands, None when there is none."""
    return next((i for i in reversed(range(len(before))) if _candidate(before[i]) is not None), None)


def best_title(titles: Sequence[Named]) -> str | None:
    """The report's title: of those that it carries the first that names most of what a title should name."""
    best = max(titles, key=lambda named: named.title.completeness, default=None)
    return best.title.text if best else None


def identify(
    document: Document,
    titles: Sequence[Named],
    prose: Prose,
    period: Period | None,
    *,
    organisation: str | None = None,
    year: int | None = None,
) -> tuple[Identity, tuple[Problem, ...]]:
    """The identity, and what is to be said of it; `organisation` and `year` are the user's own and stand over all."""
    name, name_from = next(_organisations(document, titles, prose, organisation), (None, None))
    when, when_from = next(_years(titles, prose, period, year), (None, None))
    problems: list[Problem] = []
    if name is not None and len(name) > LONGEST_NAME:
        problems.append(Problem("name_cut", {"length": str(len(name)), "limit": str(LONGEST_NAME)}))
        name = name[:LONGEST_NAME]
    problems.extend(_disagreement(titles))
    if when_from == "period" and (spoken := year_spoken_of(prose.first_chapter)) not in (None, when):
        problems.append(Problem("year_doubtful", {"period": str(when), "prose": str(spoken)}))
    identity = Identity(name, when, kind_of(name), name_from, when_from)
    return identity, tuple(problems)


def _organisations(
    document: Document, titles: Sequence[Named], prose: Prose, argument: str | None
) -> Iterator[tuple[str, str]]:
    if argument and tidy(argument):
        yield tidy(argument), "argument"
    for named in titles:
        if named.title.organisation:
            yield named.title.organisation, named.source
    # Whose name is still to be filled in is not known from the portal that the report is to be kept on.
    unfilled = any(named.title.unfilled for named in titles)
    for witness in bodies_named(prose.preamble, prose.signed, portals=not unfilled):
        yield tidy(witness.organisation), witness.role
    source = tidy(document.meta.get("contentsource", ""))
    if is_organ(source):
        yield source, "content_source"
    for witness in offices_named(prose.preamble):
        yield tidy(witness.organisation), witness.role
    site = _SITE.sub("", _SITE.sub("", tidy(document.meta.get("sitename", ""))))
    if is_organ(site) and not unfilled:
        yield site, "site_name"


def _years(
    titles: Sequence[Named], prose: Prose, period: Period | None, argument: int | None
) -> Iterator[tuple[int, str]]:
    if argument is not None:
        yield argument, "argument"
    for named in titles:
        if named.title.year is not None:
            yield named.title.year, named.source
    if period is not None:
        yield int(period.end[:4]), "period"
    spoken = year_spoken_of(prose.first_chapter)
    if spoken is not None:
        yield spoken, "prose"


def _disagreement(titles: Sequence[Named]) -> Iterator[Problem]:
    years = sorted({named.title.year for named in titles if named.title.year is not None})
    if len(years) > 1:
        yield Problem("titles_disagree", {"years": "、".join(str(year) for year in years)})


def _printed(before: Sequence[Paragraph], column: str) -> Title | None:
    """The title printed above chapter one: the last line that is one, with a line of its own for body or year."""
    position = title_position(before)
    if position is None:
        return None
    title = _candidate(before[position])
    if title is None or title.completeness == 2:
        return title
    joined = parse_title(_neighbours(before, position, title))
    if joined is not None and joined.completeness > title.completeness:
        return joined
    alone = title.completeness == 0 and not (before[position].heading and fold(title.text) != column)
    return None if alone and position > 0 else title


def _candidate(paragraph: Paragraph) -> Title | None:
    title = parse_title(paragraph.text)
    return None if title is None or (not paragraph.heading and is_sentence(paragraph.text)) else title


def _neighbours(before: Sequence[Paragraph], position: int, title: Title) -> str:
    """The title with the line above it, when that names a body, and the line below, when that is a year."""
    above = before[position - 1].text if position else ""
    below = before[position + 1].text if position + 1 < len(before) else ""
    head = above if title.organisation is None and _names_body(above) else ""
    tail = below if re.fullmatch(r"[(（]?\s*\S{4}\s*年\s*度?\s*[)）]?", below.strip()) and title.year is None else ""
    return head + title.text + tail


def _names_body(line: str) -> bool:
    """Whether a line is a body's name, perhaps with the year: the first line of a title in two."""
    return is_organ(re.sub(r"\d{4}年度?(?:关于)?$", "", fold(line)))
