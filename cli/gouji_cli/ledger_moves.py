"""`gouji ledger confirm`, `dismiss`, `issue` and the other moves that people make."""

from __future__ import annotations

import click

from gouji_cli.errors import ExitCode
from gouji_cli.ledger_options import finding_options, opened


def _move(
    fingerprints: tuple[str, ...], where: str, author: str, language: str, action: str, **said: str | None
) -> int:
    """Make one move for several findings, all or none, and say how they stand."""
    from gouji.ledger.change import Said
    from gouji.ledger.decide import Decision, decide
    from gouji.messages import message
    from gouji_cli.terminal import harmless

    with opened(where, language) as ledger:
        decisions = [Decision(fingerprint, action, author, Said(**said)) for fingerprint in fingerprints]
        for fingerprint, step in decide(ledger, decisions):
            name = message(f"step_{step.value}")
            click.echo(harmless(message("ledger_moved", fingerprint=fingerprint, step=name).get(language)))
    return ExitCode.OK


_reason = click.option("--reason", required=True, metavar="TEXT", help="理由 Why.")


@click.command("review")
@finding_options
def review_command(fingerprints: tuple[str, ...], where: str, author: str, language: str) -> int:
    """初核；已初核的为复核，须由另一人进行。 First review, or the second, which another person must make."""
    return _move(fingerprints, where, author, language, "review")


@click.command("confirm")
@finding_options
def confirm_command(fingerprints: tuple[str, ...], where: str, author: str, language: str) -> int:
    """确认问题属实，可以下发。 Confirm that a finding is right and may be issued."""
    return _move(fingerprints, where, author, language, "confirm")


@click.command("dismiss")
@finding_options
@_reason
def dismiss_command(fingerprints: tuple[str, ...], where: str, author: str, language: str, reason: str) -> int:
    """认定误报：不再计入，保留备查。 Judge a finding wrong: it does not count any more and stays on record."""
    return _move(fingerprints, where, author, language, "dismiss", reason=reason)


@click.command("waive")
@finding_options
@_reason
@click.option("--until", required=True, metavar="DATE", help="豁免的最后一天（2025-03-31） Its last day.")
def waive_command(
    fingerprints: tuple[str, ...], where: str, author: str, language: str, reason: str, until: str
) -> int:
    """豁免：到期或规则内容变更后自动重新打开。 Waive until a day, or until the rule asks something else."""
    return _move(fingerprints, where, author, language, "waive", reason=reason, until=until)


@click.command("issue")
@finding_options
@click.option("--number", "document", required=True, metavar="TEXT", help="文号 Number of the document.")
@click.option("--deadline", required=True, metavar="DATE", help="整改时限 Day by which it is to be mended.")
def issue_command(
    fingerprints: tuple[str, ...], where: str, author: str, language: str, document: str, deadline: str
) -> int:
    """下发单位整改，过时限未反馈的为逾期。 Hand a finding out to the body; overdue once the deadline has passed."""
    return _move(fingerprints, where, author, language, "issue", document=document, deadline=deadline)


@click.command("answer")
@finding_options
@click.option("--text", required=True, metavar="TEXT", help="单位反馈或申辩的内容 What the body says.")
@click.option("--dispute", is_flag=True, help="是申辩 The body disputes the finding.")
def answer_command(
    fingerprints: tuple[str, ...], where: str, author: str, language: str, text: str, dispute: bool
) -> int:
    """登记单位的反馈或申辩。 Put down what the body answered."""
    return _move(fingerprints, where, author, language, "dispute" if dispute else "answer", text=text)


@click.command("mend")
@finding_options
@_reason
@click.option("--partly", is_flag=True, help="只整改了一部分 Mended in part.")
def mend_command(
    fingerprints: tuple[str, ...], where: str, author: str, language: str, reason: str, partly: bool
) -> int:
    """人工认定已整改（复测会自动认定）。 Take a finding as mended by hand; a re-test does so by itself."""
    return _move(fingerprints, where, author, language, "mend_partly" if partly else "mend", reason=reason)


@click.command("reopen")
@finding_options
@_reason
def reopen_command(fingerprints: tuple[str, ...], where: str, author: str, language: str, reason: str) -> int:
    """重新打开已了结的问题。 Open a finding again that was settled."""
    return _move(fingerprints, where, author, language, "reopen", reason=reason)


MOVES = (
    review_command,
    confirm_command,
    dismiss_command,
    waive_command,
    issue_command,
    answer_command,
    mend_command,
    reopen_command,
)
