"""What is wrong with a file of the rulebook, by file, line and field."""

from __future__ import annotations

from gouji.messages import message
from gouji.model import Text


class RuleError(ValueError):
    """A file of the rulebook that cannot be used: a rule, a profile, a lexicon.

    `file` and `field` say where, `line` the line of the file (from 1, None where there is none); `why` is the code of
    a message, with `params`, or the text itself. `text` is all of it, in words for the user.
    """

    def __init__(self, file: str, field: str, why: str | Text, line: int | None = None, **params: object) -> None:
        self.file, self.field, self.line = file, field, line
        self.why = message(why, **params) if isinstance(why, str) else why
        self.code = why if isinstance(why, str) else None
        self.text = message("rule_file_fault", place=place_text(file, field, line), why=self.why)
        super().__init__(self.text.en)


class ChoiceError(RuleError):
    """A file or an option of the user's own is at fault, not what ships with gouji."""

    @classmethod
    def of(cls, error: RuleError) -> ChoiceError:
        """The same fault, as the user's."""
        return cls(error.file, error.field, error.why, error.line)


def place_text(file: str, field: str, line: int | None) -> Text:
    """File, line and field in words."""
    return message("rule_file_place" if line is None else "rule_file_line", file=file, line=line, field=field)
