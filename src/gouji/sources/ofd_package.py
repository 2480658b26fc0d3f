"""The parts of an OFD container: which documents it holds, their pages, and the templates that pages are drawn over."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable
from gouji.sources.xml_parts import local, parse_part
from gouji.sources.zip_guard import open_zip

_ROOT = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"


@dataclass(frozen=True, slots=True)
class OfdPage:
    """What a page is drawn of, in order (its templates, its own content), and its size as the document gives it."""

    contents: tuple[etree._Element, ...]
    area: str | None


class OfdPackage:
    """An OFD file, opened within bounds; `name` is the file's, for messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._zip = open_zip(data, name)
        self._names = frozenset(self._zip.names)
        if any(posixpath.basename(part) == _ENCRYPTED for part in self._names):
            raise Unreadable(Problem("file_encrypted", {"name": name}))

    def pages(self) -> Iterator[OfdPage]:
        """The pages of all documents in the file, one after the other."""
        for place in _texts(self._part(_ROOT), "DocRoot"):
            path = _resolved("", place)
            document = self._part(path)
            templates = {each.get("ID") or "": each.get("BaseLoc") or "" for each in _all(document, "TemplatePage")}
            areas = next(_all(document, "PageArea"), None)
            area = next(_texts(areas, "PhysicalBox"), None) if areas is not None else None
            for page in _all(document, "Page"):
                yield self._page(page, path, templates, area)

    def _page(self, page: etree._Element, document: str, templates: Mapping[str, str], area: str | None) -> OfdPage:
        own = self._part(_resolved(document, page.get("BaseLoc") or ""))
        used = [templates[each.get("TemplateID") or ""] for each in own if _is_template(each, templates)]
        under = [self._part(_resolved(document, place)) for place in used]
        return OfdPage((*under, own), next(_texts(own, "PhysicalBox"), area))

    def _part(self, path: str) -> etree._Element:
        if path not in self._names:
            raise Unreadable(Problem("part_missing", {"name": self._name, "part": path[:80]}))
        return parse_part(self._zip.read(path), path, self._name)


def _is_template(element: etree._Element, templates: Mapping[str, str]) -> bool:
    return local(element) == "Template" and (element.get("TemplateID") or "") in templates


def _resolved(base: str, place: str) -> str:
    """The path of a part that `base` names: from the container's root, or from where `base` itself lies."""
    place = place.strip().replace("\\", "/")
    return place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in element.iter() if local(each) == name)


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    return (each.text.strip() for each in _all(element, name) if each.text)
