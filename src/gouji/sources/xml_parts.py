"""Parse XML parts of packed formats: no entities, no network, no depth without end."""

from __future__ import annotations

import codecs
from functools import lru_cache

from lxml import etree

from gouji.model import Problem
from gouji.sources.unreadable import Unreadable

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
# What libxml2 says of a document that goes beyond its limits.
_BEYOND = ("depth", "too long", "huge", "limit")


def parse_part(data: bytes, part: str, name: str) -> etree._Element:
    """The root of the XML in `data`, which is `part` of the file `name`; comments and instructions are left out.

    Raises `Unreadable`: `xml_damaged`, `xml_too_deep`, or `xml_entities` for any document type declaration (none of
    the packed formats has one, and entities come in no other way).
    """
    params = {"name": name, "part": part}
    if b"<!DOCTYPE" in data or (data.startswith(_UTF16) and b"<!DOCTYPE" in data.replace(b"\0", b"")):
        raise Unreadable(Problem("xml_entities", params))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        refuse_without_memory(error)
        beyond = any(word in str(error).lower() for word in _BEYOND)
        raise Unreadable(Problem("xml_too_deep" if beyond else "xml_damaged", params)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Problem("xml_entities", params))
    return root


def refuse_without_memory(error: Exception) -> None:
    """Raise MemoryError when a parser's `error` says that there was none left: that is no fault of the document."""
    if isinstance(error, etree.XMLSyntaxError) and getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
        raise MemoryError from error


def local(element: etree._Element) -> str:
    """The name of `element` without its namespace, `` for what is no element."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
