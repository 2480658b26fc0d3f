"""The parts of a Word file: the package, its main document, and the small helpers that read WordprocessingML."""

from __future__ import annotations

import posixpath

from lxml import etree

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable
from gouji.sources.xml_parts import parse_part
from gouji.sources.zip_guard import GuardedZip, open_zip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# The strict variant of the standard says the same under other names.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"
_OFF = frozenset({"0", "false", "off"})


class WordFile:
    """An opened Word file; parts are looked up beside the main document."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._zip: GuardedZip = open_zip(data, name)
        self._main = self._main_part()

    def document(self) -> etree._Element:
        """The main document's root. `Unreadable` when it is missing or damaged."""
        root = self._part(self._main)
        if root is None:
            raise Unreadable(Problem("part_missing", {"name": self.name, "part": self._main}))
        return root

    def beside(self, part: str) -> etree._Element | None:
        """The root of a part in the main document's folder (`numbering.xml`), None when there is none."""
        return self._part(posixpath.join(posixpath.dirname(self._main), part))

    def core(self) -> etree._Element | None:
        """The file's core properties, None when there are none."""
        return self._part("docProps/core.xml")

    def _part(self, part: str) -> etree._Element | None:
        if part not in self._zip.names:
            return None
        data = self._zip.read(part).replace(_STRICT, W.encode())
        return parse_part(data, part, self.name)

    def _main_part(self) -> str:
        """What the package calls its main document; the usual name when it says nothing."""
        relations = self._part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = (relation.get("Target") or "").lstrip("/")
                if target in self._zip.names:
                    return target
        return _MAIN


def word(name: str) -> str:
    """The tag, or the attribute, that WordprocessingML calls `name`."""
    return f"{{{W}}}{name}"


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at `path` below `element` (`pPr`, `numPr`), None when there is none."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(word(name)), None)
    return element


def value(element: etree._Element | None, *path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at `path`, None when there is none."""
    found = child(element, *path)
    return None if found is None else found.get(word(attribute))


def number(element: etree._Element | None, *path: str) -> int | None:
    """The attribute `val` of the element at `path` as a number, None when it is none."""
    if element is None:
        return None
    text = (value(element, *path) or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else None


def switch(element: etree._Element | None, *path: str) -> bool | None:
    """Whether the property at `path` is on; None when nothing is said."""
    found = child(element, *path)
    return None if found is None else (found.get(word("val")) or "on") not in _OFF
