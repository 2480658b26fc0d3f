"""The earlier notice that a letter refers to: its title and number (文号) in the office's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gouji.letters.wording import Wording
from gouji.outputs.safe_text import printable

# Gives the numbers of the notices under which findings, by fingerprint, were issued before.
Cited = Callable[[Sequence[str]], tuple[str, ...]]


def cite_nothing(fingerprints: Sequence[str]) -> tuple[str, ...]:
    """For letters without a ledger: no earlier notice is known."""
    return ()


def citation(
    wording: Wording, cited: Cited, fingerprints: Sequence[str], values: Mapping[str, object]
) -> dict[str, object]:
    """`values` with `document`, the numbers, and `earlier`, the wording's text of that name with them.

    Both are empty where no number is known: no title then stands before empty brackets.
    """
    numbers = "、".join(filter(None, (printable(number).strip() for number in cited(fingerprints))))
    said = {**values, "document": numbers}
    return {**said, "earlier": wording.say("earlier", **said) if numbers else ""}
