"""The store of a run's validation results: GX's own, with JSON written in one go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.store.validation_results_store import ValidationResultsStore

from gouji.json_text import decoded


class RunResultsStore(ValidationResultsStore):
    """Results of a run. What is stored and read back is what GX stores; only the writing differs.

    GX copies a result several times and turns every cell of every failing row into JSON by itself before it writes.
    Our expectations give values that JSON can take, so that only what is not among them needs a look.
    """

    def serialize(self, value: Any) -> str:
        """The text of an ExpectationSuiteValidationResult."""
        content = {
            "success": value.success,
            "suite_name": value.suite_name,
            "suite_parameters": value.suite_parameters,
            "statistics": value.statistics,
            "meta": value.meta,
            "id": value.id,
            "results": [_result(result) for result in value.results],
        }
        return json.dumps(content, ensure_ascii=False, default=_converted)

    def read(self, key: Any) -> Mapping[str, Any]:
        """A stored result as it was written, without making objects of GX from it."""
        content: Mapping[str, Any] = decoded(self._store_backend.get(self.key_to_tuple(key)))
        return content


def _result(result: Any) -> dict[str, Any]:
    return {
        "success": result.success,
        "expectation_config": result.expectation_config.to_json_dict(),
        "result": result.result,
        "meta": result.meta,
        "exception_info": result.exception_info,
    }


def _converted(value: Any) -> Any:
    """What JSON does not know, as GX would write it."""
    from great_expectations.util import convert_to_json_serializable

    if isinstance(value, RunIdentifier):
        return value.to_json_dict()
    return convert_to_json_serializable(value)
