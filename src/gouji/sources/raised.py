"""Raised and lowered digits: a footnote's mark must not become part of the number before it."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def raised(text: str) -> str:
    """`text` with its digits as superscripts."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """`text` with its digits as subscripts."""
    return text.translate(_LOWERED)
