"""`gouji read`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode, Misused
from gouji_cli.options import identity_options, language_option, paths_argument, reading_options

if TYPE_CHECKING:
    from gouji.check import Look
    from gouji.model import Problem, Report, Unread


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
@click.option(
    "--draw",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="PDF、OFD：把识别出的表格画在各页图片上 Also draw what was recognised over a picture of each page.",
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="名录（CSV 或 XLSX）：机关名称、年度等以此为准 Register of bodies: names and years over what the files say.",
)
@identity_options
@reading_options
@language_option
def read_command(
    paths: tuple[str, ...],
    form: str,
    cells: bool,
    explain: bool,
    folder: Path | None,
    manifest: Path | None,
    organisation: str | None,
    year: int | None,
    jobs: int | None,
    timeout: float,
    language: str,
) -> int:
    """显示从文件中读到的内容，不作判断。

    Show what was read from the files; nothing is judged.
    """
    from gouji.check import LookRequest, look
    from gouji.intake import Overrides
    from gouji.manifest import ManifestRefused
    from gouji.reading import ReadingOptions
    from gouji_cli.terminal import ProgressLine

    if explain and form != "text":
        raise Misused("--explain 和 --format 不能同时使用", "--explain and --format cannot be combined")
    if folder is not None and (refusal := _refusal(folder)):
        _say([refusal], language)
        return ExitCode.USAGE
    overrides, options = Overrides(organisation, year), ReadingOptions(jobs, timeout)
    request = LookRequest(paths, overrides, manifest, options, explain, folder, language)
    try:
        with ProgressLine(language) as watch:
            seen = look(request, watch)
    except ManifestRefused as refused:
        _say(refused.problems, language)
        return ExitCode.USAGE
    _print(seen, form, cells, explain, language)
    _say(seen.notes, language)
    _say_missing(seen, language)
    if folder is not None:
        _say_pictures(seen, folder, language)
    return say_unread(seen.items, language)


def _refusal(folder: Path) -> Problem | None:
    """Make the folder for pictures; what is in the way."""
    from gouji.model import Problem

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Problem("pictures_not_writable", {"path": str(folder), "why": why})
    return None


def _print(seen: Look, form: str, cells: bool, explain: bool, language: str) -> None:
    """What goes to stdout."""
    from gouji.model import Report
    from gouji.outputs.reading import read_json
    from gouji.outputs.reading_csv import read_csv
    from gouji_cli.read_explain import explanation
    from gouji_cli.read_tables import print_reports

    if explain:
        for each in seen.seen:
            if isinstance(each.read, Report):
                for line in explanation(each.read, each.grids, language):
                    click.echo(line)
    elif form == "json":
        click.echo(json.dumps(read_json(seen.items, cells), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(read_csv(seen.items), nl=False)
    else:
        print_reports(seen.items, language)


def _say(problems: Iterable[Problem], language: str) -> None:
    from gouji.messages import render
    from gouji_cli.terminal import harmless

    for problem in problems:
        click.echo(harmless(render(problem).get(language)), err=True)


def _say_missing(seen: Look, language: str) -> None:
    """Name on stderr the reports that the manifest expects; that is no fault of the reading."""
    from gouji.messages import message
    from gouji_cli.terminal import harmless

    for missing in seen.missing:
        said = missing.registration
        text = message("manifest_missing").get(language)
        click.echo(harmless(f"{said.organisation or missing.source} {said.year or ''}: {text}"), err=True)


def _say_pictures(seen: Look, folder: Path, language: str) -> None:
    """How many pictures were written, and why others were not; what could not be read at all is said elsewhere."""
    from gouji.model import Problem, Unread

    for each in seen.seen:
        known = {each.read.problem.code} if isinstance(each.read, Unread) else set()
        _say([problem for problem in each.pictures.problems if problem.code not in known], language)
    count = sum(len(each.pictures.written) for each in seen.seen)
    _say([Problem("pictures_written", {"count": str(count), "path": str(folder)})], language)


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
