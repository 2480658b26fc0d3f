"""`gouji rules`: the catalogue, one rule's page, compiling and checking the rulebook."""

from __future__ import annotations

import json

import click

from gouji_cli.errors import ExitCode
from gouji_cli.options import language_option


@click.group("rules")
def rules_group() -> None:
    """规则手册：目录、单条规则、编译、自检。 The rulebook."""


@rules_group.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def list_command(form: str, language: str) -> int:
    """列出全部规则。 List every rule."""
    from gouji.messages import message
    from gouji.rulebook import load_rules
    from gouji.rulebook.catalogue import catalogue

    rulebook = load_rules()
    if form == "json":
        click.echo(json.dumps(catalogue(rulebook), ensure_ascii=False, indent=1))
        return ExitCode.OK
    for rule in rulebook.rules:
        severity = message(f"severity_{rule.severity.value}").get(language)
        click.echo(f"{rule.id}  {severity}  {rule.title.get(language)}")
    return ExitCode.OK


@rules_group.command("show")
@click.argument("rule_id", metavar="ID")
@language_option
def show_command(rule_id: str, language: str) -> int:
    """显示一条规则：核什么、为什么、依据、怎样改。 Show one rule."""
    from gouji.messages import message
    from gouji.rulebook import load_rules
    from gouji.rulebook.catalogue import rule_page

    try:
        rule = load_rules().rule(rule_id)
    except KeyError:
        click.echo(message("cli_no_rule", rule=rule_id).get(language), err=True)
        return ExitCode.USAGE
    for line in rule_page(rule, language):
        click.echo(line)
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


@rules_group.command("check")
@language_option
def check_command(language: str) -> int:
    """规则手册自检。 Check the rulebook itself."""
    from gouji.messages import message
    from gouji.rulebook import RuleError, lint, load_rules

    try:
        rulebook = load_rules()
    except RuleError as error:
        click.echo(str(error), err=True)
        return ExitCode.FINDINGS
    faults = lint(rulebook)
    for fault in faults:
        click.echo(fault)
    if faults:
        return ExitCode.FINDINGS
    click.echo(message("cli_rules_sound", count=len(rulebook.rules)).get(language))
    return ExitCode.OK
