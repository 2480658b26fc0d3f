"""What belongs to the site and not to the article: navigation, footers, menus of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import cast

from lxml import etree

from gouji.model import Block, Paragraph

FURNITURE = frozenset({"nav", "footer"})
# Never furniture, whatever their names: a table without one of its cells would be another table.
NEVER_FURNITURE = frozenset(
    {"html", "body", "main", "article", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "a"}
)
_NAMES = re.compile(r"(?:^|[\s_-])(?:footer|nav|navbar|menu|breadcrumbs?)(?:$|[\s_-])", re.I)
_ORDINAL = re.compile(r"^\s*[一二三四五六七]\s*[、.．]", re.M)
# Gathered in C: the menus of a portal have hundreds.
_runs_of_text = etree.XPath("descendant::text()", smart_strings=False)
_FEWEST_LINKS = 5
_LONGEST_LINK = 40


@dataclass(frozen=True, slots=True)
class Laid:
    """A block with what the page knows of it: whether it is nothing but links, and its text before collapsing."""

    block: Block
    linked: bool
    raw: str


def is_furniture(element: etree._Element, tag: str, said: Sequence[str | bytes]) -> bool:
    """Whether `element` is called navigation or footer and holds neither a table nor a chapter's heading.

    `tag` is its own, and `said` are all attributes that it has.
    """
    is_called = ("class" in said and _is_named(element.get("class"))) or ("id" in said and _is_named(element.get("id")))
    if not is_called and tag not in FURNITURE:
        return False
    if next(element.iter("table"), None) is not None or next(element.iterancestors("article"), None) is not None:
        return False
    return _ORDINAL.search("\n".join(cast(list[str], _runs_of_text(element)))) is None


@lru_cache(maxsize=4096)
def _is_named(name: str | None) -> bool:
    return name is not None and _NAMES.search(name) is not None


def without_menus(laid: Sequence[Laid]) -> list[Laid]:
    """`laid` without long runs of short paragraphs that are nothing but links."""
    kept: list[Laid] = []
    for is_entry, grouped in groupby(laid, key=_is_menu_entry):
        run = list(grouped)
        if not is_entry or len(run) < _FEWEST_LINKS:
            kept.extend(run)
    return kept


def _is_menu_entry(item: Laid) -> bool:
    if not item.linked or not isinstance(item.block, Paragraph) or len(item.block.text) > _LONGEST_LINK:
        return False
    return not item.block.heading and not _ORDINAL.match(item.block.text)
