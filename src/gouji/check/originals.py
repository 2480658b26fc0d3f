"""The files of a run kept as evidence: what the workers kept while reading is made complete, or is told."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.intake import Input
from gouji.model import Problem
from gouji.outputs.load import read_record
from gouji.outputs.record import problem_entry
from gouji.reading.originals import keep_original, original_file
from gouji.run_folder import RunFolder, write_record


def complete_originals(folder: RunFolder, inputs: Sequence[Input], keys: Sequence[str]) -> None:
    """See to it that the file of each of `inputs`, whose ids `keys` begins with, is kept; else its record says why not.

    Raises OSError when the folder takes no more.
    """
    _remove_others(folder, keys)
    # After the reports of the files come those that a manifest expects and that have no file.
    for item, key in zip(inputs, keys, strict=False):
        if not original_file(folder.originals, key).is_file():
            _keep(folder, item, key)


def _keep(folder: RunFolder, item: Input, key: str) -> None:
    record = read_record(folder.record(key))
    if record["sha256"] and not keep_original(item, key, record["sha256"], folder.originals):
        record["notes"].append(problem_entry(Problem("original_not_kept")))
        write_record(folder.record(key), record)


def _remove_others(folder: RunFolder, keys: Sequence[str]) -> None:
    """Remove what is no report's: files that changed while a run was cut off, and what a lost worker was writing."""
    if folder.originals.is_dir():
        expected = {original_file(folder.originals, key) for key in keys}
        for path in folder.originals.iterdir():
            if path not in expected:
                path.unlink()
