"""`gouji read`."""

from __future__ import annotations

import json

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import identity_options, language_option, paths_argument, reading_options


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
@identity_options
@reading_options
@language_option
def read_command(
    paths: tuple[str, ...],
    form: str,
    cells: bool,
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
    from gouji.messages import message, render
    from gouji.model import Unread
    from gouji.outputs.reading import read_json
    from gouji.outputs.reading_csv import read_csv
    from gouji.reading import ReadingOptions
    from gouji_cli.terminal import ProgressLine, harmless

    with ProgressLine(language) as watch:
        items = list(read(paths, Overrides(organisation, year), watch, ReadingOptions(jobs, timeout)))
    if form == "json":
        click.echo(json.dumps(read_json(items, cells), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(read_csv(items), nl=False)
    else:
        from gouji_cli.read_tables import print_reports

        print_reports(items, language)
    unread = [item for item in items if isinstance(item, Unread)]
    for item in unread:
        text = message("cli_read_problem", source=item.source, text=render(item.problem)).get(language)
        click.echo(harmless(text), err=True)
    return ExitCode.INCOMPLETE if unread else ExitCode.OK
