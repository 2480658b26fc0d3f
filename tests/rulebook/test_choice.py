"""What a user may ask of the rulebook: profiles, selections and rules of his own; what is wrong is named by place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gouji.model import OrganKind, Severity
from gouji.rulebook import (
    ChoiceError,
    Off,
    RuleChoice,
    choose_rules,
    compile_rulebook,
    deadlines_of,
    load_rules,
    rules_directory,
)
from gouji.rulebook.chosen import read_chosen, rulebook_at, write_chosen
from gouji.rulebook.profile_file import load_profile, shipped_profiles

Data = dict[str, Any]
PUBLISHED = load_rules()
OWN: Data = yaml.safe_load((rules_directory() / "T303-request-row-total.yml").read_text(encoding="utf-8"))
OWN |= {"id": "U901", "name": "own-row-total"}


def profile(folder: Path, text: str, name: str = "ours.yml") -> str:
    path = folder / name
    path.write_text("title: {zh: 本市, en: Ours}\n" + text, encoding="utf-8")
    return str(path)


def own(folder: Path, *rules: Data | str) -> Path:
    for number, rule in enumerate(rules):
        text = rule if isinstance(rule, str) else yaml.safe_dump(rule, allow_unicode=True, sort_keys=False)
        (folder / f"own-{number}.yml").write_text(text, encoding="utf-8")
    return folder


def refused(choice: RuleChoice) -> ChoiceError:
    with pytest.raises(ChoiceError) as caught:
        choose_rules(choice)
    return caught.value


def test_nothing_asked_is_as_published() -> None:
    book = choose_rules(RuleChoice())
    assert book == PUBLISHED
    assert book.as_published


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_can_be_used(name: str) -> None:
    book = choose_rules(RuleChoice(profile=name))
    assert book.profile is not None
    assert (book.profile.name, book.digest) == (name, PUBLISHED.digest)
    assert not book.as_published


def test_the_default_profile_changes_nothing() -> None:
    assert compile_rulebook(choose_rules(RuleChoice(profile="default"))) == compile_rulebook(PUBLISHED)


def test_a_draft_is_not_judged_by_when_it_was_published() -> None:
    book = choose_rules(RuleChoice(profile="draft"))
    assert [rule.id for rule in book.active if rule.category.value == "publication"] == []
    assert book.rule("misspellings").severity is Severity.WARNING


def test_a_profile_switches_weighs_and_sets(tmp_path: Path) -> None:
    text = """
rules:
  T2: off
  T205: {enabled: true, severity: warning, parameters: {maximum: 20}}
  wording: off
  contact: {severity: critical}
"""
    book = choose_rules(RuleChoice(profile=profile(tmp_path, text)))
    assert {key for key, why in book.off.items() if why is Off.PROFILE} == {
        rule.id
        for rule in PUBLISHED.rules
        if (rule.id.startswith("T2") and rule.id != "T205") or rule.category.value == "wording"
    }
    fees = book.rule("T205")
    assert fees.severity is Severity.WARNING
    assert [relation.arguments["max_value"] for relation in fees.relations] == [20]
    assert "超过 20 万元" in fees.message.zh
    assert "{raw}" in fees.message.zh
    assert book.rule("D111").severity is Severity.CRITICAL
    assert book.rule("T301") == PUBLISHED.rule("T301")


def test_a_profile_extends_another_in_its_folder(tmp_path: Path) -> None:
    profile(tmp_path, "extends: sample-city\nrules: {T4: off, D115: off}", "below.yml")
    text = "extends: below.yml\nrules: {D115: on}\nlexicon: [甲]\ndeadlines: {township: none}"
    book = choose_rules(RuleChoice(profile=profile(tmp_path, text)))
    assert {key for key, why in book.off.items() if why is Off.PROFILE} == {"F508", "T401", "T402", "T403"}
    assert book.profile is not None
    assert [path.name for path in book.profile.files] == ["default.yml", "sample-city.yml", "below.yml", "ours.yml"]
    assert [word.word for word in book.profile.lexicon][-1] == "甲"
    assert deadlines_of(book.profile).due(OrganKind.TOWNSHIP, "township", 2024) is None
    assert deadlines_of(book.profile).due(OrganKind.SUBDISTRICT, None, 2024) == date(2025, 1, 31)


def test_deadlines_are_the_regulations_where_nothing_is_said(tmp_path: Path) -> None:
    ours = load_profile(profile(tmp_path, 'deadlines: {city.department: "01-20", government: none}'))
    due = deadlines_of(ours).due
    assert due(OrganKind.DEPARTMENT, "city", 2024) == date(2025, 1, 20)
    assert due(OrganKind.DEPARTMENT, "county", 2024) == due(OrganKind.DEPARTMENT, None, 2024) == date(2025, 1, 31)
    assert due(OrganKind.GOVERNMENT, "county", 2024) is None
    assert deadlines_of(None).due(OrganKind.GOVERNMENT, "county", 2024) == date(2025, 3, 31)
    for kind in (OrganKind.TOWNSHIP, OrganKind.SUBDISTRICT, OrganKind.UNKNOWN):
        assert deadlines_of(None).due(kind, None, 2024) is None
    assert deadlines_of(None).due(OrganKind.GOVERNMENT, "township", 2024) is None


@pytest.mark.parametrize(
    ("text", "field", "line", "why"),
    [
        ("colour: red", "colour", 2, "is not a field"),
        ("rules: {T9: off}", "rules.T9", 2, "no rule matches"),
        ("rules:\n  T301: maybe", "rules.T301", 3, "must be on or off"),
        ("rules:\n  T301: {severity: high}", "rules.T301.severity", 3, "must be one of"),
        ("rules:\n  T301:\n    enabled: 1", "rules.T301.enabled", 4, "must be true or false"),
        ("rules:\n  T301: {weight: 1}", "rules.T301.weight", 3, "is not a field"),
        ("rules:\n  D115: {parameters: {minimum: 1}}", "rules.D115.parameters.minimum", 3, "no such parameter"),
        ("rules:\n  D115: {parameters: {maximum: x}}", "rules.D115.parameters.maximum", 3, "must be a number"),
        ("rules:\n  D115: {parameters: {maximum: 1}}", "rules.D115.parameters.maximum", 3, "between 100"),
        ("rules: [T301]", "rules", 2, "must be a mapping"),
        ("rules:\n  T301: off\n  T301: on", "T301", 4, "is given twice"),
        ("deadlines: {nobody: none}", "deadlines.nobody", 2, "no kind of body"),
        ('deadlines: {department: "13-40"}', "deadlines.department", 2, "must be a day"),
        ('deadlines: {department: "02-29"}', "deadlines.department", 2, "must be a day"),
        ("deadlines: {department: 2025-01-31}", "deadlines.department", 2, "must be a day"),
        ("extends: nowhere", "extends", 2, "no such profile"),
        ("extends: ours.yml", "extends", 2, "extends itself"),
        ("lexicon: words.csv", "file", None, "cannot be read"),
        ("lexicon: {a: b}", "lexicon", 2, "must be a list of words"),
        ("lexicon: [1]", "lexicon[0]", 2, "must be a word"),
        ("lexicon:\n  - {word: 甲, within: 乙}", "lexicon[0].within", 3, "must be a list of texts"),
        ("title: {zh: 又}", "title", 2, "is given twice"),
        ("rules: *nobody", "file", 2, "is not valid YAML"),
        ("rules: 2024-13-45", "file", None, "is not valid YAML"),
    ],
)
def test_a_wrong_profile_is_named_by_file_line_and_field(
    tmp_path: Path, text: str, field: str, line: int | None, why: str
) -> None:
    error = refused(RuleChoice(profile=profile(tmp_path, text)))
    assert (error.field, error.line) == (field, line)
    assert error.file == ("words.csv" if "words.csv" in text else "ours.yml")
    assert why in error.text.en
    assert error.text.zh != error.text.en


def test_hostile_files_are_refused_in_words(tmp_path: Path) -> None:
    deep = profile(tmp_path, "rules: " + "[" * 300_000, "deep.yml")
    assert "deep" in refused(RuleChoice(profile=deep)).text.en
    lists = profile(tmp_path, "rules: \n  " + "- " * 300_000, "lists.yml")
    assert "deep" in refused(RuleChoice(profile=lists)).text.en
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    assert refused(RuleChoice(profile=profile(tmp_path, bomb, "bomb.yml"))).field == "a"
    (tmp_path / "long.yml").write_text("x: " + "y" * 1_000_001, encoding="utf-8")
    assert "larger than" in refused(RuleChoice(profile=str(tmp_path / "long.yml"))).text.en
    (tmp_path / "gb.yml").write_bytes("title: 方案".encode("gb18030"))
    assert "UTF-8" in refused(RuleChoice(profile=str(tmp_path / "gb.yml"))).text.en
    (tmp_path / "binary.yml").write_bytes(b"\x00\x01")
    assert refused(RuleChoice(profile=str(tmp_path / "binary.yml"))).file == "binary.yml"


def test_a_lexicon_from_a_table(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text(
        "词语,应为,说明,例外\n其它,其他,,\n\n王伟,,局长姓名,王伟明;王伟强\n", "utf-8-sig"
    )
    words = load_profile(profile(tmp_path, "lexicon: words.csv")).lexicon
    assert [(word.word, word.right, word.note, word.within) for word in words] == [
        ("其它", "其他", None, ()),
        ("王伟", None, "局长姓名", ("王伟明", "王伟强")),
    ]
    (tmp_path / "words.csv").write_text("a,b\n1,2\n", "utf-8")
    error = refused(RuleChoice(profile=profile(tmp_path, "lexicon: words.csv")))
    assert (error.file, error.field, error.line) == ("words.csv", "word", 1)


def test_selecting_and_ignoring() -> None:
    book = choose_rules(RuleChoice(select=("t3, D101", "arithmetic"), ignore=("T304",)))
    expected = {rule.id for rule in PUBLISHED.rules if rule.category.value == "arithmetic"} | {"D101"}
    assert {rule.id for rule in book.active} == expected - {"T304"}
    assert book.off["T304"] is Off.IGNORED
    assert book.off["F501"] is Off.NOT_SELECTED
    assert {rule.id for rule in book.switched_off} == {rule.id for rule in PUBLISHED.rules} - (expected - {"T304"})


def test_a_selection_that_names_nothing_is_refused() -> None:
    error = refused(RuleChoice(select=("T301", "T999")))
    assert (error.file, error.field) == ("--select", "T999")
    assert "every rule is off" in refused(RuleChoice(select=("T301",), ignore=("T",))).text.en
    assert "no such profile" in refused(RuleChoice(profile="../../nowhere/passwd")).text.en


def changed(change: Callable[[Data], object]) -> Data:
    data: Data = yaml.safe_load(yaml.safe_dump(OWN, sort_keys=False))
    change(data)
    return data


def test_own_rules_are_compiled_beside_the_others(tmp_path: Path) -> None:
    book = choose_rules(RuleChoice(rules=own(tmp_path, OWN)))
    assert [rule.id for rule in book.own] == ["U901"]
    assert book.digest != PUBLISHED.digest
    suite = json.loads(compile_rulebook(book)["expectations/2021/requests.json"])
    assert "U901" in {expectation["meta"]["rule"] for expectation in suite["expectations"]}
    other = choose_rules(RuleChoice(rules=tmp_path, ignore=("U",)))
    assert other.off == {"U901": Off.IGNORED}


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        (lambda d: d.update(id="T303"), "id", "numbered U9"),
        (lambda d: d.update(name="request-row-total"), "name", "is used by T303-request-row-total.yml too"),
        (lambda d: d.update(frame="remarks"), "frame", "there is no such frame"),
        (lambda d: d.update(severity="grave"), "severity", "must be one of critical, warning, info"),
        (lambda d: d.pop("category"), "category", "must be one of publication"),
        (
            lambda d: d["relations"][0]["arguments"].update(right={"all": 1}),
            "relations[0].arguments",
            "no column all",
        ),
        (
            lambda d: d["relations"][0]["arguments"].update(right={"total": "1"}),
            "relations[0].arguments.right",
            "coef",
        ),
        (
            lambda d: d["relations"][0]["arguments"].update(operator="=="),
            "relations[0].arguments.operator",
            "one of",
        ),
        (lambda d: d["relations"][0].update(when={"row": ["nowhere"]}), "relations[0].when.row", "can never hold"),
        (lambda d: d.update(message={"zh": "{place.__class__}", "en": "x"}), "message.zh", "cannot hold"),
        (lambda d: d.update(valid_from="2021"), "valid_from", "must be a year"),
    ],
)
def test_a_wrong_own_rule_is_named_by_file_line_and_field(
    tmp_path: Path, change: Callable[[Data], object], field: str, why: str
) -> None:
    error = refused(RuleChoice(rules=own(tmp_path, changed(change))))
    assert (error.file, error.field) == ("own-0.yml", field)
    lines = (tmp_path / "own-0.yml").read_text(encoding="utf-8").splitlines()
    key = "id" if why == "must be one of publication" else field.rsplit(".", 1)[-1]  # what is missing: the first line
    assert lines[(error.line or 0) - 1].strip().startswith(f"{key}:")
    assert why in error.text.en


def test_own_folders_that_cannot_be_used(tmp_path: Path) -> None:
    assert "no such folder" in refused(RuleChoice(rules=tmp_path / "nowhere")).text.en
    assert "no rule files" in refused(RuleChoice(rules=tmp_path)).text.en
    (tmp_path / "T303-request-row-total.yml").write_text(yaml.safe_dump(OWN, allow_unicode=True), "utf-8")
    assert "has a file of this name" in refused(RuleChoice(rules=tmp_path)).text.en


def test_experimental_rules_run_when_named_and_withdrawn_never(tmp_path: Path) -> None:
    trial = OWN | {"status": "experimental"}
    gone = OWN | {"id": "U902", "name": "own-gone", "status": "withdrawn"}
    (tmp_path / "rules").mkdir()
    folder = own(tmp_path / "rules", trial, gone)
    assert choose_rules(RuleChoice(rules=folder)).off == {"U901": Off.EXPERIMENTAL, "U902": Off.WITHDRAWN}
    named = choose_rules(RuleChoice(rules=folder, select=("U901", "U902")))
    assert [rule.id for rule in named.active] == ["U901"]
    assert named.off["U902"] is Off.WITHDRAWN
    assert "U901" in choose_rules(RuleChoice(rules=folder, select=("U9", "T"))).off
    on = choose_rules(RuleChoice(profile=profile(tmp_path, "rules: {U901: on}"), rules=folder))
    assert on.off == {"U902": Off.WITHDRAWN}
    error = refused(RuleChoice(profile=profile(tmp_path, "rules: {U902: on}"), rules=folder))
    assert (error.field, error.line) == ("rules.U902", 2)


def test_what_was_chosen_can_be_read_again(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    text = "rules: {T205: {severity: warning, parameters: {maximum: 5}}, D1: off}\n"
    text += 'lexicon: [甲, {word: 乙, within: [乙方]}]\ndeadlines: {department: "01-20", government: none}'
    asked = RuleChoice(profile(tmp_path, text), ("T", "U901", "D102"), ("T304",), own(rules, OWN))
    book = choose_rules(asked)
    write_chosen(book, tmp_path / "run" / "gx")
    again = read_chosen(tmp_path / "run" / "gx")
    assert (again.rules, again.off, again.digest, again.version) == (book.rules, book.off, book.digest, book.version)
    assert (again.selected, again.ignored) == (book.selected, book.ignored)
    assert again.profile is not None
    assert book.profile is not None
    for field in ("name", "title", "digest", "deadlines", "lexicon"):
        assert getattr(again.profile, field) == getattr(book.profile, field) != ()
    assert rulebook_at(tmp_path / "run") == again


def test_as_published_nothing_is_added(tmp_path: Path) -> None:
    write_chosen(PUBLISHED, tmp_path)
    assert not (tmp_path / "choice.json").exists()
    assert read_chosen(tmp_path).rules == PUBLISHED.rules
    (tmp_path / "choice.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"choice\.json"):
        rulebook_at(tmp_path)
