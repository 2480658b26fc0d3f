"""From paths to reports in worker processes: what is in archives and on standard input, and each file in isolation."""

from __future__ import annotations

from gouji.reading.cache import default_cache
from gouji.reading.reading import Reading, ReadingOptions

__all__ = ["Reading", "ReadingOptions", "default_cache"]
