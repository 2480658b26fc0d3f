"""`gouji export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode
from gouji_cli.exporting import Pairs, as_exports, read_pairs
from gouji_cli.ledger_options import joining, ledger_option
from gouji_cli.options import language_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouji.outputs.view import Joined, RunView


@click.command("export")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("exports", nargs=-1, required=True, callback=read_pairs, metavar="KIND=PATH...")
@ledger_option(required=False)
@language_option
def export_command(run: Path, exports: Pairs, where: str | None, language: str) -> int:
    """将已有结果文件夹另存为清单、文书等，不重新核验。

    Write what a run folder holds as lists, documents and results for other programs; nothing is checked again.

    用 --ledger 时，整改时限、整改情况、复核结果按台账的现状填写。
    With --ledger, deadlines, answers and statuses are those that the ledger has now.

    KIND: json, csv, xlsx, sarif, junit, docx, pdf, markdown.

    退出码 Exit codes: 0 已导出 written; 2 用法错误 wrong usage; 3 未能导出 something could not be written.
    """
    with joining(where, language) as joined:
        return _export(run, exports, language, joined)


def _export(run: Path, exports: Pairs, language: str, joined: Joined | None) -> int:
    from gouji.messages import message, render
    from gouji.outputs.export import ExportRefused, refuse_places, write_exports
    from gouji.outputs.load import NotReadable
    from gouji.outputs.view import NotARun, open_run
    from gouji.rulebook import RuleError
    from gouji.run_folder import RunFolder
    from gouji_cli.terminal import harmless

    asked = as_exports(exports, language)
    try:
        view = open_run(RunFolder(run), joined=joined)
        refuse_places(asked, run, _inputs(view))
    except (NotARun, ExportRefused) as refused:
        click.echo(harmless(render(refused.problem).get(language)), err=True)
        return ExitCode.USAGE
    except NotReadable as error:
        click.echo(harmless(message("export_bad_record", why=error).get(language)), err=True)
        return ExitCode.INCOMPLETE
    except RuleError as error:
        click.echo(harmless(error), err=True)
        return ExitCode.INCOMPLETE
    failed = write_exports(view, asked)
    for problem in failed:
        click.echo(harmless(render(problem).get(language)), err=True)
    lost = {problem.params["path"] for problem in failed}
    for export in asked:
        if str(export.path) not in lost:
            click.echo(harmless(message("export_written", path=export.path).get(language)))
    return ExitCode.INCOMPLETE if failed else ExitCode.OK


def _inputs(view: RunView) -> Iterator[Path]:
    """The files that the run was about, as far as they are still where they were."""
    arguments = view.run["run"]["arguments"]
    named = [*(head.source.split("!/", 1)[0] for head in view.heads), arguments.get("manifest")]
    return (Path(name) for name in named if name)
