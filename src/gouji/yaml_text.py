"""YAML as this project reads it: safe, and by the C parser where PyYAML has it (ten times as fast)."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

YamlError = yaml.YAMLError


def load_yaml(text: str) -> Any:
    """The content of a YAML text; YamlError when it is not one."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe kind
