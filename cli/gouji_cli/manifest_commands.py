"""`gouji manifest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import language_option, paths_argument, reading_options

if TYPE_CHECKING:
    from gouji.model import Problem


@click.group("manifest")
def manifest_group() -> None:
    """名录：应报送年报的机关。 The register of bodies whose reports are expected."""


@manifest_group.command("init")
@paths_argument
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="写入的文件，默认写到标准输出 The CSV to write; by default it goes to stdout.",
)
@reading_options
@language_option
def init_command(paths: tuple[str, ...], out: Path | None, jobs: int | None, timeout: float, language: str) -> int:
    """根据读到的年报生成一份名录（CSV），供人工核对补充。

    Write a manifest (CSV) from what was read, to be corrected by hand.
    """
    from gouji.check import read_files
    from gouji.intake import Overrides
    from gouji.manifest import manifest_csv
    from gouji.messages import message, render
    from gouji.model import Problem, Unread
    from gouji.reading import ReadingOptions
    from gouji_cli.terminal import ProgressLine, harmless

    def say(problem: Problem) -> None:
        click.echo(harmless(render(problem).get(language)), err=True)

    if out is not None and (refusal := _refusal(out)):
        say(refusal)
        return ExitCode.USAGE
    with ProgressLine(language) as watch:
        items = list(read_files(paths, Overrides(), watch, ReadingOptions(jobs, timeout)))
    content = manifest_csv(items, (out.parent if out else Path()).absolute(), language)
    if out is None:
        click.echo(content, nl=False)
    else:
        try:
            with out.open("x", encoding="utf-8", newline="") as file:
                file.write(content)
        except OSError as error:
            say(Problem("manifest_not_written", {"path": str(out), "why": error.strerror or type(error).__name__}))
            return ExitCode.USAGE
        say(Problem("manifest_written", {"path": str(out)}))
    unread = [read for _, read in items if isinstance(read, Unread)]
    for read in unread:
        text = message("cli_read_problem", source=read.source, text=render(read.problem)).get(language)
        click.echo(harmless(text), err=True)
    return ExitCode.INCOMPLETE if unread else ExitCode.OK


def _refusal(out: Path) -> Problem | None:
    """Why a file is not written; None when it may be. A manifest holds work by hand: none is written over."""
    from gouji.model import Problem

    if out.suffix.lower() != ".csv":
        return Problem("manifest_only_csv", {"path": str(out)})
    return Problem("manifest_exists", {"path": str(out)}) if out.exists() else None
