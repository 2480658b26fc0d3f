"""Modules that Great Expectations imports and our rules never use: they are loaded when first looked into, if ever.

`import great_expectations` takes seconds, a third of them for statistics and charts of its other expectations.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any

# scipy.stats: the distance of two distributions. altair: a chart of it.
UNUSED = ("scipy.stats", "altair")


class _Deferred(ModuleType):
    """Stands for a module until something of it is asked for.

    importlib's LazyLoader does the same, but before Python 3.12 an `import` of its module already loads it.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def import_lazily(names: Iterable[str] = UNUSED) -> None:
    """Let the first look into each module import it; one that is imported already or not installed stays as it is."""
    for name in names:
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is not None:
            sys.modules[name] = _Deferred(name)
            sys.modules[name].__spec__ = spec
