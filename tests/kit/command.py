"""The command line, run inside the test's process: starting Python for each call costs seconds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gouji_cli.main import main


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command ended with and what it printed."""

    code: object
    out: str
    err: str


def run(capture: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """Run `gouji` with `arguments`."""
    capture.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capture.readouterr()
    return Ended(ended.value.code, printed.out, printed.err)
