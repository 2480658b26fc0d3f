"""The store that SiteBuilder hands to the builders, as a place to write pages to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"}
_PAGE = "text/html; charset=utf-8"


class SiteStore:
    """Pages below GX's HtmlSiteStore, by posix path. Goes through GX's own backend, so a site in a bucket works too."""

    def __init__(self, target_store: Any) -> None:
        self._backend = target_store.store_backends["static_assets"]

    def write(self, path: str, content: str | bytes) -> None:
        """Write one file of the site: a text, or the bytes of one or of a picture."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        self._backend.set(tuple(path.split("/")), data, content_type=_KINDS.get(path.rsplit(".", 1)[-1], _PAGE))

    def place(self, path: str, file: Path) -> None:
        """Put a file as it is: under a second name where the store is a folder on the same disk, else as a copy."""
        put = getattr(self._backend, "place", None)
        key = tuple(path.split("/"))
        if put is not None:
            put(key, file)
        else:
            self._backend.set(key, file.read_bytes(), content_type="application/zip")

    def clear(self, folders: Iterable[str]) -> None:
        """Remove what an earlier build left below these folders of the site."""
        for folder in folders:
            for key in self._backend.list_keys((folder,)):
                self._backend.remove_key(key)

    def top_level(self) -> list[str]:
        """The names of the files directly in the site."""
        return [key[0] for key in self._backend.list_keys() if len(key) == 1]

    def remove(self, name: str) -> None:
        """Remove one file directly in the site."""
        self._backend.remove_key((name,))
