"""What is wrong with a file of the rulebook, by file, line and field."""

from __future__ import annotations

from gouji.messages import message


class RuleError(ValueError):
    """A file of the rulebook that cannot be used: a rule, a profile, a lexicon.

    `file` and `field` say where, `line` the line of the file (from 1, None where there is none), and `text` all of it
    with the reason, in words for the user.
    """

    def __init__(self, file: str, field: str, code: str, line: int | None = None, **params: object) -> None:
        place = message("rule_file_place" if line is None else "rule_file_line", file=file, line=line, field=field)
        self.file, self.field, self.line, self.code = file, field, line, code
        self.text = message("rule_file_fault", place=place, why=message(code, **params))
        super().__init__(self.text.en)


class ChoiceError(RuleError):
    """The user's own file or option is at fault, not what ships with gouji."""
