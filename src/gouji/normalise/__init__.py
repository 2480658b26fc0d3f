"""From what a file says (`Document`) to what it means (`Report`)."""

from gouji.normalise.report import NotAReport, normalise

__all__ = ["NotAReport", "normalise"]
