"""`gouji diff --letters`: the notices to bodies and the circular on a re-test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gouji_cli.errors import Misused
from gouji_cli.letter_options import run_errors, say, template_printer

if TYPE_CHECKING:
    from gouji.ledger.store import Ledger

Function = TypeVar("Function", bound=Callable[..., Any])


def letters_options(function: Function) -> Function:
    """`--letters` and what goes with it."""
    options = (
        click.option(
            "--letters",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="将各单位复测情况通知和通报写入此文件夹 Write the letters on the re-test into this folder.",
        ),
        click.option(
            "--body", "bodies", multiple=True, metavar="NAME", help="只为这一单位生成函件（可多次） Only for this body."
        ),
        click.option(
            "--deadline", type=click.DateTime(["%Y-%m-%d"]), help="下一次整改时限，如 2025-03-14 The next deadline."
        ),
        click.option(
            "--template",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="本单位的函件文字（YAML），只写要改的内容 Your own wording, only what differs from ours.",
        ),
        click.option(
            "--letterhead",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="本单位的信纸（.docx），函件接在其内容之后 Your letterhead; the letter follows what it holds.",
        ),
        template_printer("retest.yml"),
    )
    for option in reversed(options):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that were asked for; None where none were. Raises Misused for options that go with them only."""

    letters: Path | None
    bodies: tuple[str, ...]
    deadline: datetime | None
    template: Path | None
    letterhead: Path | None

    def __post_init__(self) -> None:
        given: dict[str, object] = {"--body": self.bodies, "--deadline": self.deadline}
        given |= {"--template": self.template, "--letterhead": self.letterhead}
        lone = next((option for option, value in given.items() if value), None)
        if self.letters is None and lone is not None:
            from gouji.messages import message

            text = message("letters_only_with", option=lone)
            raise Misused(text.zh, text.en)

    def write(self, comparison: Mapping[str, Any], runs: tuple[str, str], ledger: Ledger | None, language: str) -> bool:
        """Write them, and say so; False when something kept them from being written."""
        if self.letters is None:
            return True
        from gouji.check.retest import write_letters
        from gouji.ledger.notices import notices_before
        from gouji.letters.cited import cite_nothing
        from gouji.letters.notice import NoticeOptions
        from gouji.letters.retest_notice import retest_wording
        from gouji.messages import message

        with run_errors(language) as failed:
            day = self.deadline.date() if self.deadline else None
            cited = notices_before(ledger, comparison["runs"][1]["started"]) if ledger else cite_nothing
            options = NoticeOptions(retest_wording(self.template), day, self.letterhead, cited)
            count, unknown = write_letters(dict(comparison), runs, options, self.letters, self.bodies, ledger)
            for body in unknown:
                say(message("letters_none_for", body=body).get(language))
            said = message("letters_written", count=count, path=self.letters) if count else message("letters_none")
            # On stderr, since stdout may be the comparison as JSON.
            say(said.get(language))
        return not failed
