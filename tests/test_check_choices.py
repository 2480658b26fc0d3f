"""A whole check under a profile, with a selection and rules of the user's own: what ran, what was off, what says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from gouji.check import CheckResult, Request, check
from gouji.check.impact import Impact, impact, impact_json
from gouji.rulebook import RuleChoice, load_rules, project_root, rules_directory
from kit import faults
from kit.command import run
from kit.documents import STYLES
from kit.figures import Figures
from kit.prose import Changes, compose
from kit.rule_documents import BASE

PROFILE = """
title: {zh: 示例市, en: Sample}
extends: default
rules:
  F508: off
  T303: {severity: warning}
  T205: {parameters: {maximum: 5}}
lexicon: [{word: 其它, right: 其他}]
"""
OWN = """
id: U901
name: licences-at-least-one
severity: warning
category: format
frame: disclosure
since: "1"
editions: ["2021"]
valid_from: 2022
valid_to: 2022
title: {zh: 本市有行政许可, en: The city has licences}
why: {zh: 本市要求。, en: The city asks for it.}
relations:
  - expectation: expect_column_values_to_be_between
    arguments: {column: licences, min_value: 1}
message: {zh: "{cell}为 {value}。", en: "{cell} is {value}."}
remedy: {zh: 请核实。, en: Check it.}
basis: [{text: {zh: 本市通知, en: A notice of the city}}]
example: {zh: 行政许可填报 0。, en: Licences 0.}
"""


def written(folder: Path, name: str, figures: Figures, changes: Changes | None = None) -> None:
    style = STYLES["clean_html"]
    content = style(figures, changes) if changes else style(figures)
    (folder / f"{name}.{style.extension}").write_bytes(content)


@dataclass
class Chosen:
    """A run under a profile, and where it came from."""

    base: Path
    result: CheckResult

    def report(self, name: str) -> Any:
        [found] = [each for each in self.result.reports if f"/{name}." in each["source"]]
        return found

    def outcome(self, name: str, rule: str) -> str:
        return str(next(each["outcome"] for each in self.report(name)["outcomes"] if each["rule"] == rule))


def year(figures: Figures, number: int) -> Figures:
    return Figures(**{name: getattr(figures, name) for name in Figures.__slots__} | {"year": number})


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Chosen:
    base = tmp_path_factory.mktemp("chosen")
    (base / "in").mkdir()
    (base / "rules").mkdir()
    (base / "rules" / "U901-licences.yml").write_text(OWN, encoding="utf-8")
    (base / "city.yml").write_text(PROFILE, encoding="utf-8")
    printed = compose(BASE).chapters[0].paragraphs
    said = Changes(paragraphs={1: (*printed, "其它事项另行公开。")})
    written(base / "in", "word", BASE, said)
    written(base / "in", "row", faults.with_cell(BASE, "requests.granted.total", 1))
    written(base / "in", "fees", faults.with_raw(BASE, "disclosure.administrative_fees", "1,006", 1006))
    written(base / "in", "before", year(BASE, 2022))
    asked = RuleChoice(str(base / "city.yml"), ignore=("D127",), rules=base / "rules")
    return Chosen(base, check(Request((str(base / "in"),), base / "out", rules=asked)))


def rules_found(report: Any) -> set[str]:
    return {finding["rule"] for finding in report["findings"]}


def test_the_profile_sets_severities_and_parameters(chosen: Chosen) -> None:
    [row] = [each for each in chosen.report("row")["findings"] if each["rule"] == "T303"]
    assert row["severity"] == "warning"
    [fees] = [each for each in chosen.report("fees")["findings"] if each["rule"] == "T205"]
    assert "超过 5 万元" in fees["message"]


def test_what_is_off_is_said_and_never_a_pass(chosen: Chosen) -> None:
    assert "F508" not in rules_found(chosen.report("fees"))
    for name in ("word", "fees"):
        assert chosen.outcome(name, "F508") == chosen.outcome(name, "D127") == "off"
    run_json = json.loads((chosen.base / "out" / "run.json").read_text(encoding="utf-8"))
    book = run_json["rulebook"]
    assert {each["rule"]: each["why"] for each in book["off"]} == {"F508": "profile", "D127": "ignored"}
    assert (book["profile"]["name"], book["own"], book["rules"]) == ("city", ["U901"], len(load_rules().active) - 1)
    assert run_json["run"]["arguments"]["ignore"] == ["D127"]
    assert chosen.result.results["rulebook"] == book
    page = (chosen.base / "out" / "site" / "index.html").read_text(encoding="utf-8")
    for said in ("city（示例市）", "F508", "D127", "U901"):
        assert said in page
    rule = (chosen.base / "out" / "site" / "rules" / "F508.html").read_text(encoding="utf-8")
    assert "方案中关闭" in rule
    assert "改后" in rule


def test_own_rules_run_for_their_years(chosen: Chosen) -> None:
    assert chosen.outcome("before", "U901") == "fail"
    assert chosen.outcome("word", "U901") == "not_applicable"
    [finding] = [each for each in chosen.report("before")["findings"] if each["rule"] == "U901"]
    assert finding["message"] == "行政许可为 0。"
    assert finding["category"] == "format"
    assert (chosen.base / "out" / "site" / "rules" / "U901.html").is_file()
    assert (chosen.base / "out" / "gx" / "expectations" / "rules" / "U901-licences.yml").is_file()


def test_the_lexicon_quotes_the_sentence_and_its_place(chosen: Chosen) -> None:
    [finding] = [each for each in chosen.report("word")["findings"] if each["rule"] == "D128"]
    assert "“其它事项另行公开”中的“其它”应为“其他”（第一部分第" in finding["message"]
    assert chosen.outcome("row", "D128") == "pass"


def test_nothing_went_wrong_and_the_schema_holds(chosen: Chosen) -> None:
    assert chosen.result.results["errors"] == []
    assert [each["errors"] for each in chosen.result.reports] == [[]] * 4
    schema = json.loads(
        (project_root() / "src" / "gouji" / "outputs" / "schemas" / "check.schema.json").read_text(encoding="utf-8")
    )
    written_results = json.loads(chosen.result.folder.results.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(written_results)) == []


@pytest.fixture(scope="module")
def compared(chosen: Chosen) -> Impact:
    """From the run's rules to the published ones without T303."""
    folder = chosen.base / "new"
    folder.mkdir()
    for path in rules_directory().glob("*.yml"):
        if path.name.startswith(("T", "rulebook")):
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            if data.get("id") != "T303":
                (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return impact(chosen.base / "out", folder, [str(chosen.base / "in")])


def test_what_a_change_of_rules_does(chosen: Chosen, compared: Impact) -> None:
    assert compared.errors == ()
    assert compared.reports == 4
    gone = {(Path(each["source"]).stem, each["rule"]) for each in compared.vanished}
    assert {("row", "T303"), ("fees", "T205"), ("before", "U901"), ("word", "D128")} <= gone
    assert not {rule for _, rule in gone} & {"T302", "T301"}
    assert compared.appeared == ()
    told = impact_json(compared)
    assert "U901" in told["rules_removed"]
    assert "T303" in told["rules_removed"]
    assert told["rules_added"] == []


def test_impact_refuses_what_is_no_rulebook(chosen: Chosen, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "rules", "impact", str(chosen.base / "none"), str(chosen.base / "out"), str(chosen.base / "in"))
    assert (ended.code, ended.out) == (2, "")
    assert "这个文件夹不存在" in ended.err
    ended = run(capsys, "rules", "impact", str(chosen.base / "in"), str(chosen.base / "out"), "x", "--lang", "en")
    assert ended.code == 2
    assert "rulebook.yml: file: cannot be read" in ended.err
