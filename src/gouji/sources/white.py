"""White space as documents have it: line breaks of the source, no-break and ideographic spaces, invisible marks."""

from __future__ import annotations

import re

from gouji.remember import remembered

# Zero-width and soft marks that editors leave behind; \s does not know them.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# A line break of the source between two Chinese characters is no space (CSS Text, segment breaks).
_SEGMENT_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff01-\uff5e])[ \t]*\r?\n\s*(?=[\u2e80-\u9fff\uff01-\uff5e])")


def collapse(text: str) -> str:
    """`text` on one line: runs of white space as one space, none at the ends, invisible marks gone."""
    # What can be printed has neither line breaks nor invisible marks, nor any white space but spaces.
    return " ".join(text.split()) if text.isprintable() else _collapsed(text)


@remembered
def _collapsed(text: str) -> str:
    return " ".join(_SEGMENT_BREAK.sub("", _INVISIBLE.sub("", text)).split())
