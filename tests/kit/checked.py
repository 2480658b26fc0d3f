"""A real check over many documents, good and bad, and what was seen while it ran."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import socket
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from gouji.check import CheckResult, Progress, Request, check
from gouji.rulebook import project_root
from kit import examples
from kit.documents import STYLES
from kit.figures import TABLES, Figures, figure_ids, load
from kit.prose import Changes

# What a check must leave as it is, and where the project keeps it.
PROJECT = ("great_expectations.yml", "expectations", "checkpoints", "validation_definitions", "examples")

HOSTILE = {
    "markup": '"><img src=x onerror=alert(1)></title><script>x()</script>局',
    "dots": "../../../../etc/教育局",
    "long": "示例市" + "很长的" * 99 + "局",
    "control": "示例\x1b[2J\u202e\x07市教育局",
}


@dataclass
class Checked:
    """A run and what was seen while it ran."""

    base: Path
    result: CheckResult
    before: dict[str, str]
    after: dict[str, str]
    top_before: set[str]
    top_after: set[str]
    connections: list[str]
    steps: list[Progress] = field(default_factory=list)

    def report(self, name: str) -> Any:
        """The entry of the report whose file is called `name`."""
        [entry] = [entry for entry in self.result.reports if entry["source"].endswith(f"/{name}")]
        return entry


def hashes(root: Path) -> dict[str, str]:
    """Digest of every file of the project below `root`."""
    files = [
        file for name in PROJECT for file in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
    ]
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file()
    }


def make_inputs(folder: Path) -> None:
    """Every example, the figures of the kit in turn in every style, and what must not stop the others."""
    shutil.copytree(examples.FOLDER, folder / "examples")
    styles = list(STYLES.values())
    for number, id in enumerate(figure_ids()):
        style = styles[number % len(styles)]
        _write(folder / "figures" / f"{id}.{style.extension}", style(load(id)))
    sample = load("001")
    for name, organisation in HOSTILE.items():
        _write(folder / "hostile" / f"{name}.html", STYLES["clean_html"](replace(sample, organisation=organisation)))
    twin = replace(load("113"), organisation="示例市双胞局", year=2022)
    _write(folder / "twins" / "first.html", STYLES["clean_html"](twin))
    _write(folder / "twins" / "second.txt", STYLES["plain_text"](twin))
    _write(folder / "bad" / "wide.html", wide(sample))
    tables = Changes(missing_tables=frozenset(TABLES))
    _write(folder / "bad" / "no_tables.html", STYLES["clean_html"](sample, tables))
    _write(folder / "bad" / "empty.html", b"")
    _write(folder / "bad" / "news.html", "<html><body><h1>通知</h1><p>今日天气晴。</p></body></html>".encode())
    _write(folder / "bad" / "junk.html", random.Random(1).randbytes(50_000))
    _write(Path(os.fsdecode(os.fsencode(folder / "bad") + b"/\xff\xfe.html")), b"")


def wide(figures: Figures) -> bytes:
    """A report whose table three has many columns too many."""
    page = STYLES["clean_html"](figures).decode()
    return page.replace("</tr>", "<td>7</td>" * 40 + "</tr>").encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run_checked(base: Path) -> Checked:
    """Check everything that `make_inputs` makes and a path that does not exist, below `base` and without a network."""
    make_inputs(base / "in")
    root = project_root()
    connections: list[str] = []
    steps: list[Progress] = []

    def refuse(*arguments: object, **options: object) -> None:
        connections.append(str(arguments[1:]))
        raise OSError("no network in tests")

    before, top_before = hashes(root), {path.name for path in root.iterdir()}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(base)
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        result = check(Request(("in", "in/nothing.html"), Path("out")), steps.append)
        moved = replace(result.folder, path=base / "out")
        result = CheckResult(moved, json.loads(moved.results.read_text(encoding="utf-8")))
    after, top_after = hashes(root), {path.name for path in root.iterdir()}
    return Checked(base, result, before, after, top_before, top_after, connections, steps)
