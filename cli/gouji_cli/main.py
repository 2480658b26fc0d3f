"""The `gouji` command: a group that loads each command only when it is used, so that help is instant."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from gouji import __version__
from gouji_cli.errors import ExitCode, report_own_error, report_usage_error
from gouji_cli.interruption import interrupts_heard

# command → module and attribute that define it
_COMMANDS = {
    "check": ("gouji_cli.check_command", "check_command"),
    "export": ("gouji_cli.export_command", "export_command"),
    "read": ("gouji_cli.read_command", "read_command"),
    "diff": ("gouji_cli.diff_command", "diff_command"),
    "ledger": ("gouji_cli.ledger_commands", "ledger_group"),
    "manifest": ("gouji_cli.manifest_commands", "manifest_group"),
    "rollup": ("gouji_cli.rollup_command", "rollup_command"),
    "rules": ("gouji_cli.rules_commands", "rules_group"),
    "score": ("gouji_cli.score_command", "score_command"),
    "circular": ("gouji_cli.circular_command", "circular_command"),
    "notice": ("gouji_cli.notice_command", "notice_command"),
}


class _LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gouji", message="%(prog)s %(version)s")
def cli() -> None:
    """gouji 勾稽：核验政府信息公开工作年度报告，生成可发布的网页结果。

    Checks annual reports on open government information and publishes the result as HTML pages.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with the documented exit code, never with a traceback for bad usage."""
    _use_utf8()
    _keep_logs_quiet()
    try:
        with interrupts_heard():
            status = cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except click.ClickException as error:
        status = report_usage_error(error, english=_asks_for_english(sys.argv[1:] if arguments is None else arguments))
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。 Interrupted.", err=True)
        status = ExitCode.INTERRUPTED
    except SystemExit:
        # The reader of our output has gone (`gouji … | head`), for which click ends with 1; nothing is wrong.
        status = ExitCode.OK
    except Exception as error:  # noqa: BLE001 - an error of ours is reported in words, not as a traceback
        status = report_own_error(error)
    sys.exit(status if isinstance(status, int) else ExitCode.OK)


def _asks_for_english(arguments: Sequence[str]) -> bool:
    """Whether `--lang en` stands among arguments that click could not make sense of."""
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _keep_logs_quiet() -> None:
    """What gouji logs is for those who mend it: without a handler Python would print it, tracebacks and all.

    Whatever goes wrong is told by the command itself, in words; GOUJI_DEBUG shows the log, too.
    """
    if not os.environ.get("GOUJI_DEBUG"):
        logging.getLogger("gouji").addHandler(logging.NullHandler())


def _use_utf8() -> None:
    """Chinese on any console or pipe; what a console cannot show is replaced, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = stream.encoding if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")
