"""`gouji read`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import identity_options, language_option, paths_argument, reading_options

if TYPE_CHECKING:
    from gouji.intake import Overrides
    from gouji.model import Report, Unread
    from gouji.reading import ReadingOptions


@click.command("read")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="输出格式 What goes to stdout.",
)
@click.option(
    "--cells", is_flag=True, help="JSON 中列出每个栏目的原文和位置 Add raw text and place of each cell to JSON."
)
@click.option(
    "--explain",
    is_flag=True,
    help="说明各表是怎样识别出来的 Say how each table was recognised, in place of what was read.",
)
@identity_options
@reading_options
@language_option
def read_command(
    paths: tuple[str, ...],
    form: str,
    cells: bool,
    explain: bool,
    organisation: str | None,
    year: int | None,
    jobs: int | None,
    timeout: float,
    language: str,
) -> int:
    """显示从文件中读到的内容，不作判断。

    Show what was read from the files; nothing is judged.
    """
    from gouji.check import read
    from gouji.intake import Overrides
    from gouji.outputs.reading import read_json
    from gouji.outputs.reading_csv import read_csv
    from gouji.reading import ReadingOptions
    from gouji_cli.terminal import ProgressLine

    if explain:
        if form != "text":
            raise click.UsageError("--explain and --format cannot be combined.")
        return _explain(paths, Overrides(organisation, year), ReadingOptions(jobs, timeout), language)
    with ProgressLine(language) as watch:
        items = list(read(paths, Overrides(organisation, year), watch, ReadingOptions(jobs, timeout)))
    if form == "json":
        click.echo(json.dumps(read_json(items, cells), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(read_csv(items), nl=False)
    else:
        from gouji_cli.read_tables import print_reports

        print_reports(items, language)
    return say_unread(items, language)


def _explain(paths: tuple[str, ...], overrides: Overrides, options: ReadingOptions, language: str) -> int:
    from gouji.check import explain
    from gouji.model import Report
    from gouji_cli.read_explain import explanation

    items = list(explain(paths, overrides, options))
    for item, grids in items:
        if isinstance(item, Report):
            for line in explanation(item, grids, language):
                click.echo(line)
    return say_unread([item for item, _ in items], language)


def say_unread(items: Iterable[Report | Unread], language: str) -> ExitCode:
    """Name on stderr what could not be read, with the reason; the exit code that goes with it."""
    from gouji.messages import message, render
    from gouji.model import Unread
    from gouji_cli.terminal import harmless

    unread = [item for item in items if isinstance(item, Unread)]
    for item in unread:
        text = message("cli_read_problem", source=item.source, text=render(item.problem)).get(language)
        click.echo(harmless(text), err=True)
    return ExitCode.INCOMPLETE if unread else ExitCode.OK
