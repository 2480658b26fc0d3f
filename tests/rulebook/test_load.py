"""Rule files: each broken one is refused by file and field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gouji.rulebook import RuleError, load_rules, rules_directory
from gouji.rulebook.expectation_types import columns_of

RULES = load_rules()
Data = dict[str, Any]
GOOD: Data = yaml.safe_load((rules_directory() / "T301-applicant-balance.yml").read_text(encoding="utf-8"))


def folder(tmp_path: Path, *rules: Data | str) -> Path:
    (tmp_path / "rulebook.yml").write_text('version: "9.9"\n', encoding="utf-8")
    for number, rule in enumerate(rules):
        text = rule if isinstance(rule, str) else yaml.safe_dump(rule, allow_unicode=True)
        (tmp_path / f"rule-{number}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def changed(change: Callable[[Data], object]) -> Data:
    data: Data = yaml.safe_load(yaml.safe_dump(GOOD))
    change(data)
    return data


def put(field: str, value: object) -> Callable[[Data], object]:
    return lambda data: data.update({field: value})


def relation(**values: object) -> Callable[[Data], object]:
    return lambda data: data["relations"][0].update(values)


def arguments(**values: object) -> Callable[[Data], object]:
    return lambda data: data["relations"][0]["arguments"].update(values)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (put("colour", "red"), "colour"),
        *[(lambda data, field=field: data.pop(field), field) for field in GOOD if field not in ("overlap", "mended")],
        (put("id", 301), "id"),
        (put("id", " "), "id"),
        (put("severity", "high"), "severity"),
        (put("severity", ["critical"]), "severity"),
        (put("status", "asleep"), "status"),
        (put("editions", "2021"), "editions"),
        (put("editions", []), "editions"),
        (put("editions", ["2021", "1999"]), "editions"),
        (put("editions", [2021]), "editions"),
        (put("editions", [["2021"]]), "editions"),
        (put("title", "Balance"), "title"),
        (put("message", {"zh": "x"}), "message"),
        (put("why", {"zh": "x", "en": 1}), "why"),
        (put("basis", {}), "basis"),
        (put("basis", []), "basis"),
        (put("basis", ["the form"]), "basis[0]"),
        (put("basis", [{"url": "x"}]), "basis[0].text"),
        (put("basis", [{"text": {"zh": "x", "en": "x"}, "url": 1}]), "basis[0].url"),
        (put("relations", []), "relations"),
        (put("relations", {"expectation": "x"}), "relations"),
        (put("relations", ["x"]), "relations[0]"),
        (relation(colour="red"), "relations[0].colour"),
        (relation(editions=["1999"]), "relations[0].editions"),
        (relation(expectation="expect_what_nobody_knows"), "relations[0].expectation"),
        (relation(expectation=None), "relations[0].expectation"),
        (relation(arguments=None), "relations[0].arguments"),
        (relation(arguments={"left": {"received": 1}, "operator": "="}), "relations[0].arguments.right"),
        (relation(when=["kind"]), "relations[0].when"),
        (relation(when={"kind": "count"}), "relations[0].when.kind"),
        (relation(row=1), "relations[0].row"),
        (relation(column=["x"]), "relations[0].column"),
        (arguments(mostly=0.9), "relations[0].arguments.mostly"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_field(tmp_path: Path, change: Callable[[Data], object], field: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(folder(tmp_path, changed(change)))
    assert (caught.value.file, caught.value.field) == ("rule-0.yml", field)
    assert f": {field}: " in str(caught.value)
    assert str(caught.value).startswith("rule-0.yml, line ")


@pytest.mark.parametrize("text", ["a: [", "- T301", "", "\t", "a: &x *y", "id: !!python/object:os.system x"])
def test_a_file_that_is_no_mapping_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(folder(tmp_path, text))
    assert (caught.value.file, caught.value.field) == ("rule-0.yml", "file")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (folder(tmp_path) / "rule-0.yml").write_bytes("标题: x".encode("gb18030"))
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path)
    assert (caught.value.file, caught.value.field) == ("rule-0.yml", "file")


@pytest.mark.parametrize("text", [None, "", "version: 1.0", "- 1", "a: ["])
def test_a_rulebook_without_a_version_is_refused(tmp_path: Path, text: str | None) -> None:
    path = folder(tmp_path, GOOD) / "rulebook.yml"
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules(tmp_path)
    assert caught.value.file == "rulebook.yml"


def test_an_id_is_used_once(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"rule-1.yml, line \d+: id: the id T301 is used by rule-0.yml too"):
        load_rules(folder(tmp_path, GOOD, GOOD))
    other = changed(put("id", "T399"))
    with pytest.raises(RuleError, match=r"rule-1.yml, line \d+: name: the name applicant-balance is used by"):
        load_rules(folder(tmp_path, GOOD, other))


def test_a_rule_is_found_by_id_and_by_name() -> None:
    assert RULES.rule("t301") is RULES.rule("T301") is RULES.rule("applicant-balance")
    with pytest.raises(KeyError):
        RULES.rule("T999")


def test_the_rules_of_the_issue_are_there() -> None:
    severities = {rule.id: rule.severity.value for rule in RULES.active}
    critical = {"T301", "T302", "T303", "T401", "F501", "F502"}
    warning = {"T201", "F503", "F504", "F505", "F506", "F507", "D101", "D102", "D103"}
    assert {id for id, severity in severities.items() if severity == "critical"} >= critical
    assert {id for id, severity in severities.items() if severity == "warning"} >= warning
    assert [rule.id for rule in RULES.rules] == sorted(severities)


def test_only_active_rules_run(tmp_path: Path) -> None:
    sleeping = changed(lambda data: data.update(id="T399", name="sleeping", status="withdrawn"))
    rulebook = load_rules(folder(tmp_path, GOOD, sleeping))
    assert [rule.id for rule in rulebook.rules] == ["T301", "T399"]
    assert [rule.id for rule in rulebook.active] == ["T301"]
    assert {relation.id for _, relation in rulebook.relations()} == {"T301.2019", "T301.2021"}


def test_the_digest_follows_what_the_files_say(tmp_path: Path) -> None:
    digest = load_rules(folder(tmp_path, GOOD)).digest
    rule = tmp_path / "rule-0.yml"
    text = rule.read_bytes()
    rule.write_bytes(text.replace(b"\n", b"\r\n"))
    assert load_rules(tmp_path).digest == digest
    rule.write_bytes(text + b"# changed\n")
    assert load_rules(tmp_path).digest != digest


def test_what_a_relation_looks_at() -> None:
    assert columns_of("expect_linear_relation", {"left": {"a": 1, "b": 1}, "right": {"c": 1, "a": 1}}) == (
        "a",
        "b",
        "c",
    )
    assert columns_of("expect_column_pair_values_to_be_equal", {"column_A": "a", "column_B": "b"}) == ("a", "b")
    with pytest.raises(KeyError):
        columns_of("expect_what_nobody_knows", {})
