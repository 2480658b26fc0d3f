"""`gouji score`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import joining, ledger_option
from gouji_cli.options import language_option

if TYPE_CHECKING:
    from gouji.outputs.said import Voice
    from gouji.outputs.view import Joined
    from gouji.run_folder import RunFolder
    from gouji.scoring import Marks, Sheet


@click.command("score")
@click.argument("run", type=click.Path(path_type=Path), required=False)
@click.option(
    "--sheet",
    "sheet_name",
    default="sample",
    show_default=True,
    metavar="FILE",
    help="评分表（YAML），默认为自带的样例 Score sheet; by default the sample that ships with gouji.",
)
@click.option("--print-sheet", is_flag=True, help="输出样例评分表，供修改后使用 Print the sample sheet, to be adapted.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="写入的工作簿（.xlsx） The workbook to write.",
)
@click.option(
    "--no-page",
    is_flag=True,
    help="只打印或写工作簿，不改动结果文件夹 Leave the run folder as it is: no page of marks in its site.",
)
@ledger_option(required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def score_command(
    run: Path | None,
    sheet_name: str,
    print_sheet: bool,
    out: Path | None,
    no_page: bool,
    where: str | None,
    form: str,
    language: str,
) -> int:
    """按评分表为一次核验的各单位打分、分组排名，并写入结果页面（内部版）。

    Marks for the bodies of a run under a score sheet, ranked within their groups; drawn into the internal pages of the
    run. RUN is a result folder of `gouji check`. With --ledger, what the ledger sets aside now costs nothing.
    """
    from gouji.messages import message
    from gouji.scoring import sample_text
    from gouji_cli.terminal import harmless

    if print_sheet:
        click.echo(sample_text(), nl=False)
        return ExitCode.OK
    if out is not None and out.suffix.lower() != ".xlsx":
        click.echo(harmless(message("rollup_only_xlsx", path=out).get(language)), err=True)
        return ExitCode.USAGE
    if run is None:
        raise click.MissingParameter(param_hint="RUN", param_type="argument")
    with joining(where, language) as joined:
        return _score(run, sheet_name, out, joined, form, language, page=not no_page)


def _score(
    run: Path, sheet_name: str, out: Path | None, joined: Joined | None, form: str, language: str, *, page: bool
) -> int:
    from gouji.messages import message, render
    from gouji.outputs.load import NotReadable
    from gouji.outputs.said import Voice
    from gouji.outputs.view import NotARun, open_run
    from gouji.rulebook import RuleError
    from gouji.run_folder import RunFolder
    from gouji.scoring import load_sheet, mark_run, scores_json, unused_adjustments
    from gouji_cli.terminal import harmless

    try:
        sheet = load_sheet(sheet_name)
        view = open_run(RunFolder(run), joined=joined)
        marks = mark_run(view, sheet)
    except RuleError as error:
        click.echo(harmless(error.text.get(language)), err=True)
        return ExitCode.USAGE
    except NotARun as error:
        click.echo(harmless(render(error.problem).get(language)), err=True)
        return ExitCode.USAGE
    except NotReadable as error:
        click.echo(harmless(message("export_bad_record", why=error).get(language)), err=True)
        return ExitCode.USAGE
    for adjustment in unused_adjustments(marks, sheet):
        click.echo(harmless(message("score_unused", body=adjustment.body).get(language)), err=True)
    scores = scores_json(view, sheet, marks)
    if form == "json":
        click.echo(json.dumps(scores, ensure_ascii=False, indent=1))
    else:
        _print(marks, Voice(language))
    written = ExitCode.OK if out is None else _write(out, marks, sheet, Voice(language))
    published = _publish(view.folder, scores, Voice(language)) if page else ExitCode.OK
    return max(written, published)


def _publish(folder: RunFolder, scores: dict[str, Any], voice: Voice) -> ExitCode:
    """Draw the marks into the pages of the run; what keeps them out is told with the way around it."""
    from gouji.check.scores import publish_scores
    from gouji.messages import render
    from gouji.run_folder import FolderRefused
    from gouji_cli.terminal import harmless

    try:
        drawn = publish_scores(folder, scores)
    except FolderRefused as refused:
        click.echo(harmless(render(refused.problem).get(voice.language)), err=True)
        return ExitCode.USAGE
    except OSError as error:
        why = error.strerror or type(error).__name__
        click.echo(harmless(voice.say("score_not_published", path=folder.path, why=why)), err=True)
        return ExitCode.USAGE
    said = "score_published" if drawn else "score_no_pages"
    click.echo(harmless(voice.say(said, path=folder.site / "scores" / "index.html")), err=True)
    return ExitCode.OK


def _print(marks: Sequence[Marks], voice: Voice) -> None:
    from gouji_cli.terminal import harmless

    group: object = None
    for each in marks:
        if each.group != group:
            group = each.group
            name = each.head.group or voice.say(f"export_kind_{each.head.kind}")
            count = sum(other.group == group for other in marks)
            click.echo(harmless(voice.say("score_heading", group=name, year=each.head.year or "—", count=count)))
        click.echo(harmless(_line(each, voice)))
    click.echo(voice.say("score_notice"))


def _line(marks: Marks, voice: Voice) -> str:
    from gouji.scoring.remarks import remark
    from gouji.scoring.scores_json import number

    said = remark(marks, voice)
    return voice.say(
        "score_line",
        rank=marks.rank or "—",
        total=number(marks.total) if marks.total is not None else "—",
        body=marks.head.organisation or marks.head.source,
        remark=f"  {said}" if said else "",
    )


def _write(out: Path, marks: Sequence[Marks], sheet: Sheet, voice: Voice) -> ExitCode:
    from gouji.messages import message
    from gouji.scoring.workbook import write_scores
    from gouji.whole_file import whole_file
    from gouji_cli.terminal import harmless

    try:
        with whole_file(out) as file:
            write_scores(marks, sheet, file, voice)
    except OSError as error:
        why = error.strerror or type(error).__name__
        click.echo(harmless(voice.say("manifest_not_written", path=out, why=why)), err=True)
        return ExitCode.USAGE
    click.echo(harmless(message("score_written", path=out).get(voice.language)), err=True)
    return ExitCode.OK
