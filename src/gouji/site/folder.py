"""A site in a folder on disk, for what is drawn into a finished one without Great Expectations."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from gouji.whole_file import whole_file


class SiteFolder:
    """The pages below `folder`, by posix path; each is whole or not there. Its methods may raise OSError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            # Names of files need not be valid Unicode.
            file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))

    def clear(self, folders: Iterable[str]) -> None:
        """Remove these folders."""
        for name in folders:
            if (self._folder / name).is_dir():
                shutil.rmtree(self._folder / name)

    def top_level(self) -> list[str]:
        """The names of the files directly in the folder."""
        return [path.name for path in self._folder.iterdir() if path.is_file()]

    def remove(self, name: str) -> None:
        """Remove one file directly in the folder."""
        (self._folder / name).unlink(missing_ok=True)
