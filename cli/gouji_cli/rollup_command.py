"""`gouji rollup`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import language_option, paths_argument, reading_options

if TYPE_CHECKING:
    from gouji.check.rollup import RolledUp
    from gouji.model import Problem
    from gouji.rollup import RollUp


@click.command("rollup")
@paths_argument
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="名录（CSV 或 XLSX），“上级”一栏写明汇总关系 Register of bodies; its column parent says who sums up whom.",
)
@click.option(
    "--parent",
    metavar="NAME",
    help="只汇总这一上级（编号或名称） Only this parent, by id or name; by default every parent of the register.",
)
@click.option(
    "--write",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="写入的工作簿（.xlsx） The workbook to write; several parents give a file each.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="标准输出的格式 What goes to stdout.",
)
@reading_options
@language_option
def rollup_command(
    paths: tuple[str, ...],
    manifest: Path,
    parent: str | None,
    out: Path | None,
    form: str,
    jobs: int | None,
    timeout: float,
    language: str,
) -> int:
    """汇总下级年报的统计表，得出上级应填报的数字；下级数据缺漏或存疑的单元格留空并列明。

    Sum the tables of the bodies below a parent; cells with a figure missing or in doubt stay empty and are named.

    退出码 Exit codes: 0 完成 done; 2 用法错误 wrong usage; 3 有文件未能读取 a file could not be read.
    """
    from gouji.check.rollup import RollUpRequest, roll_up_files
    from gouji.manifest import ManifestRefused
    from gouji.reading import ReadingOptions
    from gouji.rollup.files import refusal, targets, write_workbooks
    from gouji_cli.rollup_summary import rollup_lines
    from gouji_cli.terminal import ProgressLine

    if out is not None and (refused := refusal([out])):
        return _usage((refused,), language)
    try:
        with ProgressLine(language) as watch:
            result = roll_up_files(RollUpRequest(paths, manifest, ReadingOptions(jobs, timeout)), watch)
    except ManifestRefused as error:
        return _usage(error.problems, language)
    chosen = _chosen(result, parent)
    if not chosen:
        return _usage((_nothing(result, manifest, parent),), language)
    files = targets(out, chosen, language) if out else []
    if refused := refusal(files) or write_workbooks(files, chosen, language):
        return _usage((refused,), language)
    if form == "json":
        click.echo(json.dumps(_json(chosen), ensure_ascii=False, indent=1))
    for line in rollup_lines(chosen, result, files, language):
        click.echo(line, err=form == "json")
    return ExitCode.INCOMPLETE if result.unread else ExitCode.OK


def _usage(problems: tuple[Problem, ...], language: str) -> ExitCode:
    from gouji.messages import render
    from gouji_cli.terminal import harmless

    for problem in problems:
        click.echo(harmless(render(problem).get(language)), err=True)
    return ExitCode.USAGE


def _chosen(result: RolledUp, parent: str | None) -> list[RollUp]:
    from gouji.normalise.text import fold

    return [each for each in result.rollups if parent is None or fold(parent) in each.family.names]


def _nothing(result: RolledUp, manifest: Path, parent: str | None) -> Problem:
    """Why there is nothing to sum: no such parent, or none at all."""
    from gouji.model import Problem

    parents = list(dict.fromkeys(each.family.name for each in result.rollups))
    if parent is None or not parents:
        return Problem("rollup_no_parents", {"name": manifest.name})
    return Problem("rollup_no_such_parent", {"parent": parent[:80], "parents": "、".join(parents[:20])})


def _json(rollups: list[RollUp]) -> dict[str, object]:
    from gouji import __version__
    from gouji.rollup import rollup_entry

    return {"schema": 1, "gouji": __version__, "rollups": [rollup_entry(each) for each in rollups]}
