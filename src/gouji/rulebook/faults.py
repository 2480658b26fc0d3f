"""What the rulebook's check of itself finds in a rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gouji.messages import message
from gouji.model import Text
from gouji.rulebook.errors import place_text
from gouji.yaml_text import line_of


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the rule `rule` in the field at `path` of its `file`.

    A `note` is worth knowing and no fault: the rulebook is sound with it.
    """

    rule: str
    path: tuple[str | int, ...]
    why: Text
    file: Path | None = None
    note: bool = False

    @property
    def field(self) -> str:
        """The field as messages write it: `relations[0].when.kind`."""
        shown = ""
        for step in self.path:
            shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else str(step)
        return shown

    @property
    def line(self) -> int | None:
        """The line of the file where the field stands, None when there is no file."""
        return line_of(self.file.read_text(encoding="utf-8"), self.path) if self.file else None

    @property
    def text(self) -> Text:
        """The whole of it in a line."""
        file = self.file.name if self.file else self.rule
        return message("rule_file_fault", place=place_text(file, self.field, self.line), why=self.why)
