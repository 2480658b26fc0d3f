"""A file that a server or a browser packed with gzip and kept under the page's own name."""

from __future__ import annotations

import gzip
import io
import zlib

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable
from gouji.sources.zip_guard import LIMITS, RATIO_FROM


def unpacked(data: bytes, name: str) -> bytes:
    """What is in the gzip file `data`, never more than a part of a packed document may hold.

    Raises `Unreadable`: `zip_damaged` or `zip_too_large`.
    """
    most = min(LIMITS.entry_bytes, max(RATIO_FROM, LIMITS.ratio * len(data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(Problem("zip_damaged", {"name": name})) from error
    if len(content) > most:
        raise Unreadable(Problem("zip_too_large", {"name": name}))
    return content
