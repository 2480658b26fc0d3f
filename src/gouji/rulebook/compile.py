"""Compile the rulebook into the JSON that Great Expectations runs: suites, validation definitions, checkpoints.

Byte-stable: the same rules give the same bytes on every machine (uuid5 ids, fixed order, no version of GX in them), so
that a test can compare what is committed with what the rules say.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from gouji import frames
from gouji.form import EDITIONS
from gouji.model import Relation, Rule
from gouji.rulebook.rulebook import Rulebook

DATASOURCE = "frames"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://gouji.example/rulebook")
_FOLDERS = ("expectations", "validation_definitions", "checkpoints")

Json = dict[str, object]


def identifier(kind: str, name: str) -> str:
    """The uuid of a thing of GX, from its name alone."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{name}"))


def compile_rulebook(rulebook: Rulebook) -> dict[str, str]:
    """Path below the project's root (posix) → text of every compiled file."""
    files: dict[str, Json] = {}
    for edition in EDITIONS:
        for stage in frames.Stage:
            names = []
            for frame in frames.frames_of(stage):
                expectations = list(_expectations(rulebook, edition, frame))
                if not expectations:
                    continue
                name = f"{edition}.{frame}"
                names.append(name)
                files[f"expectations/{edition}/{frame}.json"] = _suite(name, expectations)
                files[f"validation_definitions/{name}.json"] = _validation_definition(name, edition, frame)
            if names:
                checkpoint = checkpoint_name(edition, stage)
                files[f"checkpoints/{checkpoint}.json"] = _checkpoint(checkpoint, names)
    return {path: _dump(content) for path, content in files.items()}


def checkpoint_name(edition: str, stage: frames.Stage) -> str:
    """The checkpoint of an edition for the frames of a stage: `2021` and `2021-across`."""
    return edition if stage is frames.Stage.REPORTS else f"{edition}-{stage.value}"


def _expectations(rulebook: Rulebook, edition: str, frame: str) -> Iterable[Json]:
    for rule, relation in rulebook.relations():
        if rule.frame == frame and relation.edition == edition:
            yield _expectation(rule, relation)


def _expectation(rule: Rule, relation: Relation) -> Json:
    kwargs = dict(relation.arguments)
    if relation.when:
        kwargs["row_condition"] = _row_condition(relation.when)
    return {
        "id": identifier("expectation", relation.id),
        "type": relation.expectation,
        "kwargs": kwargs,
        "meta": {"rule": rule.id, "relation": relation.id, "title": rule.title.zh, "title_en": rule.title.en},
        "severity": rule.severity.value,
    }


def _row_condition(when: Mapping[str, tuple[object, ...]]) -> Json:
    """GX's own serialised condition: every column has one of its values."""
    conditions: list[Json] = [
        {"type": "comparison", "column": {"name": column}, "operator": "IN", "parameter": list(values)}
        for column, values in sorted(when.items())
    ]
    return conditions[0] if len(conditions) == 1 else {"type": "and", "conditions": conditions}


def _suite(name: str, expectations: list[Json]) -> Json:
    return {"id": identifier("suite", name), "name": name, "expectations": expectations, "meta": {}, "notes": None}


def _validation_definition(name: str, edition: str, frame: str) -> Json:
    return {
        "id": identifier("validation_definition", name),
        "name": name,
        "data": {
            "datasource": {"id": identifier("datasource", DATASOURCE), "name": DATASOURCE},
            "asset": {"id": identifier("asset", frame), "name": frame},
            "batch_definition": {"id": identifier("batch_definition", name), "name": edition},
        },
        "suite": {"id": identifier("suite", name), "name": name},
    }


def _checkpoint(checkpoint: str, names: list[str]) -> Json:
    return {
        "id": identifier("checkpoint", checkpoint),
        "name": checkpoint,
        "actions": [],
        # Whoever reads the results needs every failing row by its keys, and no query text.
        "result_format": {
            "result_format": "COMPLETE",
            "unexpected_index_column_names": list(frames.KEYS),
            "return_unexpected_index_query": False,
        },
        "validation_definitions": [{"id": identifier("validation_definition", name), "name": name} for name in names],
    }


def datasource() -> Json:
    """The `fluent_datasources` entry for the frames: an asset a frame, a batch definition an edition."""
    assets: Json = {
        frame: {
            "type": "parquet",
            "id": identifier("asset", frame),
            "batch_definitions": {
                edition: {
                    "id": identifier("batch_definition", f"{edition}.{frame}"),
                    # Without parameters: any other partitioner of GX would read the regex as having a year in it.
                    "partitioner": {"regex": rf"{edition}/{frame}\.parquet", "param_names": []},
                }
                for edition in EDITIONS
            },
        }
        for frame in frames.GRAINS
    }
    return {"type": "pandas_filesystem", "id": identifier("datasource", DATASOURCE), "assets": assets}


def _dump(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_compiled(compiled: Mapping[str, str], root: Path) -> list[str]:
    """Write the compiled files below `root`, remove those that no rule gives any more; the paths that changed."""
    changed = out_of_date(compiled, root)
    for path in changed:
        target = root / path
        if path in compiled:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(compiled[path], encoding="utf-8", newline="\n")
        else:
            target.unlink()
    return changed


def out_of_date(compiled: Mapping[str, str], root: Path) -> list[str]:
    """Paths below `root` that differ from `compiled`, are missing, or are there without a rule behind them."""
    present = {path.relative_to(root).as_posix() for folder in _FOLDERS for path in (root / folder).rglob("*.json")}
    stale = [path for path, text in compiled.items() if path not in present or _read(root / path) != text]
    return sorted([*stale, *(present - set(compiled))])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
