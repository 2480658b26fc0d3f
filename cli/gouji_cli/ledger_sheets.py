"""`gouji ledger export` and `import`: the workbook that goes out, is filled in and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import as_filter, author_option, filter_options, ledger_option, opened
from gouji_cli.options import language_option

if TYPE_CHECKING:
    from gouji.ledger.returned import Returned


@click.command("export")
@ledger_option(required=True)
@filter_options
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), required=True, metavar="FILE.xlsx")
@language_option
def export_command(where: str, out: Path, language: str, **chosen: Any) -> int:
    """导出为工作簿，填写“处理”等栏后用 import 导回。 Write a workbook to be filled in and imported."""
    from gouji.ledger.query import list_findings
    from gouji.ledger.refused import refused
    from gouji.ledger.workbook import MOST_FINDINGS, findings_workbook

    with opened(where, language) as ledger:
        answer = list_findings(ledger, as_filter(chosen), MOST_FINDINGS)
        if answer.total > MOST_FINDINGS:
            raise refused("ledger_too_many", total=answer.total, limit=MOST_FINDINGS)
    if not _written(out, findings_workbook(answer.findings, language), language):
        return ExitCode.USAGE
    _say("ledger_exported", language, path=out, count=answer.total)
    return ExitCode.OK


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@ledger_option(required=True)
@author_option
@language_option
def import_command(file: Path, where: str, author: str, language: str) -> int:
    """导入填写过的工作簿；导出后另有修改的不采用，逐项列出。 Apply a filled-in workbook; conflicts are told."""
    from gouji.check.sheets import sheet_rows
    from gouji.ledger.returned import apply_rows

    with opened(where, language) as ledger:
        told = apply_rows(ledger, sheet_rows(file), file.name, author)
    refused = sum(_told(row, language) for row in told)
    _say("ledger_imported", language, applied=len(told) - refused, refused=refused)
    return ExitCode.FINDINGS if refused else ExitCode.OK


def _told(row: Returned, language: str) -> bool:
    """Whether a row was refused; then it is told, with the reason."""
    from gouji.messages import render

    if row.problem is None:
        return False
    _say("ledger_row", language, row=row.row, fingerprint=row.fingerprint, text=render(row.problem), err=True)
    return True


def _written(out: Path, content: bytes, language: str) -> bool:
    """Write a file that is not there yet: one that is may hold decisions that nobody has imported."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        _say("ledger_file_exists", language, path=out, err=True)
        return False
    except OSError as error:
        _say("ledger_file_not_written", language, path=out, why=error.strerror or type(error).__name__, err=True)
        return False
    return True


def _say(code: str, language: str, *, err: bool = False, **params: object) -> None:
    from gouji.messages import message
    from gouji_cli.terminal import harmless

    click.echo(harmless(message(code, **params).get(language)), err=err)
