"""YAML as this project reads it: safe, and by the C parser where PyYAML has it (ten times as fast)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

YamlError = yaml.YAMLError


def load_yaml(text: str) -> Any:
    """The content of a YAML text; YamlError when it is not one."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe kind


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, of the field of a valid YAML text that `path` leads to, or of the last one on the way there."""
    node = yaml.compose(text, Loader=_LOADER)
    line = node.start_mark.line if node else 0
    for step in path:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return int(line) + 1


def _below(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def repeated_keys(text: str) -> Iterator[tuple[str, int]]:
    """Keys that a valid YAML text gives twice in one mapping, with the line of the second; YAML keeps only that one."""
    nodes = [yaml.compose(text, Loader=_LOADER)]
    done: set[int] = set()
    while nodes:
        node = nodes.pop()
        if id(node) in done:
            continue
        done.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        yield str(key.value), key.start_mark.line + 1
                    seen.add(key.value)
                nodes.append(value)


def error_line(error: yaml.YAMLError) -> int | None:
    """The line, from 1, where a text stops being YAML; None when the parser does not say."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return None if mark is None else int(mark.line) + 1
