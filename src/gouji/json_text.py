"""JSON that no person reads, written and read fast: the records of a run, its results, what workers hand over."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

# Halves of characters: what Python makes of bytes in a file name that are no text.
_HALVES = re.compile("[\ud800-\udfff]")


def encoded(value: object) -> bytes:
    """`value` as JSON on one line, in UTF-8, with a replacement for whatever is no character.

    Raises TypeError for what is no JSON value. What is not a finite number has no JSON and is written as null.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        # JSON allows what the fast writer refuses: halves of characters, whole numbers beyond 64 bits.
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return _HALVES.sub("\ufffd", text).encode("utf-8")


def decoded(text: bytes | str) -> Any:
    """The value of JSON in UTF-8. Raises ValueError for what is none; whole numbers beyond 64 bits become floats."""
    return orjson.loads(text)
