"""XML written as it comes, an element at a time, so that a long file is never held in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from gouji.outputs.safe_text import printable


class XmlStream:
    """Elements with attributes and text. What XML cannot hold is replaced, attributes that are None are left out."""

    def __init__(self, file: IO[bytes]) -> None:
        self._out = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
        self._depth = 0

    @contextmanager
    def document(self) -> Iterator[None]:
        """The whole file."""
        self._out.startDocument()
        yield
        self._out.endDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, object] | None = None) -> Iterator[None]:
        """An element around others."""
        self._indent()
        self._out.startElement(name, _said(attributes))
        self._depth += 1
        yield
        self._depth -= 1
        self._indent()
        self._out.endElement(name)

    def leaf(self, name: str, attributes: Mapping[str, object] | None = None, text: str = "") -> None:
        """An element that holds text only, or nothing."""
        self._indent()
        self._out.startElement(name, _said(attributes))
        if text:
            self._out.characters(printable(text))
        self._out.endElement(name)

    def _indent(self) -> None:
        self._out.ignorableWhitespace("\n" + " " * self._depth if self._depth else "")


def _said(attributes: Mapping[str, object] | None) -> AttributesImpl[str]:
    return AttributesImpl({name: printable(value) for name, value in (attributes or {}).items() if value is not None})
