"""`gouji rules impact`: what a change to the rules does to a collection of reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import language_option, paths_argument, reading_options

if TYPE_CHECKING:
    from gouji.check.impact import Impact

# Findings of one kind that are listed; the JSON has them all.
_LISTED = 200


@click.command("impact")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@paths_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--manifest", type=click.Path(path_type=Path), metavar="FILE", help="名录 Register of bodies.")
@reading_options
@language_option
def impact_command(
    old: Path,
    new: Path,
    paths: tuple[str, ...],
    form: str,
    manifest: Path | None,
    jobs: int | None,
    timeout: float,
    language: str,
) -> int:
    """比较两份规则手册：一批年报中哪些问题新出现，哪些消失。OLD、NEW 为规则文件夹、结果文件夹或源码目录。

    Compare two rulebooks (folders of rules, run folders or checkouts): which findings appear and vanish.
    """
    from gouji.check.impact import impact, impact_json
    from gouji.manifest import ManifestRefused
    from gouji.messages import render
    from gouji.reading import ReadingOptions
    from gouji.rulebook import RuleError
    from gouji_cli.terminal import ProgressLine, harmless

    try:
        with ProgressLine(language) as watch:
            found = impact(old, new, paths, manifest, ReadingOptions(jobs, timeout), watch)
    except RuleError as error:
        click.echo(harmless(error.text.get(language)), err=True)
        return ExitCode.USAGE
    except ManifestRefused as refused:
        for problem in refused.problems:
            click.echo(harmless(render(problem).get(language)), err=True)
        return ExitCode.USAGE
    if form == "json":
        click.echo(json.dumps(impact_json(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found, language):
            click.echo(harmless(line))
    return ExitCode.INCOMPLETE if found.errors else ExitCode.OK


def _lines(found: Impact, language: str) -> Iterator[str]:
    from gouji.messages import message

    for kind, findings in (("appeared", found.appeared), ("vanished", found.vanished), ("changed", found.changed)):
        yield message(f"impact_{kind}", count=len(findings)).get(language)
        counts = Counter(finding["rule"] for finding in findings)
        if counts:
            yield "  " + "  ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))
        yield from _listed(findings, language)
    for error in found.errors:
        yield f"{error['source']}: {error['message_en' if language == 'en' else 'message']}"
    books = {"old": found.old.digest[:12], "new": found.new.digest[:12]}
    yield message("impact_books", reports=found.reports, **books).get(language)


def _listed(findings: Sequence[dict[str, Any]], language: str) -> Iterator[str]:
    from gouji.messages import message

    for finding in findings[:_LISTED]:
        severity = message(f"severity_{finding['severity']}").get(language)
        if "severity_before" in finding:
            severity = f"{message('severity_' + finding['severity_before']).get(language)} → {severity}"
        text = finding["message_en" if language == "en" else "message"]
        yield f"  {finding['source']}  {severity} {finding['rule']} {text}"
    if len(findings) > _LISTED:
        yield "  " + message("impact_more", count=len(findings) - _LISTED).get(language)
