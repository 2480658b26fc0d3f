"""`gouji ledger`: what is in the ledger."""

from __future__ import annotations

import json
from typing import Any

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_moves import MOVES
from gouji_cli.ledger_options import as_filter, filter_options, format_option, ledger_option, opened
from gouji_cli.ledger_sheets import export_command, import_command
from gouji_cli.options import language_option

# A list in a terminal; everything is a click away with --limit 0.
_LISTED = 200


@click.group("ledger")
def ledger_group() -> None:
    """问题台账：历次核验发现的问题、人工处理和整改情况。 Findings across runs, what people decided, what was mended."""


@ledger_group.command("list")
@ledger_option(required=True)
@filter_options
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help="最多列出几项，0 为全部；文本默认 200，JSON 默认全部 At most so many, 0 for all; by default text lists 200.",
)
@format_option
@language_option
def list_command(where: str, limit: int | None, form: str, language: str, **chosen: Any) -> int:
    """列出问题，可按单位、年度、规则、类别、状态等筛选。 List findings."""
    from gouji.ledger.query import list_findings
    from gouji_cli.ledger_lines import count_line, finding_line

    most = (_LISTED if form == "text" else 0) if limit is None else limit
    with opened(where, language) as ledger:
        answer = list_findings(ledger, as_filter(chosen), most or None)
    if form == "json":
        _print({"schema": 1, "total": answer.total, "findings": list(answer.findings)})
        return ExitCode.OK
    for finding in answer.findings:
        click.echo(finding_line(finding, language))
    click.echo(count_line(answer, language))
    return ExitCode.OK


@ledger_group.command("show")
@click.argument("fingerprint")
@ledger_option(required=True)
@format_option
@language_option
def show_command(fingerprint: str, where: str, form: str, language: str) -> int:
    """显示一项问题及其全部经过。 Show a finding and its history."""
    from gouji.ledger.query import show
    from gouji_cli.ledger_lines import finding_lines

    with opened(where, language) as ledger:
        found = show(ledger, fingerprint)
    if form == "json":
        _print(found)
        return ExitCode.OK
    for line in finding_lines(found, language):
        click.echo(line)
    return ExitCode.OK


@ledger_group.command("history")
@click.argument("fingerprint")
@ledger_option(required=True)
@format_option
@language_option
def history_command(fingerprint: str, where: str, form: str, language: str) -> int:
    """一项问题的经过：何时、何人、由何状态改为何状态。 What happened to a finding: when, by whom, from what to what."""
    from gouji.ledger.query import show
    from gouji_cli.ledger_lines import event_line

    with opened(where, language) as ledger:
        happened = show(ledger, fingerprint)["events"]
    if form == "json":
        _print(happened)
        return ExitCode.OK
    for event in happened:
        click.echo(event_line(event, language))
    return ExitCode.OK


def _print(content: object) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


for _command in (*MOVES, export_command, import_command):
    ledger_group.add_command(_command)
