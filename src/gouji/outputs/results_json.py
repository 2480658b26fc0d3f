"""The machine-readable result of a run, as the run wrote it."""

from __future__ import annotations

import shutil
from typing import IO

from gouji.outputs.said import Voice
from gouji.outputs.view import RunView


def write_results(view: RunView, file: IO[bytes], voice: Voice) -> None:
    """results.json, byte for byte; it holds both languages."""
    with view.folder.results.open("rb") as results:
        shutil.copyfileobj(results, file)
