"""The JSON of check and read against the schemas that ship with the package."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gouji.check import read
from gouji.form import load_edition
from gouji.intake import Overrides
from gouji.model import Locator, OrganKind
from gouji.outputs.reading import read_json
from kit.checked import Checked


def validator(name: str) -> Draft202012Validator:
    text = files("gouji.outputs").joinpath("schemas", f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def faults(name: str, content: Any) -> list[str]:
    return [f"{list(error.path)}: {error.message[:300]}" for error in validator(name).iter_errors(content)]


@pytest.fixture(scope="module", params=[False, True], ids=["figures", "cells"])
def reading(request: pytest.FixtureRequest, checked: Checked) -> Any:
    """What `read --format json` prints of every input that is worth printing."""
    folders = [str(checked.base / "in" / name) for name in ("examples", "bad", "hostile", "figures/002.html")]
    return json.loads(json.dumps(read_json(list(read(folders, Overrides())), request.param)))


@pytest.mark.parametrize("name", ["check", "read"])
def test_the_schemas_are_schemas(name: str) -> None:
    schema = validator(name).schema
    assert isinstance(schema, dict)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_what_check_says_follows_its_schema(checked: Checked) -> None:
    assert faults("check", json.loads(checked.result.folder.results.read_text(encoding="utf-8"))) == []


def test_what_read_says_follows_its_schema(reading: Any) -> None:
    assert len(reading["reports"]) > 10
    assert len(reading["errors"]) == 4
    assert faults("read", reading) == []


def test_keys_may_be_added_where_the_format_grows(checked: Checked, reading: Any) -> None:
    results = copy.deepcopy(checked.result.results)
    for target in (results, results["run"], results["rulebook"], results["reports"][0]):
        target["something_new"] = 1
    finding(results)["something_new"] = 1
    assert faults("check", results) == []
    reading = copy.deepcopy(reading)
    reading["reports"][0]["claims"] = []
    assert faults("read", reading) == []


def faulty(results: Any) -> Any:
    return next(entry for entry in results["reports"] if entry["findings"])


def finding(results: Any) -> Any:
    return faulty(results)["findings"][0]


def drop(name: str, at: Callable[[Any], Any]) -> Callable[[Any], None]:
    return lambda results: at(results).pop(name)


def put(name: str, value: object, at: Callable[[Any], Any]) -> Callable[[Any], None]:
    return lambda results: at(results).update({name: value})


@pytest.mark.parametrize(
    "spoil",
    [
        drop("reports", lambda results: results),
        put("schema", 2, lambda results: results),
        drop("verdict", faulty),
        put("verdict", "fine", faulty),
        put("year", "2024", faulty),
        drop("column", lambda results: finding(results)["where"]),
        put("table", 1, lambda results: finding(results)["where"]),
        put("severity", "high", finding),
        drop("fingerprint", finding),
        put("fingerprint", "XYZ", finding),
        put("difference", "1", finding),
        put("message", "", finding),
        put("outcome", "passed", lambda results: faulty(results)["outcomes"][0]),
        put("checked", -1, lambda results: faulty(results)["outcomes"][0]),
    ],
)
def test_what_is_wrong_does_not_follow_the_schema(checked: Checked, spoil: Callable[[Any], None]) -> None:
    results = copy.deepcopy(checked.result.results)
    spoil(results)
    assert faults("check", results)


def test_what_is_wrong_in_a_reading_does_not_follow_the_schema(reading: Any) -> None:
    for row, spoil in (
        ("granted", {"natural_person": 1}),
        ("granted", None),
        ("nobody_knows", {}),
        ("received", dict.fromkeys(("natural_person", "total"), "1")),
    ):
        wrong = copy.deepcopy(reading)
        wrong["reports"][0]["requests"][row] = spoil
        assert faults("read", wrong), row


def test_the_schemas_know_what_the_program_knows() -> None:
    check: Any = validator("check").schema
    read_schema: Any = validator("read").schema
    for schema in (check, read_schema):
        assert schema["$defs"]["report"]["properties"]["kind"]["enum"] == [kind.value for kind in OrganKind]
        assert set(schema["$defs"]["at"]["properties"]) == set(Locator(1, 1, 1, 1, 1, 1).as_dict())
    for edition in ("2019", "2021"):
        tables = load_edition(edition).tables
        known = set(read_schema["$defs"][f"disclosure_{edition}"]["required"])
        assert known == {key.split(".", 1)[1] for key in tables["disclosure"].cells}
        rows = {row.key for row in tables["requests"].rows}
        assert rows <= set(read_schema["$defs"][f"requests_{edition}"]["required"])
