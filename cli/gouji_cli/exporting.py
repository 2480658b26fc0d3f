"""`--export KIND=PATH` and what is printed of a run in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gouji.outputs.kinds import KINDS, TEXTS

if TYPE_CHECKING:
    from gouji.outputs.export import Export
    from gouji.run_folder import RunFolder

Function = TypeVar("Function", bound=Callable[..., Any])

FORMATS = ("text", *TEXTS)


Pairs = tuple[tuple[str, Path], ...]


def read_pairs(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Pairs:
    """KIND=PATH as pairs of a kind and a path; a usage error that lists the kinds for anything else."""
    pairs = []
    for value in values:
        kind, _, path = value.partition("=")
        if kind not in KINDS or not path:
            raise click.BadParameter(f"{value!r}: KIND=PATH; KIND: {', '.join(KINDS)}", context, parameter)
        pairs.append((kind, Path(path)))
    return tuple(pairs)


def export_option(function: Function) -> Function:
    """`--export KIND=PATH`, any number of times."""
    return click.option(
        "--export",
        "exports",
        multiple=True,
        callback=read_pairs,
        metavar="KIND=PATH",
        help=f"另存结果，可重复：{'、'.join(KINDS)} Also write the result as KIND to PATH; repeatable.",
    )(function)


def as_exports(pairs: Pairs, language: str) -> tuple[Export, ...]:
    """What is asked for, in the language of the command."""
    from gouji.outputs.export import Export

    return tuple(Export(kind, path, language) for kind, path in pairs)


def print_result(folder: RunFolder, errors: Sequence[dict[str, Any]], form: str, language: str) -> None:
    """The result of a run on standard output as `form`, one of TEXTS."""
    from gouji.outputs.kinds import writer
    from gouji.outputs.said import Voice
    from gouji.outputs.view import open_run

    sys.stdout.flush()
    writer(form)(open_run(folder, errors), sys.stdout.buffer, Voice(language))
    sys.stdout.buffer.flush()
