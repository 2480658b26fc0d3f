"""`gouji rules`: the catalogue, one rule's page, compiling, checking and documenting the rulebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gouji_cli.errors import ExitCode
from gouji_cli.impact_command import impact_command
from gouji_cli.options import language_option, rule_options

if TYPE_CHECKING:
    from gouji.rulebook import Rulebook


@click.group("rules")
def rules_group() -> None:
    """规则手册：目录、单条规则、编译、自检、说明文档、改动影响。 The rulebook."""


rules_group.add_command(impact_command)


def _chosen(
    language: str, profile: str | None, select: tuple[str, ...], ignore: tuple[str, ...], own_rules: Path | None
) -> Rulebook | None:
    """The rulebook as asked for, None (with the reason printed) when it cannot be had."""
    from gouji.rulebook import RuleChoice, RuleError, choose_rules
    from gouji_cli.terminal import harmless

    try:
        return choose_rules(RuleChoice(profile, select, ignore, own_rules))
    except RuleError as error:
        click.echo(harmless(error.text.get(language)), err=True)
        return None


@rules_group.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@rule_options
@language_option
def list_command(
    form: str,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    own_rules: Path | None,
    language: str,
) -> int:
    """列出全部规则，包括停用和关闭的。 List every rule, those that are off with the reason."""
    from gouji.rulebook.catalogue import catalogue, catalogue_lines
    from gouji_cli.terminal import harmless

    rulebook = _chosen(language, profile, select, ignore, own_rules)
    if rulebook is None:
        return ExitCode.USAGE
    if form == "json":
        click.echo(json.dumps(catalogue(rulebook), ensure_ascii=False, indent=1))
        return ExitCode.OK
    for line in catalogue_lines(rulebook, language):
        click.echo(harmless(line))
    return ExitCode.OK


@rules_group.command("show")
@click.argument("rule_id", metavar="ID")
@rule_options
@language_option
def show_command(
    rule_id: str,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    own_rules: Path | None,
    language: str,
) -> int:
    """显示一条规则：核什么、为什么、依据、怎样改。 Show one rule."""
    from gouji.messages import message
    from gouji.rulebook.pages import page_lines
    from gouji_cli.terminal import harmless

    rulebook = _chosen(language, profile, select, ignore, own_rules)
    if rulebook is None:
        return ExitCode.USAGE
    try:
        rule = rulebook.rule(rule_id)
    except KeyError:
        click.echo(harmless(message("cli_no_rule", rule=rule_id).get(language)), err=True)
        return ExitCode.USAGE
    for line in page_lines(rule, language, rulebook.off.get(rule.id)):
        click.echo(harmless(line))
    return ExitCode.OK


@rules_group.command("build")
@click.option("--check", "only_check", is_flag=True, help="只比较，不写入 Compare only, write nothing.")
@language_option
def build_command(only_check: bool, language: str) -> int:
    """把规则编译成 Great Expectations 执行的套件。 Compile the suites that Great Expectations runs."""
    from gouji.messages import message
    from gouji.rulebook import compile_rulebook, load_rules, out_of_date, project_root, write_compiled

    root = project_root()
    compiled = compile_rulebook(load_rules())
    try:
        changed = out_of_date(compiled, root) if only_check else write_compiled(compiled, root)
    except PermissionError as error:
        click.echo(message("cli_rules_not_writable", path=error.filename).get(language), err=True)
        return ExitCode.INCOMPLETE
    code = "cli_rules_stale" if only_check else "cli_rules_written"
    for path in changed:
        click.echo(message(code, path=path).get(language))
    if not changed:
        click.echo(message("cli_rules_current").get(language))
    return ExitCode.FINDINGS if only_check and changed else ExitCode.OK


@rules_group.command("docs")
@click.option("--check", "only_check", is_flag=True, help="只比较，不写入 Compare only, write nothing.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="写入的文件夹，默认为源码目录的 docs/rules Where to write; docs/rules of the checkout by default.",
)
@language_option
def docs_command(only_check: bool, out: Path | None, language: str) -> int:
    """把每条规则写成说明文档（Markdown，中英文）。 Write the rules as documents, one a rule, in both languages."""
    from gouji.messages import message
    from gouji.rulebook import load_rules, project_root
    from gouji.rulebook.documents import rule_documents, stale_documents, write_documents

    folder = out or project_root() / "docs" / "rules"
    documents = rule_documents(load_rules())
    try:
        changed = stale_documents(documents, folder) if only_check else write_documents(documents, folder)
    except OSError as error:
        click.echo(message("cli_rules_not_writable", path=error.filename).get(language), err=True)
        return ExitCode.INCOMPLETE
    code = "cli_docs_stale" if only_check else "cli_rules_written"
    for name in changed:
        click.echo(message(code, path=name).get(language))
    if not changed:
        click.echo(message("cli_docs_current").get(language))
    return ExitCode.FINDINGS if only_check and changed else ExitCode.OK


@rules_group.command("check")
@rule_options
@language_option
def check_command(
    profile: str | None, select: tuple[str, ...], ignore: tuple[str, ...], own_rules: Path | None, language: str
) -> int:
    """规则手册自检：字段、条件、数量关系有无矛盾和重复。 Check the rulebook itself: fields, conditions, relations."""
    from gouji.check.self_check import examine
    from gouji.messages import message
    from gouji.rulebook import RuleChoice, RuleError, choose_rules
    from gouji_cli.terminal import harmless

    try:
        rulebook = choose_rules(RuleChoice(profile, select, ignore, own_rules))
    except RuleError as error:
        click.echo(harmless(error.text.get(language)), err=True)
        return ExitCode.FINDINGS
    found = examine(rulebook)
    for fault in found:
        kind = message("cli_rules_note" if fault.note else "cli_rules_fault").get(language)
        click.echo(harmless(f"{kind}{fault.text.get(language)}"))
    if any(not fault.note for fault in found):
        return ExitCode.FINDINGS
    click.echo(message("cli_rules_sound", count=len(rulebook.rules)).get(language))
    return ExitCode.OK
