"""A text in the two languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the two languages of the product."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The text in `language`; anything but `en` is Chinese."""
        return self.en if language == "en" else self.zh
