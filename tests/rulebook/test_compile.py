"""Compiling the rules: the same bytes everywhere, equal to what is committed, and loadable by plain GX."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from gouji.frames import Stage, stage_of
from gouji.rulebook import compile_rulebook, load_rules, out_of_date, project_root, write_compiled
from gouji.rulebook.compile import DATASOURCE, checkpoint_name, datasource, identifier

RULES = load_rules()
COMPILED = compile_rulebook(RULES)
_DIGEST = """
import hashlib
from gouji.rulebook import compile_rulebook, load_rules
files = compile_rulebook(load_rules())
print(hashlib.sha256("\\0".join(f"{path}\\0{text}" for path, text in files.items()).encode()).hexdigest())
"""


def test_what_is_committed_is_what_the_rules_say() -> None:
    assert out_of_date(COMPILED, project_root()) == []


def test_the_same_rules_give_the_same_bytes_in_every_process() -> None:
    digests = set()
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run([sys.executable, "-c", _DIGEST], env=environment, capture_output=True, check=True)
        digests.add(ran.stdout.decode().strip())
    mine = "\0".join(f"{path}\0{text}" for path, text in COMPILED.items()).encode()
    assert digests == {hashlib.sha256(mine).hexdigest()}


def test_every_relation_is_in_one_suite() -> None:
    found: list[str] = []
    for path, text in COMPILED.items():
        if path.startswith("expectations/"):
            edition, frame = path.removeprefix("expectations/").removesuffix(".json").split("/")
            for expectation in json.loads(text)["expectations"]:
                meta = expectation["meta"]
                found.append(meta["relation"])
                rule = RULES.rule(meta["rule"])
                [relation] = [each for each in rule.relations if each.id == meta["relation"]]
                assert (rule.frame, relation.edition) == (frame, edition)
                assert expectation["severity"] == rule.severity.value
                kwargs = dict(expectation["kwargs"])
                kwargs.pop("row_condition", None)
                assert kwargs == relation.arguments
    assert sorted(found) == sorted(relation.id for _, relation in RULES.relations())


def test_ids_are_unique() -> None:
    ids: list[str] = []
    for path, text in COMPILED.items():
        content = json.loads(text)
        ids.append(content["id"])
        if path.startswith("expectations/"):
            ids += [expectation["id"] for expectation in content["expectations"]]
    assert len(set(ids)) == len(ids)


def test_a_checkpoint_names_every_suite_of_its_edition_and_stage() -> None:
    for edition in ("2019", "2021"):
        for stage in Stage:
            checkpoint = json.loads(COMPILED[f"checkpoints/{checkpoint_name(edition, stage)}.json"])
            frames = {path.rsplit("/", 1)[1][:-5] for path in COMPILED if path.startswith(f"expectations/{edition}/")}
            suites = {f"{edition}.{frame}" for frame in frames if stage_of(frame) is stage}
            named = {entry["name"] for entry in checkpoint["validation_definitions"]}
            assert named == suites
            assert checkpoint["result_format"]["result_format"] == "COMPLETE"


def test_texts_are_written_as_people_read_them() -> None:
    assert "表三各行" in COMPILED["expectations/2021/requests.json"]
    assert all(text.endswith("}\n") and "\\u" not in text for text in COMPILED.values())


def test_the_roots_configuration_has_the_compiled_datasource() -> None:
    config: Any = yaml.safe_load((project_root() / "great_expectations.yml").read_text(encoding="utf-8"))
    written = dict(config["fluent_datasources"][DATASOURCE])
    assert written.pop("base_directory") == "gouji-out/frames/0001"
    assert json.loads(json.dumps(written)) == json.loads(json.dumps(datasource()))


def test_building_writes_what_differs_and_removes_what_no_rule_gives(tmp_path: Path) -> None:
    assert write_compiled(COMPILED, tmp_path) == sorted(COMPILED)
    assert write_compiled(COMPILED, tmp_path) == []
    stale, changed = tmp_path / "expectations" / "2021" / "nobody.json", tmp_path / "checkpoints" / "2021.json"
    stale.write_text("{}", encoding="utf-8")
    changed.write_text("{}", encoding="utf-8")
    expected = ["checkpoints/2021.json", "expectations/2021/nobody.json"]
    assert out_of_date(COMPILED, tmp_path) == expected
    assert write_compiled(COMPILED, tmp_path) == expected
    assert not stale.exists()
    assert changed.read_text(encoding="utf-8") == COMPILED["checkpoints/2021.json"]


def test_an_identifier_is_its_names_alone() -> None:
    assert identifier("suite", "2021.requests") == identifier("suite", "2021.requests")
    assert identifier("suite", "2021.requests") != identifier("checkpoint", "2021.requests")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_plain_gx_opens_the_root_and_loads_the_checkpoint(edition: str, tmp_path: Path) -> None:
    import great_expectations as gx

    from gouji.engine import linear_relation  # noqa: F401 - what plain GX users import too

    # A copy: GX makes folders where the configuration says that results go.
    for name in ("expectations", "validation_definitions", "checkpoints"):
        shutil.copytree(project_root() / name, tmp_path / name)
    shutil.copy(project_root() / "great_expectations.yml", tmp_path)
    context = gx.get_context(mode="file", context_root_dir=str(tmp_path))
    names = [checkpoint_name(edition, stage) for stage in Stage]
    definitions = [each for name in names for each in context.checkpoints.get(name).validation_definitions]
    loaded = {expectation.meta["relation"] for each in definitions for expectation in each.suite.expectations}  # type: ignore[index]
    assert loaded == {relation.id for _, relation in RULES.relations() if relation.edition == edition}
