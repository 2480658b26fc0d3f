"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

# Reports of this kind exist since 2008; a year beyond the next few is a slip of the hand.
YEAR = click.IntRange(2008, 2100)


def language_option(function: Function) -> Function:
    """`--lang zh|en`."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default="zh",
        show_default=True,
        envvar="GOUJI_LANG",
        help="输出语言 Language of messages.",
    )(function)


def identity_options(function: Function) -> Function:
    """`--organisation` and `--year`, which override what the files say."""
    year = click.option(
        "--year", type=YEAR, help="报告年度，优先于文件所写 Year of the report, over what the file says."
    )
    organisation = click.option(
        "--organisation", metavar="NAME", help="机关名称，优先于文件所写 Reporting body, over what the file says."
    )
    return organisation(year(function))


def reading_options(function: Function) -> Function:
    """`--jobs` and `--timeout`: how documents are read."""
    jobs = click.option(
        "--jobs",
        "-j",
        type=click.IntRange(1, 256),
        metavar="N",
        help="同时读取的进程数，默认按文件数和处理器数确定 Processes that read at once; by default as many as pay.",
    )
    timeout = click.option(
        "--timeout",
        type=click.FloatRange(0.1, 86_400),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="每个文件的读取时限（秒） Time limit for reading one file.",
    )
    return jobs(timeout(function))


def rule_options(function: Function) -> Function:
    """`--profile`, `--select`, `--ignore` and `--rules`: which rules run, and how."""
    profile = click.option(
        "--profile",
        metavar="NAME|FILE",
        help="方案：一地或一个阶段所用的规则、级别、参数、期限 Profile of a locality or a stage.",
    )
    select = click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="只用这些规则：编号或其开头、名称、问题类别 Only these: ids, their beginnings, names, categories.",
    )
    ignore = click.option(
        "--ignore", multiple=True, metavar="RULES", help="不用这些规则，写法同上 Not these, named in the same way."
    )
    own_rules = click.option(
        "--rules",
        "own_rules",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="自定规则（U9××）的文件夹 Folder with rules of your own.",
    )
    return profile(select(ignore(own_rules(function))))


def paths_argument(function: Function) -> Function:
    """Files, folders, archives, `-` for standard input. They need not exist: a missing one must not stop the others."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))(function)
