"""The words of a record's entries and of gouji itself in one language, for what is written in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gouji.messages import message
from gouji.outputs.safe_text import clipped, printable

# Longer texts of one entry are cut: no reader wants them, and no format holds them.
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks `zh` or `en`."""

    language: str = "zh"

    def say(self, code: str, **params: object) -> str:
        """The message with `code`."""
        return message(code, **params).get(self.language)

    def of(self, entry: Mapping[str, Any], name: str) -> str:
        """The text called `name` of a record's entry, harmless and not endless; the Chinese where there is no other."""
        text = entry.get(f"{name}_en") if self.language == "en" else None
        return clipped(printable(text or entry.get(name) or ""), LONGEST)

    def listed(self, parts: list[str]) -> str:
        """Several things in a row."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def verdict(self, verdict: str, critical: int) -> str:
        """A verdict in words: 发现问题 N 项, N being the findings that must be corrected."""
        return self.say(f"verdict_{verdict}", count=critical)
