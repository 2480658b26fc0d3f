"""A Great Expectations project of its own for each run: what is executed, kept beside what came of it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gouji.rulebook import Rulebook, compile_rulebook, project_root, write_compiled
from gouji.rulebook.chosen import write_chosen
from gouji.rulebook.compile import DATASOURCE, datasource
from gouji.yaml_text import load_yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
CONFIG = "great_expectations.yml"
LOCAL_SITE = "local_site"


@dataclass(frozen=True, slots=True)
class DocsSite:
    """One edition of the Data Docs: its name in GX, its folder in the run folder, and arguments of its builders."""

    name: str
    folder: str
    arguments: Mapping[str, str | bool]


def prepare_project(rulebook: Rulebook, target: Path) -> None:
    """Make `target` a GX project that runs `rulebook`, with its paths relative to the run folder around it.

    Without changes to the rules the compiled files are byte for byte the committed ones.
    """
    target.mkdir(parents=True, exist_ok=True)
    write_compiled(compile_rulebook(rulebook), target)
    write_chosen(rulebook, target)
    use_chunk(target, "0001")


def use_chunk(target: Path, chunk: str) -> None:
    """Point the project at the frames of one chunk of reports."""
    # GX takes a relative path from the working directory.
    _use_frames(target, target.parent.resolve() / "frames" / chunk, {})


def use_spark(target: Path, frames: Path) -> None:
    """Point the project at the frames in a folder, to be read by Spark. Each is gone through once: none is kept."""
    _use_frames(target, frames.resolve(), {"type": "spark_filesystem", "persist": False})


def _use_frames(target: Path, frames: Path, kind: Mapping[str, object]) -> None:
    config = load_yaml((project_root() / CONFIG).read_text(encoding="utf-8"))
    config["fluent_datasources"] = {DATASOURCE: datasource() | dict(kind) | {"base_directory": str(frames)}}
    _redirect(config)
    text = yaml.dump(config, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    (target / CONFIG).write_text(text, encoding="utf-8", newline="\n")


def use_sites(target: Path, sites: Sequence[DocsSite]) -> None:
    """Have the project build these editions of its Data Docs, each with the builders that the configuration names."""
    config = load_yaml((target / CONFIG).read_text(encoding="utf-8"))
    named = config["data_docs_sites"][LOCAL_SITE]
    config["data_docs_sites"] = {site.name: _site(copy.deepcopy(named), site) for site in sites}
    text = yaml.dump(config, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    (target / CONFIG).write_text(text, encoding="utf-8", newline="\n")


def _site(config: Any, site: DocsSite) -> Any:
    config["store_backend"]["base_directory"] = f"../{site.folder}/"
    config["site_section_builders"]["validations"] |= site.arguments
    config["site_index_builder"] |= site.arguments
    return config


def _redirect(node: Any) -> None:
    """Turn every `gouji-out/…` path of the root's configuration into one beside the run's project."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, str) and value.startswith("gouji-out/"):
                node[key] = "../" + value.removeprefix("gouji-out/")
            else:
                _redirect(value)
    elif isinstance(node, list):
        for value in node:
            _redirect(value)
