"""Numbers that Word keeps outside the text: the 一、 of a heading is in numbering.xml, not in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from gouji.sources.docx_parts import number, switch, value, word
from gouji.sources.docx_styles import Styles
from gouji.sources.numerals import ordinal

_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it prints. `restart` is the level (from 1) that restarts it."""

    start: int
    form: str
    text: str
    restart: int | None
    style: str | None
    legal: bool


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs refer to it: lists with the same `abstract` count on together."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class StylePlace(NamedTuple):
    """The list that a style puts its paragraphs in, with the level that the list links to it, and the style's own."""

    key: int
    linked: int | None
    stated: int | None


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        self._lists: dict[int, NumberedList | None] = {}
        self._places: dict[str | None, StylePlace | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, own: etree._Element | None, style: str | None) -> str:
        """What Word prints before a paragraph, by its `own` numbering or its `style`; `` when it is in no list.

        The list counts on by it.
        """
        if own is None and style in self._places and self._places[style] is None:
            return ""
        key, depth = self._place(own, style)
        listed = self._list(key) if key else None
        if listed is None or depth not in listed.levels:
            return ""
        counts = self._count(key, listed, depth)
        text = _printed(listed, depth, counts)
        # After 1. and A a blank keeps the number apart from a figure; 一、 and （一） need none.
        return text + " " if text[-1:].isascii() and text else text

    def _place(self, own: etree._Element | None, style: str | None) -> tuple[int, int]:
        """The list and the level that a paragraph is in, by itself or by its style; list 0 is none."""
        key, depth = number(own, "numId"), number(own, "ilvl")
        if key is not None:
            return key, depth or 0
        if style not in self._places:
            self._places[style] = self._place_of(style)
        place = self._places[style]
        if place is None:
            return 0, 0
        given = depth if place.linked is None else place.linked
        return place.key, (place.stated or 0) if given is None else given

    def _place_of(self, style: str | None) -> StylePlace | None:
        for each, element in self._styles.chain(style):
            key = number(element, "pPr", "numPr", "numId")
            if key is not None:
                return StylePlace(key, self._level_of(key, style, each), number(element, "pPr", "numPr", "ilvl"))
        return None

    def _level_of(self, key: int, *styles: str | None) -> int | None:
        """The level of the list `key` that is linked to the first of `styles` to have one."""
        listed = self._list(key)
        for wanted in styles:
            for depth, level in listed.levels.items() if listed else ():
                if level.style and level.style == wanted:
                    return depth
        return None

    def _list(self, key: int) -> NumberedList | None:
        if key not in self._lists:
            self._lists[key] = self._read(key)
        return self._lists[key]

    def _read(self, key: int) -> NumberedList | None:
        num = self._nums.get(str(key))
        abstract = self._abstract(value(num, "abstractNumId"))
        if num is None or abstract is None:
            return None
        levels = {depth: level for each in abstract.findall(word("lvl")) for depth, level in _level(each)}
        starts: dict[int, int] = {}
        for change in num.findall(word("lvlOverride")):
            levels |= {depth: level for each in change.findall(word("lvl")) for depth, level in _level(each)}
            depth, start = _depth(change), number(change, "startOverride")
            if start is not None and depth in levels:
                starts[depth] = start
                levels[depth] = replace(levels[depth], start=start)
        return NumberedList(abstract.get(word("abstractNumId")) or "", levels, starts)

    def _abstract(self, key: str | None) -> etree._Element | None:
        """The definition called `key`; one that only points to a numbering style is followed there."""
        for _ in range(_MOST_LINKS):
            element = self._abstracts.get(key or "")
            link = value(element, "numStyleLink")
            if element is None or link is None:
                return element
            key = value(self._nums.get(str(self._styles.numbering_of(link))), "abstractNumId")
        return None

    def _count(self, key: int, listed: NumberedList, depth: int) -> Mapping[int, int]:
        """Count on at `depth`; what lies deeper begins anew."""
        counts = self._counts.setdefault(listed.abstract, {})
        level = listed.levels[depth]
        restarts = depth in listed.starts and (key, depth) not in self._begun
        self._begun.add((key, depth))
        counts[depth] = counts[depth] + 1 if depth in counts and not restarts else level.start
        for deeper in [each for each in counts if each > depth]:
            below = listed.levels.get(deeper)
            if below is None or below.restart is None or depth < below.restart:
                del counts[deeper]
        return counts


def _by_id(root: etree._Element | None, name: str, attribute: str) -> dict[str, etree._Element]:
    found = [] if root is None else root.findall(word(name))
    return {element.get(word(attribute)) or "": element for element in found}


def _level(element: etree._Element) -> list[tuple[int, Level]]:
    depth = _depth(element)
    if depth < 0:
        return []
    start = number(element, "start")
    level = Level(
        start=0 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=(value(element, "lvlText") or "")[:80],
        restart=number(element, "lvlRestart"),
        style=value(element, "pStyle"),
        legal=bool(switch(element, "isLgl")),
    )
    return [(depth, level)]


def _depth(element: etree._Element) -> int:
    """The level, from 0, that `element` is about; -1 when it does not say."""
    depth = element.get(word("ilvl")) or ""
    return int(depth) if re.fullmatch("[0-8]", depth) else -1


def _printed(listed: NumberedList, depth: int, counts: Mapping[int, int]) -> str:
    """The level's text with the numbers filled in: `第%1章` with 2 is 第二章. A bullet prints nothing."""
    level = listed.levels[depth]
    if level.form == "bullet":
        return ""

    def filled(found: re.Match[str]) -> str:
        place = int(found.group(1)) - 1
        named = listed.levels.get(place, level)
        return ordinal(counts.get(place, named.start), "decimal" if level.legal else named.form)

    return _PLACE.sub(filled, level.text)
