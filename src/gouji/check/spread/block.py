"""A block of chunks, read, checked and recorded: what a cluster works on at a time."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gouji.check import chunk
from gouji.check.spread.frames import rows_due, write_chunks
from gouji.check.spread.records import record_chunks
from gouji.check.spread.rules import hand_out, run_rules
from gouji.check.spread.task import Task, chunk_number
from gouji.cluster import Payload, read_documents
from gouji.intake import Input
from gouji.manifest import Register
from gouji.manifest.entries import Entry
from gouji.model import Unread
from gouji.pool import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Told of each file that was read, and whether it could be.
Heard = Callable[[bool], None]


def check_block(
    session: SparkSession,
    task: Task,
    register: Register,
    inputs: Sequence[Input],
    block: Sequence[int],
    due: Sequence[int],
    heard: Heard,
) -> dict[int, list[str]]:
    """Read, check and record the chunks of `block` that are `due`; the ids of their reports, by chunk.

    The rules run over the whole block, so that what Great Expectations stores of it is the same however often a run
    was cut off.
    """
    keys: dict[int, str] = {}
    entries: dict[int, Entry] = {}
    ordinals = [n for number in due for n in range(*_span(number, len(inputs)))]
    files = [Payload(n, inputs[n], register.overrides(inputs[n], task.overrides)) for n in ordinals]
    shutil.rmtree(task.documents, ignore_errors=True)
    for ordinal, stub in read_documents(session, files, task.documents, Limits(seconds=task.seconds)):
        keys[ordinal] = stub.id
        entry = register.found_by(inputs[ordinal], stub)
        if entry is not None:
            entries[ordinal] = entry
        heard(not isinstance(stub, Unread))
    task = replace(task, entries=entries)
    write_chunks(session, task, len(due))
    results = run_rules(task, block, rows_due(task, block))
    hand_out(task, results, {key: chunk_number(ordinal) for ordinal, key in keys.items()})
    record_chunks(session, task, len(due))
    found: dict[int, list[str]] = defaultdict(list)
    for ordinal in ordinals:
        found[chunk_number(ordinal)].append(keys[ordinal])
    return found


def _span(number: int, total: int) -> tuple[int, int]:
    """The places of the files of a chunk."""
    return number * chunk.CHUNK_SIZE, min((number + 1) * chunk.CHUNK_SIZE, total)
