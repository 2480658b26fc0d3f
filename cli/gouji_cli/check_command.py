"""`gouji check`."""

from __future__ import annotations

from pathlib import Path

import click

from gouji_cli.engine_options import cluster_of, engine_options
from gouji_cli.errors import ExitCode, Misused
from gouji_cli.exporting import FORMATS, Pairs, as_exports, export_option, print_result
from gouji_cli.ledger_options import author_option, ledger_option
from gouji_cli.options import identity_options, language_option, reading_options, rule_options
from gouji_cli.site_options import publishing_options

THRESHOLDS = ("critical", "warning", "info", "never")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=str))
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    default="gouji-out",
    show_default=True,
    metavar="FOLDER",
    help="结果文件夹 Run folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="标准输出的格式 What goes to stdout.",
)
@click.option(
    "--fail-on",
    type=click.Choice(THRESHOLDS),
    default="critical",
    show_default=True,
    help="有此级别以上的问题时退出码为 1 Lowest severity that makes the exit code 1.",
)
@click.option(
    "--suggest",
    is_flag=True,
    help="列出可能有误的单元格和建议核对的数值 Also print which cells are probably wrong and what would fit.",
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="名录（CSV 或 XLSX）：应报送的机关及其编号、级别、上级等 Register of bodies whose reports are expected.",
)
@click.option(
    "--previous",
    multiple=True,
    type=click.Path(path_type=str),
    metavar="PATH",
    help="上年度的年报（文件、文件夹、压缩包或以前的结果文件夹，可多次给出），只用于核对，不作判断"
    " Last year's reports, or the folder of an earlier run: held against this year's, never judged.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="统一提供的模板，其中的语句不参与雷同比较 A template whose sentences are left out when texts are compared.",
)
@export_option
@ledger_option(required=False)
@click.option(
    "--round",
    "number",
    type=click.IntRange(1, 99),
    metavar="N",
    help="第几轮核验，记入台账，默认为下一轮 Round that the run is entered as; by default the next one.",
)
@author_option
@rule_options
@publishing_options
@identity_options
@reading_options
@engine_options
@click.option(
    "--keep-originals",
    is_flag=True,
    help="在结果文件夹中保存每个文件的原件副本，作为依据（内部版可下载） Keep each file as it was read, as evidence.",
)
@click.option("--no-cache", is_flag=True, help="不使用以前的读取结果 Read every file anew, whatever was read before.")
@click.option(
    "--resume",
    "unfinished",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="接着完成中断的核验，其选项不变 Go on with the run in FOLDER that was cut off, with the options it had.",
)
@language_option
def check_command(
    paths: tuple[str, ...],
    out: Path,
    form: str,
    fail_on: str,
    suggest: bool,
    manifest: Path | None,
    previous: tuple[str, ...],
    baseline: Path | None,
    exports: Pairs,
    where: str | None,
    number: int | None,
    author: str,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    own_rules: Path | None,
    single_files: bool,
    public: bool,
    public_names: bool,
    no_pictures: bool,
    organisation: str | None,
    year: int | None,
    jobs: int | None,
    timeout: float,
    engine: str,
    master: str | None,
    keep_originals: bool,
    no_cache: bool,
    unfinished: Path | None,
    language: str,
) -> int:
    """核验年报（文件、文件夹或压缩包，“-”为标准输入），结果页面写入结果文件夹。

    Check reports (files, folders, archives; - is standard input) and publish the pages in the run folder.

    退出码 Exit codes: 0 无达到级别的问题 nothing at or above --fail-on; 1 有 found; 2 用法错误 wrong usage;
    3 有文件未能读取或程序出错 a file could not be read, or an error of ours.
    """
    from gouji.check import BaselineRefused, Comparing, LedgerRequest, Request, RunStopped, check, resume
    from gouji.check.publishing import Publishing
    from gouji.cluster import ClusterRefused
    from gouji.intake import Overrides
    from gouji.ledger.refused import LedgerRefused
    from gouji.manifest import ManifestRefused
    from gouji.messages import render
    from gouji.model import Problem, Severity
    from gouji.outputs.export import ExportRefused
    from gouji.reading import ReadingOptions, default_cache
    from gouji.rulebook import ChoiceError, RuleChoice, RuleError
    from gouji.run_folder import FolderRefused
    from gouji_cli.summary import summary_lines
    from gouji_cli.terminal import ProgressLine, harmless

    _need_what_goes_together(paths, unfinished, number, where)
    identity = Overrides(organisation, year)
    reading = ReadingOptions(jobs, timeout, None if no_cache else default_cache())
    ledger = LedgerRequest(where, author, number) if where else None
    pages = Publishing(single_files, public, public_names, not no_pictures)
    request = Request(
        paths,
        out,
        identity,
        manifest,
        reading,
        pages,
        exports=as_exports(exports, language),
        ledger=ledger,
        rules=RuleChoice(profile, select, ignore, own_rules),
        comparing=Comparing(previous, baseline),
        cluster=cluster_of(engine, master),
        keep_originals=keep_originals,
    )
    try:
        with ProgressLine(language) as watch:
            result = resume(unfinished, watch, jobs) if unfinished else check(request, watch)
    except KeyboardInterrupt:
        problem = Problem("run_interrupted", {"path": str(unfinished or out)})
        click.echo(harmless(render(problem).get(language)), err=True)
        return ExitCode.INTERRUPTED
    except RunStopped as stopped:
        click.echo(harmless(render(stopped.problem).get(language)), err=True)
        return ExitCode.INCOMPLETE
    except (BaselineRefused, ClusterRefused, FolderRefused, LedgerRefused, ExportRefused) as refused:
        click.echo(harmless(render(refused.problem).get(language)), err=True)
        return ExitCode.USAGE
    except ManifestRefused as refused:
        for problem in refused.problems:
            click.echo(harmless(render(problem).get(language)), err=True)
        return ExitCode.USAGE
    except RuleError as error:
        click.echo(harmless(error.text.get(language)), err=True)
        return ExitCode.USAGE if isinstance(error, ChoiceError) else ExitCode.INCOMPLETE
    if form == "json":
        with result.folder.results.open(encoding="utf-8") as lines:
            for line in lines:
                click.echo(line, nl=False)
    elif form != "text":
        print_result(result.folder, result.results["errors"], form, language)
    for line in summary_lines(result, language, suggest=suggest):
        click.echo(line, err=form != "text")
    if result.incomplete:
        return ExitCode.INCOMPLETE
    found = fail_on != "never" and result.found(Severity(fail_on))
    return ExitCode.FINDINGS if found else ExitCode.OK


def _need_what_goes_together(
    paths: tuple[str, ...], unfinished: Path | None, number: int | None, where: str | None
) -> None:
    """Refuse options that would otherwise pass without any effect."""
    if not paths and not unfinished:
        chinese = "缺少 PATHS：请给出待核验的文件或文件夹，或用 --resume 接着以前的核验"
        raise Misused(chinese, "PATHS or --resume is missing")
    if paths and unfinished:
        raise Misused("--resume 不能与 PATHS 同用：接着核验的是原来的文件", "--resume goes without PATHS")
    if number is not None and not where:
        raise Misused("--round 须与 --ledger 同用", "--round needs --ledger")
