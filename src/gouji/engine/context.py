"""The Great Expectations context of a run's project."""

from __future__ import annotations

import logging
import warnings
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.data_context.context_factory import project_manager
from great_expectations.data_context.data_context.file_data_context import FileDataContext
from great_expectations.data_context.store.store import Store
from great_expectations.data_context.store.validation_definition_store import ValidationDefinitionStore
from great_expectations.data_context.store.validation_results_store import ValidationResultsStore
from great_expectations.data_context.types.base import DataContextConfig
from great_expectations.datasource.fluent.config import (
    GxConfig,
    _convert_fluent_datasources_loaded_from_yaml_to_internal_object_representation,
)

from gouji.engine.definitions_store import RunDefinitionsStore
from gouji.engine.results_store import RunResultsStore
from gouji.rulebook.compile import DATASOURCE
from gouji.run_folder import read_manifest
from gouji.yaml_text import load_yaml

_FLUENT = "fluent_datasources"
# Stores of GX's and those of ours that a run has in their place.
_STORES: dict[str, type[Store]] = {
    ValidationDefinitionStore.__name__: RunDefinitionsStore,
    ValidationResultsStore.__name__: RunResultsStore,
}


class RunContext(FileDataContext):
    """GX's own context of a folder, that reads the configuration once and with the C parser.

    GX reads it twice with a parser in Python that keeps comments for a configuration it might write back, which takes
    longer than a checkpoint.
    """

    def _init_project_config(self, project_config: Any) -> DataContextConfig:
        text = (Path(self._context_root_directory) / self.GX_YML).read_text(encoding="utf-8")
        return DataContextConfig.from_commented_map(load_yaml(text))

    def _build_store_from_config(self, name: str, config: Any) -> Any:
        # GX takes a store of a class that it does not know out of the configuration without a word, so that
        # great_expectations.yml cannot name ours.
        own = _STORES.get(config["class_name"])
        if own is not None:
            config = config | {"module_name": own.__module__, "class_name": own.__name__}
        return super()._build_store_from_config(name, config)

    def run_identifier(self) -> RunIdentifier | None:
        """What results are stored under: the run and the chunk, so that a chunk that is done again writes over them.

        None outside of a run folder; GX then takes the time.
        """
        root = Path(self._context_root_directory)
        manifest = read_manifest(root.parent)
        if manifest is None:
            return None
        run, frames = manifest["run"], self._project_config.fluent_datasources[DATASOURCE]["base_directory"]
        started = datetime.fromisoformat(run["started"])
        return RunIdentifier(run_name=f"{run['id']}-{Path(frames).name}", run_time=started)

    def _load_fluent_config(self, config_provider: Any) -> GxConfig:
        sources = deepcopy(self._project_config.fluent_datasources)
        loaded = GxConfig(
            **_convert_fluent_datasources_loaded_from_yaml_to_internal_object_representation({_FLUENT: sources})
        )
        for source in loaded.datasources:
            source._data_context = self
        return loaded


def open_project(root: Path) -> RunContext:
    """The GX context of a project; no network, no progress bars, nothing written by opening it."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = RunContext(context_root_dir=str(root))
    project_manager.set_project(context)
    return context
