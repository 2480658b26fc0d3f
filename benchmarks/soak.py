"""Thousands of documents while everything breaks: `python -m benchmarks.soak [DOCUMENTS] [SEED]` (2,000 unless told).

A run is killed at random moments and goes on, and its workers are killed while it reads, until it comes to its end.
Says what came of the documents; ends with 1 when one is lost or there twice.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from kit import soak  # noqa: E402 - found through the line above

GOUJI = [sys.executable, "-c", "from gouji_cli.main import main; main()", "check", "--fail-on", "never"]
# How long a run is left alone, in seconds: from its start to within its pages.
SHORTEST, LONGEST = 5.0, 90.0
# A worker is killed every so many seconds.
WORKER_SECONDS = 4.0


def disturbed(arguments: list[str], seconds: float, chance: random.Random) -> tuple[int, int]:
    """One process for at most so many seconds; its exit code, and how many of its workers were killed."""
    process = subprocess.Popen(
        [*GOUJI, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end, killed = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(min(WORKER_SECONDS, max(end - time.monotonic(), 0.01))), killed
        if workers := soak.children(process.pid):
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed += 1
    os.killpg(process.pid, chance.choice((signal.SIGKILL, signal.SIGINT)))
    return process.wait(), killed


def measure(folder: Path, count: int, seed: int) -> bool:
    """Make the documents and check them until the run has ended; whether each is accounted for once."""
    chance = random.Random(seed)
    sources = soak.write_inputs(folder / "in", count)
    out = folder / "out"
    starts, killed, begun = 0, 0, time.monotonic()
    while not (out / "results.json").is_file() or (out / "journal").exists():
        unfinished = (out / "journal" / "plan.json").is_file()
        arguments = ["--resume", str(out)] if unfinished else [str(folder / "in"), "-o", str(out), "--no-cache"]
        # Longer from start to start, so that it comes to its end at last.
        code, lost = disturbed(arguments, chance.uniform(SHORTEST, LONGEST) * (1 + starts / 4), chance)
        starts, killed = starts + 1, killed + lost
        print(f"start {starts}: ended with {code}, {lost} workers killed", flush=True)
    reports = json.loads((out / "results.json").read_text(encoding="utf-8"))["reports"]
    verdicts = Counter(report["verdict"] for report in reports)
    codes = Counter(error["code"] for report in reports for error in report["errors"])
    print(f"{len(sources)} documents, {starts} starts, {killed} workers killed, {time.monotonic() - begun:.0f} s")
    print(f"verdicts: {dict(verdicts)}\nnot read: {dict(codes)}")
    found = Counter(report["source"] for report in reports)
    print(f"lost: {sorted((Counter(sources) - found).elements())}")
    print(f"twice or not known: {sorted((found - Counter(sources)).elements())}")
    return found == Counter(sources)


def main() -> int:
    """0 when every document is accounted for once."""
    count, seed = (int(sys.argv[at]) if len(sys.argv) > at else other for at, other in ((1, 2_000), (2, 1)))
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure(Path(folder), count, seed) else 1


if __name__ == "__main__":
    sys.exit(main())
