"""Options of the ledger's commands, and how its refusals are told."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import YEAR, language_option

if TYPE_CHECKING:
    from gouji.ledger.query import Filter
    from gouji.ledger.store import Ledger
    from gouji.letters.cited import Cited
    from gouji.outputs.view import Joined

Function = TypeVar("Function", bound=Callable[..., Any])

_CATEGORIES = "publication completeness format arithmetic consistency continuity similarity wording".split()
_STATUSES = (
    "open first_review second_review confirmed issued answered partly overdue mended dismissed waived reopened"
).split()


def ledger_option(*, required: bool) -> Callable[[Function], Function]:
    """`--ledger FILE|URL`."""
    return click.option(
        "--ledger",
        "where",
        required=required,
        envvar="GOUJI_LEDGER",
        metavar="FILE|URL",
        help="问题台账：文件，或 postgresql://… 地址 The ledger: a file, or the address of a PostgreSQL database.",
    )


def author_option(function: Function) -> Function:
    """`--author NAME`, by default the user of this machine."""
    return click.option(
        "--author",
        default=_user,
        envvar="GOUJI_AUTHOR",
        metavar="NAME",
        help="经办人，记入台账，默认为本机用户名 Who does this, kept in the ledger; by default the user's name.",
    )(function)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # No name is known of this user; the ledger then asks for one.
        return ""


def format_option(function: Function) -> Function:
    """`--format text|json`."""
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        function
    )


def filter_options(function: Function) -> Function:
    """`--body`, `--year`, `--rule`, `--category`, `--severity`, `--status` and `--age`."""
    options = (
        click.option(
            "--body", metavar="NAME", help="单位名称（可只写一部分）或编号 Body: part of its name, or its id."
        ),
        click.option("--year", type=YEAR, help="报告年度 Year of the report."),
        click.option("--rule", metavar="ID", help="规则编号 Rule."),
        click.option("--category", type=click.Choice(_CATEGORIES), help="问题类别 Category."),
        click.option("--severity", type=click.Choice(["critical", "warning", "info"]), help="级别 Severity."),
        click.option(
            "--status", "statuses", type=click.Choice(_STATUSES), multiple=True, help="状态，可多选 Status; repeatable."
        ),
        click.option(
            "--age",
            type=click.IntRange(0, 36_500),
            metavar="DAYS",
            help="首次发现至今不少于的天数 At least this many days since it was first found.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def as_filter(chosen: dict[str, Any]) -> Filter:
    """The values of `filter_options` as the ledger's filter."""
    from gouji.ledger.query import Filter
    from gouji.model import Step

    return Filter(**chosen | {"statuses": tuple(Step(status) for status in chosen["statuses"])})


def finding_options(function: Function) -> Function:
    """What every move needs: fingerprints, the ledger, the author, the language."""
    fingerprints = click.argument("fingerprints", nargs=-1, required=True, metavar="FINGERPRINT...")
    return fingerprints(ledger_option(required=True)(author_option(language_option(function))))


@contextmanager
def opened(where: str, language: str) -> Iterator[Ledger]:
    """The ledger; whatever it refuses is printed and ends the command."""
    from gouji.ledger.store import open_ledger

    with refusals(language):
        yield open_ledger(where)


@contextmanager
def joining(where: str | None, language: str) -> Iterator[Joined | None]:
    """What joins the present state of the ledger to the records of a run; None where no ledger is given."""
    if where is None:
        yield None
        return
    from gouji.ledger.annotate import annotating

    with opened(where, language) as ledger, annotating(ledger) as joined:
        yield joined


def citing(where: str | None, before: str | None, language: str) -> Cited:
    """What gives the numbers of the notices that were issued before the moment `before`; none without a ledger."""
    from gouji.letters.cited import cite_nothing

    if where is None:
        return cite_nothing
    from gouji.ledger.notices import notices_before

    with opened(where, language) as ledger:
        return notices_before(ledger, before)


@contextmanager
def refusals(language: str) -> Iterator[None]:
    """What the ledger refuses is printed, and the command ends as one that was used wrongly."""
    from gouji.ledger.refused import LedgerRefused
    from gouji.messages import render
    from gouji_cli.terminal import harmless

    try:
        yield
    except LedgerRefused as refused:
        click.echo(harmless(render(refused.problem).get(language)), err=True)
        raise click.exceptions.Exit(ExitCode.USAGE) from refused
