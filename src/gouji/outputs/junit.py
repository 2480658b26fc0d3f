"""JUnit XML: a suite a report, a case a rule, as build servers and test dashboards show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import IO, Any

from gouji.model import Outcome, VerdictKind
from gouji.outputs.said import Voice
from gouji.outputs.view import Head, RunView
from gouji.outputs.xml_stream import XmlStream

Json = Mapping[str, Any]

_SKIPPED = tuple(kind for kind in Outcome if kind not in (Outcome.PASS, Outcome.FAIL, Outcome.ERROR))


def write_junit(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """The outcomes of all rules for all reports; errors of ours are errors, never failures of a report."""
    xml = XmlStream(file)
    counts = [_counts(head) for head in view.heads]
    totals = {name: sum(int(count[name]) for count in counts) for name in ("tests", "failures", "errors")}
    totals["tests"] += len(view.errors)
    totals["errors"] += len(view.errors)
    with xml.document(), xml.element("testsuites", {"name": "gouji", **totals}):
        for head, record in view.records():
            _suite(xml, view, head, record, voice)
        if view.errors:
            size = len(view.errors)
            with xml.element("testsuite", {"name": "gouji", "tests": size, "failures": 0, "errors": size}):
                for error in view.errors:
                    _error_case(xml, error, voice)


def _counts(head: Head) -> dict[str, int]:
    """How many cases a suite has of each kind; errors that are no rule's have a case of their own."""
    rules = sum(head.outcomes.values())
    broken = head.outcomes.get(Outcome.ERROR, 0)
    missing = head.verdict is VerdictKind.MISSING
    return {
        "tests": rules + head.errors + missing,
        "failures": head.outcomes.get(Outcome.FAIL, 0),
        "errors": broken + head.errors,
        "skipped": sum(head.outcomes.get(kind, 0) for kind in _SKIPPED) + missing,
    }


def _suite(xml: XmlStream, view: RunView, head: Head, record: Json, voice: Voice) -> None:
    name = f"{head.organisation or voice.say('cli_unknown_organ')} {head.year or ''}".strip()
    attributes: dict[str, object] = {
        "name": name,
        "id": head.id,
        "file": head.source,
        "timestamp": view.run["run"]["started"].rstrip("Z"),
    }
    with xml.element("testsuite", {**attributes, **_counts(head)}):
        findings, reasons = _by_rule(record["findings"]), _by_rule(record["undetermined"])
        for outcome in record["outcomes"]:
            _case(xml, view, outcome, findings, reasons, voice)
        for error in record["errors"]:
            _error_case(xml, error, voice)
        if head.verdict is VerdictKind.MISSING:
            with xml.element("testcase", {"name": voice.say("short_missing"), "classname": "gouji.missing"}):
                xml.leaf("skipped", {"message": voice.of(head.reason or {}, "message")})


def _by_rule(entries: Sequence[Json]) -> dict[str, list[Json]]:
    grouped: dict[str, list[Json]] = defaultdict(list)
    for entry in entries:
        grouped[entry["rule"]].append(entry)
    return grouped


def _case(
    xml: XmlStream,
    view: RunView,
    outcome: Json,
    findings: Mapping[str, list[Json]],
    reasons: Mapping[str, list[Json]],
    voice: Voice,
) -> None:
    key = outcome["rule"]
    rule = view.rules.get(key)
    name = f"{key} {rule.title.get(voice.language)}" if rule else key
    with xml.element("testcase", {"name": name, "classname": f"gouji.{rule.category.value if rule else 'rule'}"}):
        kind = Outcome(outcome["outcome"])
        if kind is Outcome.FAIL:
            _failure(xml, findings[key], voice)
        elif kind is Outcome.ERROR:
            xml.leaf("error", {"type": "gouji", "message": voice.say("export_rule_broke_down", rule=key)})
        elif kind in _SKIPPED:
            why = [voice.of(entry, "reason") for entry in reasons.get(key, ())]
            xml.leaf(
                "skipped", {"type": kind.value, "message": why[0] if why else voice.say(f"export_outcome_{kind.value}")}
            )


def _failure(xml: XmlStream, findings: Sequence[Json], voice: Voice) -> None:
    """One failure a case, which is what readers of the format show; the text has every finding of the rule."""
    lines = [
        "\n".join([voice.of(each, "message"), voice.of(each, "basis"), voice.of(each, "remedy"), each["fingerprint"]])
        for each in findings
    ]
    first = findings[0]
    attributes = {"type": first["severity"], "message": voice.of(first, "message")}
    xml.leaf("failure", attributes, "\n\n".join(lines))


def _error_case(xml: XmlStream, error: Json, voice: Voice) -> None:
    with xml.element("testcase", {"name": error["code"], "classname": "gouji.error"}):
        xml.leaf("error", {"type": error["code"], "message": voice.of(error, "message")})
