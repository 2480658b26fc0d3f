"""Exit codes, and usage errors in the user's words."""

from __future__ import annotations

import os
import traceback
from enum import IntEnum

import click


class ExitCode(IntEnum):
    """What the process ends with; documented in the README."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    INTERRUPTED = 130


class Misused(click.UsageError):
    """Options that do not go together, or one that is missing, said in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.chinese = chinese


def report_usage_error(error: click.ClickException, *, english: bool = False) -> ExitCode:
    """Print a usage error in Chinese with click's own words beside it, or those alone."""
    context = getattr(error, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
    if english:
        click.echo(f"Usage error: {error.format_message()}", err=True)
        click.echo(f"Help: {context.command_path if context else 'gouji'} --help", err=True)
        return ExitCode.USAGE
    click.echo(f"用法错误：{_in_chinese(error)}（{error.format_message()}）", err=True)
    click.echo(f"查看帮助：{context.command_path if context else 'gouji'} --help", err=True)
    return ExitCode.USAGE


def report_own_error(error: Exception) -> ExitCode:
    """Say that the program failed; the traceback only for those who set GOUJI_DEBUG to mend it."""
    click.echo(f"程序出错，结果不完整。Our error, the result is incomplete: {type(error).__name__}: {error}", err=True)
    if os.environ.get("GOUJI_DEBUG"):
        traceback.print_exception(error)
    else:
        click.echo("请设置环境变量 GOUJI_DEBUG=1 重新运行，并将输出交给软件维护人员。", err=True)
        click.echo("Set GOUJI_DEBUG=1, run again and give the output to the maintainers.", err=True)
    return ExitCode.INCOMPLETE


def _in_chinese(error: click.ClickException) -> str:
    if isinstance(error, Misused):
        return error.chinese
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不正确"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(ctx=error.ctx) if error.param and error.ctx else "参数"
        return f"缺少 {name}"
    if isinstance(error, click.BadParameter):
        hint = _called(error.param, error.ctx) if error.param and error.ctx else "参数"
        return f"{hint} 的值不正确"
    return "命令不正确"


def _called(param: click.Parameter, context: click.Context) -> str:
    """An option as it is written, an argument as the help calls it."""
    return param.make_metavar(ctx=context) if isinstance(param, click.Argument) else param.opts[0]
