"""The store of a run's validation definitions: GX's own, which makes each of them once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from great_expectations.data_context.store.validation_definition_store import ValidationDefinitionStore


class RunDefinitionsStore(ValidationDefinitionStore):
    """Validation definitions of a run.

    To see that nothing was changed since it was stored, GX makes every definition, with its suite, from the store again
    six times for one run of a checkpoint: a third of what a checkpoint costs beside its metrics. Here the same text
    gives the same object. The text is read each time, and GX still holds every suite against its own file.
    """

    @cached_property
    def _made(self) -> dict[str, Any]:
        # GX looks at the parameters of __init__ to know what the store wants of it: there must be none of our own.
        return {}

    def deserialize(self, value: Any) -> Any:
        """The ValidationDefinition that `value`, the text of its file, stands for."""
        if value not in self._made:
            self._made[value] = super().deserialize(value)  # type: ignore[no-untyped-call]
        return self._made[value]
