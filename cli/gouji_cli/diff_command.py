"""`gouji diff`: two runs side by side."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from gouji_cli.diff_letters import Letters, letters_options
from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import format_option, ledger_option, refusals
from gouji_cli.options import language_option

_KINDS = ("mended", "remaining", "new", "reading_changed", "not_retested")
_COUNTS = (*_KINDS, "not_counted")


@click.command("diff")
@click.argument("run_a")
@click.argument("run_b")
@ledger_option(required=False)
@format_option
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="另将复测情况写成网页和工作簿 Also write the comparison as pages and a workbook.",
)
@letters_options
@language_option
def diff_command(
    run_a: str, run_b: str, where: str | None, form: str, out: Path | None, language: str, **asked: Any
) -> int:
    """比较两次核验：已整改、仍存在、新发现；--letters 生成复测情况通知和通报。

    Compare two runs (folders, or ids of runs in --ledger); --letters writes notices and circular on the re-test.
    """
    from gouji.check.retest import compare_runs, write_comparison
    from gouji.ledger.store import open_ledger
    from gouji_cli.terminal import harmless

    letters = Letters(**asked)
    with refusals(language):
        ledger = open_ledger(where) if where else None
        comparison = compare_runs(run_a, run_b, ledger)
        written = write_comparison(comparison, out, language) if out else []
    _say_order(comparison, language)
    if form == "json":
        click.echo(json.dumps(comparison, ensure_ascii=False, indent=1))
    else:
        for line in _lines(comparison, language):
            click.echo(harmless(line))
    for path in written:
        _say_written(path, language)
    with refusals(language):
        done = letters.write(comparison, (run_a, run_b), ledger, language)
    return ExitCode.OK if done else ExitCode.USAGE


def _lines(comparison: Mapping[str, Any], language: str) -> Iterator[str]:
    """Bodies with their findings, then the sum; what was not mended with the reason where there is one."""
    from gouji.messages import message

    own: dict[tuple[str | None, int | None], list[str]] = defaultdict(list)
    for kind in _KINDS:
        for entry in comparison[kind]:
            own[entry["organisation"], entry["year"]].append(_entry(kind, entry, language))
    for body in comparison["bodies"]:
        name = body["organisation"] or message("ledger_body_unknown").get(language)
        yield f"{name} {body['year'] or ''}".rstrip() + "  " + _counts(body, language)
        yield from (f"  {line}" for line in own[body["organisation"], body["year"]])
    if not comparison["bodies"]:
        yield message("diff_none").get(language)
    yield f"{message('diff_sum').get(language)}  {_counts(comparison['totals'], language)}"


def _entry(kind: str, entry: Mapping[str, Any], language: str) -> str:
    """A finding in a line; one that does not count says under which step it is set apart."""
    from gouji.messages import message
    from gouji.model import finding_counts

    english = "_en" if language == "en" else ""
    why = f"  {entry[f'why_text{english}']}" if "why" in entry else ""
    apart = "" if finding_counts(entry.get("status")) else f"  [{message('step_' + entry['status']).get(language)}]"
    return f"{message(f'diff_{kind}').get(language)}{apart}  {entry['rule']}  {entry[f'message{english}']}{why}"


def _counts(counts: Mapping[str, Any], language: str) -> str:
    from gouji.messages import message

    parts = [f"{message(f'diff_{kind}').get(language)} {counts[kind]}" for kind in _COUNTS if counts[kind]]
    if counts["rate"] is not None:
        parts.append(f"{message('diff_rate').get(language)} {counts['rate']:.1%}")
    return ("，" if language == "zh" else ", ").join(parts)


def _say_order(comparison: Mapping[str, Any], language: str) -> None:
    """Say so where the runs seem to have been given the wrong way round: mended would be new, and new mended."""
    from gouji.messages import message

    first, second = (run["started"] for run in comparison["runs"])
    if first and second and first > second:
        click.echo(message("diff_backwards").get(language), err=True)


def _say_written(path: Path, language: str) -> None:
    from gouji.messages import message
    from gouji_cli.terminal import harmless

    click.echo(harmless(message("diff_written", path=path).get(language)), err=True)
