"""Printing for people: text from reports made harmless, progress on stderr."""

from __future__ import annotations

import sys
import unicodedata
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from gouji.check import Progress


def harmless(text: object) -> str:
    """`text` without control and direction characters, which could rewrite what a terminal shows."""
    return "".join(
        character if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co") else "\ufffd"
        for character in str(text).replace("\n", " ").replace("\t", " ")
    )


_STEPS = {
    "zh": {"reading": "读取", "checking": "核验", "drawing": "画表", "publishing": "生成页面"},
    "en": {"reading": "reading", "checking": "checking", "drawing": "drawing", "publishing": "publishing"},
}
_FAILED = {"zh": "未能读取 {count}", "en": "{count} not read"}


class ProgressLine:
    """A progress bar on stderr for long runs; silent when stderr is not a terminal. A context manager."""

    def __init__(self, language: str) -> None:
        self._names = _STEPS[language]
        self._failed = _FAILED[language]
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressLine:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("[red]{task.fields[failed]}"),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        if self._bar is None:
            return
        if progress.step not in self._tasks:
            name = self._names[progress.step]
            self._tasks[progress.step] = self._bar.add_task(name, total=progress.total, rate="", failed="")
        number = self._tasks[progress.step]
        speed = next(task.speed for task in self._bar.tasks if task.id == number)
        self._bar.update(
            number,
            completed=progress.done,
            total=progress.total,
            rate=f"{speed:.1f}/s" if speed else "",
            failed=self._failed.format(count=progress.failed) if progress.failed else "",
        )
