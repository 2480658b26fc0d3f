"""The text summary of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouji.check import CheckResult
from gouji.messages import message
from gouji.model import Step, VerdictKind, finding_counts
from gouji.outputs.said import Voice
from gouji.outputs.suggestions import suggestion
from gouji_cli.terminal import harmless

# More findings than this of one report are counted, not listed: the pages have them all.
_LISTED = 12
# Rules that were switched off and are named; the pages name all.
_OFF_LISTED = 30
_CHOSEN = ("profile", "not_selected", "ignored")


def summary_lines(result: CheckResult, language: str, *, suggest: bool = False) -> Iterator[str]:
    """Reports with their findings, then the counts and where the pages are. Every line is harmless to a terminal.

    With `suggest`, the probable causes of a report follow its findings.
    """
    for report in result.reports:
        yield from (harmless(line) for line in _report(report, language))
        if suggest:
            voice = Voice(language)
            yield from (harmless(f"  {line}") for cause in report["causes"] for line in suggestion(cause, voice))
    for entry in (*result.results.get("notes", ()), *result.results["errors"]):
        yield harmless(_in(entry, "message", language))
    yield harmless(_counts(result, language))
    entered = result.results.get("ledger")
    if entered and "round" in entered:
        yield harmless(message("ledger_recorded", **entered).get(language))
    rulebook = result.results["rulebook"]
    yield message("cli_rulebook", version=rulebook["version"], digest=rulebook["digest"][:12]).get(language)
    yield from (harmless(line) for line in _chosen(rulebook, language))
    yield harmless(message("cli_pages", path=result.folder.site / "index.html").get(language))
    if (public := result.folder.public / "index.html").is_file():
        yield harmless(message("cli_public_pages", path=public).get(language))
    yield message("cli_caution").get(language)


def _chosen(rulebook: Mapping[str, Any], language: str) -> Iterator[str]:
    """The profile and the rules that were switched off, where there are any."""
    if profile := rulebook.get("profile"):
        title = _in(profile, "title", language)
        yield message("cli_profile", name=profile["name"], title=title, digest=profile["digest"][:12]).get(language)
    off = [entry["rule"] for entry in rulebook.get("off", ()) if entry["why"] in _CHOSEN]
    if off:
        yield message("cli_rules_off", count=len(off), rules=" ".join(off[:_OFF_LISTED])).get(language)


def _report(report: Mapping[str, Any], language: str) -> Iterator[str]:
    yield f"{_verdict(report).get(language)}  {_who(report, language)}  {report['source']}"
    for finding in report["findings"][:_LISTED]:
        severity = message(f"severity_{finding['severity']}").get(language)
        yield f"  {severity} {finding['rule']} {_in(finding, 'message', language)}{_standing(finding, language)}"
        if "hint" in finding:
            yield f"    {_in(finding, 'hint', language)}"
    rest = len(report["findings"]) - _LISTED
    if rest > 0:
        yield "  " + message("cli_more_findings", count=rest).get(language)
    rules = list(dict.fromkeys(entry["rule"] for entry in report["undetermined"]))
    if rules:
        yield "  " + message("cli_undetermined", rules=" ".join(rules)).get(language)
    for entry in (*report["errors"], *report["notes"]):
        yield f"  {_in(entry, 'message', language)}"


def _verdict(report: Mapping[str, Any]) -> Any:
    critical = (finding for finding in report["findings"] if finding["severity"] == "critical")
    count = sum(finding_counts(finding.get("status")) for finding in critical)
    return message(f"verdict_{report['verdict']}", count=count)


def _standing(finding: Mapping[str, Any], language: str) -> str:
    """How the finding stands in the ledger, behind its text; nothing while nobody has looked at it."""
    if finding.get("status") in (None, Step.OPEN):
        return ""
    step = message(f"step_{finding['status']}").get(language)
    return f"【{step}】" if language == "zh" else f" [{step}]"


def _who(report: Mapping[str, Any], language: str) -> str:
    unknown = message("cli_unknown_organ").get(language)
    return f"{report['organisation'] or unknown} {report['year'] or ''}".strip()


def _counts(result: CheckResult, language: str) -> str:
    parts = [
        f"{message(f'short_{verdict.value}').get(language)} {count}"
        for verdict in VerdictKind
        if (count := result.count(verdict))
    ]
    separator = "、" if language == "zh" else ", "
    return message("cli_counts", total=len(result.reports), parts=separator.join(parts)).get(language)


def _in(entry: Mapping[str, Any], name: str, language: str) -> str:
    return str(entry[f"{name}_en" if language == "en" else name])
