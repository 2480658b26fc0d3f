"""`gouji circular`."""

from __future__ import annotations

from pathlib import Path

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import joining, ledger_option
from gouji_cli.letter_options import run_errors, say, template_printer
from gouji_cli.options import language_option


@click.command("circular")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="写入的文档（.docx） The document to write.",
)
@click.option(
    "--sheet",
    "sheet_name",
    metavar="FILE",
    help="评分表；给出时按得分列出较好单位并附得分表 Score sheet: names the best by marks and attaches the table.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="本单位的通报文字（YAML），只写要改的内容 Your own wording, only what differs from ours.",
)
@template_printer("circular.yml")
@ledger_option(required=False)
@language_option
def circular_command(
    run: Path, out: Path, sheet_name: str | None, template: Path | None, where: str | None, language: str
) -> int:
    """生成核查情况通报（代拟稿）：应发、按时、逾期，较好单位，主要问题，下一步要求。

    A draft circular (DOCX) on the whole run. RUN is a result folder of `gouji check`.

    用 --ledger 时，台账中现已认定误报或豁免的问题不计入。
    With --ledger, what the ledger sets aside now does not count.
    """
    from gouji.letters.batch import refuse_file
    from gouji.letters.circular import circular_wording, write_circular
    from gouji.messages import message
    from gouji.outputs.view import open_run
    from gouji.run_folder import RunFolder
    from gouji.scoring import load_sheet, mark_run
    from gouji.whole_file import whole_file

    with joining(where, language) as joined, run_errors(language) as failed:
        wording = circular_wording(template)
        view = open_run(RunFolder(run), joined=joined)
        marks = mark_run(view, load_sheet(sheet_name)) if sheet_name else []
        refuse_file(out, run)
        with whole_file(out) as file:
            write_circular(view, wording, file, marks)
        say(message("score_written", path=out).get(language), err=False)
    return ExitCode.USAGE if failed else ExitCode.OK
