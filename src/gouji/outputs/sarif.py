"""SARIF 2.1.0: findings as editors, code hosts and dashboards of static analysis show them.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any
from urllib.parse import quote

from gouji.frames import TABLE_OF
from gouji.model import Rule
from gouji.outputs.groups import SET_ASIDE
from gouji.outputs.places import finding_place
from gouji.outputs.safe_text import printable
from gouji.outputs.said import Voice
from gouji.outputs.view import Head, RunView

Json = Mapping[str, Any]
Made = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "gouji/v1"
_LEVELS = {"critical": "error", "warning": "warning", "info": "note"}
_MORE_LOCATIONS = 40


def write_sarif(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """One run with its rules and results; what could not be decided is a result of kind `open`."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    rules = {key: number for number, key in enumerate(view.rules)}
    start = {"tool": _tool(view, voice), "columnKind": "unicodeCodePoints", "automationDetails": _automation(view)}
    text.write(f'{{\n "$schema": {json.dumps(SCHEMA)},\n "version": "2.1.0",\n "runs": [{{\n')
    for name, value in start.items():
        text.write(f'  "{name}": {_json(value)},\n')
    text.write('  "results": [')
    notices = [_notice(error, None, voice) for error in view.errors]
    separator = "\n"
    for head, record in view.records():
        for result in _results(head, record, rules, voice):
            text.write(f"{separator}   {_json(result)}")
            separator = ",\n"
        notices += [_notice(error, head, voice) for error in record["errors"]]
    text.write(f'\n  ],\n  "invocations": {_json([_invocation(view, notices)])}\n }}]\n}}\n')
    text.flush()
    text.detach()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _tool(view: RunView, voice: Voice) -> Made:
    book = view.run["rulebook"]
    return {
        "driver": {
            "name": "gouji",
            "version": view.run["gouji"],
            "language": "zh-CN" if voice.language == "zh" else "en",
            "rules": [_rule(rule, voice) for rule in view.rules.values()],
            "properties": {"rulebook": book["version"], "digest": book["digest"]},
        }
    }


def _rule(rule: Rule, voice: Voice) -> Made:
    own = voice.language
    basis = [entry.text.get(own) for entry in rule.basis]
    parts = [
        (f"export_rule_{name}", text)
        for name, text in (("why", rule.why), ("example", rule.example), ("remedy", rule.remedy))
    ]
    help_text = "\n\n".join(
        [
            *(f"{voice.say(code)}{text.get(own)}" for code, text in parts),
            voice.say("export_rule_basis") + voice.listed(basis),
        ]
    )
    url = next((entry.url for entry in rule.basis if entry.url), None)
    described: Made = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.title.get(own)},
        "fullDescription": {"text": rule.why.get(own)},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
        "properties": {"tags": [rule.category.value], "severity": rule.severity.value, "since": rule.since},
    }
    return described | ({"helpUri": url} if url else {})


def _automation(view: RunView) -> Made:
    return {"id": f"gouji/{view.run['run']['id']}"}


def _results(head: Head, record: Json, rules: Mapping[str, int], voice: Voice) -> Iterator[Json]:
    for finding in record["findings"]:
        yield _finding(head, record, finding, rules, voice)
    for entry in record["undetermined"]:
        message = {"text": voice.of(entry, "reason")}
        result: Made = {"ruleId": entry["rule"], "kind": "open", "level": "none", "message": message}
        yield result | _index(entry, rules) | {"locations": [_location(head, {}, _logical(entry["where"]))]}


def _finding(head: Head, record: Json, finding: Json, rules: Mapping[str, int], voice: Voice) -> Made:
    places = [operand for operand in finding["operands"] if operand["at"]]
    logical = _logical(finding["where"], finding_place(record, finding, voice))
    result: Made = {
        "ruleId": finding["rule"],
        "level": _LEVELS[finding["severity"]],
        "message": {"text": voice.of(finding, "message")},
        "locations": [_location(head, places[0]["at"] if places else {}, logical)],
        "partialFingerprints": {FINGERPRINT: finding["fingerprint"]},
        "properties": {
            "category": finding["category"],
            "severity": finding["severity"],
            "organisation": head.organisation,
            "year": head.year,
            "remedy": voice.of(finding, "remedy"),
            "basis": voice.of(finding, "basis"),
        },
    }
    if places:
        result["relatedLocations"] = [
            _location(head, operand["at"], _cell(operand["cell"])) | {"id": n}
            for n, operand in enumerate(places[:_MORE_LOCATIONS], 1)
        ]
    return result | _index(finding, rules) | _suppressions(finding, voice)


def _index(entry: Json, rules: Mapping[str, int]) -> Made:
    return {"ruleIndex": rules[entry["rule"]]} if entry["rule"] in rules else {}


def _suppressions(finding: Json, voice: Voice) -> Made:
    """What a person set aside in the ledger."""
    status = finding.get("status")
    if status not in SET_ASIDE:
        return {}
    why = (finding.get("decision") or {}).get("reason") or voice.say(f"export_set_aside_{status}")
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": printable(why)}]}


def _location(head: Head, at: Json, logical: list[Made]) -> Made:
    physical: Made = {"artifactLocation": {"uri": uri(head.source)}}
    if "line" in at:
        physical["region"] = {"startLine": at["line"]}
    place: Made = {"physicalLocation": physical, "logicalLocations": logical}
    return place | ({"properties": dict(at)} if at else {})


def uri(source: str) -> str:
    """The source as a URI: of a file, relative where the path is; `stdin` for standard input."""
    if source == "-":
        return "stdin"
    path = PurePath(source)
    if path.is_absolute():
        return path.as_uri() if "\ufffd" not in source else "file://" + quote(path.as_posix())
    return quote(source.replace("\\", "/"))


def _logical(where: Json, name: str | None = None) -> list[Made]:
    """The table, row and column of the form that a finding is about."""
    table = TABLE_OF.get(where["frame"], where["frame"])
    parts = [("table", table), ("row", where["row"]), ("column", where["column"])]
    known = [(kind, str(key)) for kind, key in parts if key is not None]
    entries: list[Made] = []
    for depth, (kind, key) in enumerate(known, 1):
        full = ".".join(each for _, each in known[:depth])
        entries.append({"name": printable(key), "fullyQualifiedName": printable(full), "kind": kind})
    if name:
        entries[-1] = {**entries[-1], "decoratedName": printable(name)}
    return entries


def _cell(key: str) -> list[Made]:
    return [{"name": key.rsplit(".", 1)[-1], "fullyQualifiedName": key, "kind": "cell"}]


def _notice(error: Json, head: Head | None, voice: Voice) -> Made:
    notice: Made = {
        "level": "error",
        "message": {"text": voice.of(error, "message")},
        "descriptor": {"id": error["code"]},
    }
    if head is None:
        return notice
    return notice | {"locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(head.source)}}}]}


def _invocation(view: RunView, notices: list[Made]) -> Made:
    run = view.run["run"]
    times: Made = {"startTimeUtc": run["started"]} | ({"endTimeUtc": run["finished"]} if run["finished"] else {})
    return times | {"executionSuccessful": not notices, "toolExecutionNotifications": notices}
