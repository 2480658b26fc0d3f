"""Which elements a page shows as part of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml import etree

from gouji.sources.html_furniture import FURNITURE, NEVER_FURNITURE, is_furniture
from gouji.sources.html_tags import SKIPPED

_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
# Styles that pages repeat on every cell.
_REMEMBERED = 4096


def is_left_out(element: etree._Element, tag: object) -> bool:
    """Whether the page does not show `element`, whose tag is `tag`, or it is no part of the article."""
    if tag in SKIPPED or not isinstance(tag, str):
        return True
    # Most elements say little of themselves, and there are thousands: what they say is looked at once.
    said = element.keys()
    if says_hidden(element, said):
        return True
    if tag in NEVER_FURNITURE or not ("class" in said or "id" in said or tag in FURNITURE):
        return False
    return is_furniture(element, tag, said)


def is_hidden(element: etree._Element) -> bool:
    """Whether the page does not display `element`."""
    return says_hidden(element, element.keys())


def says_hidden(element: etree._Element, said: Sequence[str | bytes]) -> bool:
    """Whether one of the attributes `said`, all that `element` has, hides it."""
    return ("style" in said and _hides(element.get("style") or "")) or "hidden" in said


@lru_cache(maxsize=_REMEMBERED)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None
