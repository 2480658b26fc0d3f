"""`gouji notice`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import citing, joining, ledger_option
from gouji_cli.letter_options import run_errors, say, template_printer
from gouji_cli.options import language_option


@click.command("notice")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="存放函件的文件夹 The folder for the letters.",
)
@click.option("--body", "bodies", multiple=True, metavar="NAME", help="只为这一单位（可多次） Only for this body.")
@click.option(
    "--deadline", type=click.DateTime(["%Y-%m-%d"]), help="整改时限，如 2025-03-14 When everything is to be mended."
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="本单位的函件文字（YAML），只写要改的内容 Your own wording, only what differs from ours.",
)
@click.option(
    "--letterhead",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="本单位的信纸（.docx），函件接在其内容之后 Your letterhead; the letter follows what it holds.",
)
@template_printer("notice.yml")
@ledger_option(required=False)
@language_option
def notice_command(
    run: Path,
    out: Path,
    bodies: tuple[str, ...],
    deadline: datetime | None,
    template: Path | None,
    letterhead: Path | None,
    where: str | None,
    language: str,
) -> int:
    """为有问题的单位各生成一份整改通知（代拟稿），附问题清单和反馈表。

    A draft letter (DOCX) for each body with problems: covering letter, list of problems, reply form. RUN is a result
    folder of `gouji check`.

    用 --ledger 时按台账的现状：已认定误报或豁免的不列入，整改时限、整改情况、复核结果为现在的；
    此前已下发的，引用前次文号。
    With --ledger, what the ledger sets aside now is left out, and deadlines, answers and steps are those of today;
    a problem that was issued before this run is told with the number (文号) of that notice.
    """
    from gouji.letters.batch import open_folder, write_notices
    from gouji.letters.notice import NoticeOptions, notice_wording
    from gouji.letters.recipients import recipients, unknown_bodies
    from gouji.messages import message
    from gouji.outputs.view import open_run
    from gouji.run_folder import RunFolder

    with joining(where, language) as joined, run_errors(language) as failed:
        wording = notice_wording(template)
        view = open_run(RunFolder(run), joined=joined)
        cited = citing(where, view.run["run"].get("started"), language)
        options = NoticeOptions(wording, deadline.date() if deadline else None, letterhead, cited)
        open_folder(out, run)
        for body in unknown_bodies(view, bodies):
            say(message("letters_unknown_body", body=body).get(language))
        written = write_notices(recipients(view, bodies), options, out)
        said = message("letters_written", count=len(written), path=out) if written else message("letters_none")
        say(said.get(language), err=False)
    return ExitCode.USAGE if failed else ExitCode.OK
