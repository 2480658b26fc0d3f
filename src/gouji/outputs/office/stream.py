"""A document whose body goes to disk as it is made: thousands of bodies are never in memory together."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from types import TracebackType
from typing import IO, Any

_BODY = "word/document.xml"
_END = b"<w:sectPr"


class StreamedBody:
    """Takes what has been added to a python-docx document and puts it into the file at the end. A context manager."""

    def __init__(self, document: Any) -> None:
        self._document = document
        # Closed in __exit__.
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115

    def __enter__(self) -> StreamedBody:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def flush(self) -> None:
        """Move what the document holds to disk; nothing already added can be changed afterwards."""
        body = self._document.element.body
        for element in list(body)[:-1]:
            self._file.write(element.xml.encode("utf-8"))
            body.remove(element)

    def save(self, file: IO[bytes]) -> None:
        """Write the whole document to `file`."""
        self.flush()
        skeleton = io.BytesIO()
        self._document.save(skeleton)
        with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                # A fixed time, so that the same run gives the same file.
                named = zipfile.ZipInfo(entry.filename)
                named.compress_type = zipfile.ZIP_DEFLATED
                with target.open(named, "w", force_zip64=entry.filename == _BODY) as part:
                    self._copy(source.read(entry), entry.filename, part)

    def _copy(self, content: bytes, name: str, part: IO[bytes]) -> None:
        if name != _BODY:
            part.write(content)
            return
        end = content.rindex(_END)
        self._file.seek(0)
        part.write(content[:end])
        shutil.copyfileobj(self._file, part)
        part.write(content[end:])
