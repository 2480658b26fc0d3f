"""The project of a run: a copy of its own, byte for byte what is committed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from great_expectations.exceptions.resource_freshness import ResourceFreshnessAggregateError

from gouji.engine import project
from gouji.engine.project import prepare_project, use_chunk
from gouji.engine.run import not_loaded, open_project
from gouji.rulebook import load_rules, project_root

COMPILED = ("expectations", "validation_definitions", "checkpoints")


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in COMPILED
        for path in (root / folder).rglob("*.*")
        if path.suffix in (".json", ".yml") and path.parent.name != "profiles"
    }


def test_the_copy_is_what_is_committed(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    assert files(tmp_path / "gx") == files(project_root())
    assert len(files(project_root())) > 40


def test_only_paths_differ_in_the_configuration(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    use_chunk(tmp_path / "gx", "0007")
    text = (tmp_path / "gx" / project.CONFIG).read_text(encoding="utf-8")
    written, original = yaml.safe_load(text), yaml.safe_load((project_root() / project.CONFIG).read_text("utf-8"))
    assert written["fluent_datasources"]["frames"].pop("base_directory") == str(tmp_path.resolve() / "frames" / "0007")
    assert original["fluent_datasources"]["frames"].pop("base_directory") == "gouji-out/frames/0001"
    assert yaml.safe_load(yaml.safe_dump(original).replace("gouji-out/", "../")) == written
    assert "gouji-out" not in text


def test_every_chunk_has_its_own_frames(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    for chunk in ("0001", "0002"):
        use_chunk(tmp_path / "gx", chunk)
        source: Any = open_project(tmp_path / "gx").data_sources.get("frames")
        assert source.base_directory == tmp_path.resolve() / "frames" / chunk


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_declared_relation_is_loaded(tmp_path: Path, edition: str) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    assert not_loaded(open_project(tmp_path / "gx"), load_rules(), edition) == []


def test_what_gx_dropped_is_named_before_anything_runs(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    suite = tmp_path / "gx" / "expectations" / "2021" / "requests.json"
    content = json.loads(suite.read_text(encoding="utf-8"))
    content["expectations"][0]["type"] = "expect_what_nobody_knows"
    suite.write_text(json.dumps(content), encoding="utf-8")
    assert not_loaded(open_project(tmp_path / "gx"), load_rules(), "2021") == ["T303.2021"]


def test_opening_a_project_writes_nothing(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    open_project(tmp_path / "gx")
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_plain_gx_opens_the_root_and_finds_both_checkpoints() -> None:
    context = open_project(project_root())
    for edition in ("2019", "2021"):
        definitions = context.checkpoints.get(edition).validation_definitions
        assert len(definitions) >= 6
        assert all(definition.suite.expectations for definition in definitions)


def test_a_definition_is_made_once_of_the_same_text(tmp_path: Path) -> None:
    prepare_project(load_rules(), tmp_path / "gx")
    store = open_project(tmp_path / "gx").validation_definition_store
    for key in store.list_keys():
        assert store.get(key) is store.get(key)
    [file, *_] = sorted((tmp_path / "gx" / "validation_definitions").rglob("*.json"))
    [changed] = [key for key in store.list_keys() if store.get(key).name in file.as_posix().removesuffix(".json")]
    before = store.get(changed)
    file.write_text(" " + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert store.get(changed) is not before


def test_a_suite_that_changes_after_it_was_loaded_still_does_not_run(tmp_path: Path) -> None:
    """A definition that is remembered would go on with the rules of before: GX looks at the suite's own file."""
    prepare_project(load_rules(), tmp_path / "gx")
    checkpoint = open_project(tmp_path / "gx").checkpoints.get("2021")
    assert checkpoint.is_fresh().success
    suite = tmp_path / "gx" / "expectations" / "2021" / "requests.json"
    content = json.loads(suite.read_text(encoding="utf-8"))
    del content["expectations"][0]
    suite.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ResourceFreshnessAggregateError):
        checkpoint.run()
