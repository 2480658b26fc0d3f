"""HTML pages as governments publish them: portals, Word's soup, articles that a script carries as a string."""

from __future__ import annotations

import re

from lxml import etree

from gouji.model import Block, Document, Problem
from gouji.sources import html_embedded
from gouji.sources.charset import Decoded
from gouji.sources.html_flow import flow
from gouji.sources.html_shown import is_hidden
from gouji.sources.html_tables import is_of_form
from gouji.sources.unreadable import Unreadable
from gouji.sources.white import collapse
from gouji.sources.xml_parts import refuse_without_memory

# Marks without a meaning for the reader that Word and editors nest by the hundred.
_SOUP = re.compile(r"</?(?:span|font|o:p|b|i|u|em|strong|st1:\w+|a)\b[^<>]*>", re.I)


def read(decoded: Decoded, name: str) -> Document:
    """An HTML page as a document. Its article may sit in a script or be hidden: looked for when no table shows."""
    markup = _markup(decoded.text)
    root, problems = parse(markup, decoded.utf8 if markup is decoded.text else None)
    if root is None:
        raise Unreadable(Problem("empty_file", {"name": name}))
    blocks, found = _visible_or_embedded(root)
    if not blocks:
        raise Unreadable(Problem("no_content", {"name": name}))
    if decoded.problem:
        problems.insert(0, decoded.problem)
    return Document("html", blocks, _meta(root), _title(root), decoded.encoding, (*problems, *found))


def _markup(text: str) -> str:
    """The HTML of `text`, which may be JSON that carries it as a string."""
    is_json = text.lstrip()[:1] in ("{", "[")
    return (html_embedded.markup_of_script(text) if is_json else None) or text


def parse(text: str, utf8: bytes | None = None) -> tuple[etree._Element | None, list[Problem]]:
    """The element tree of `text` (None for nothing) and what the parser had to leave out.

    `utf8` is the same text in UTF-8 where that is at hand.
    """
    root, too_deep = _parse(_utf8(text) if utf8 is None else utf8)
    if not too_deep:
        return root, []
    # The parser stops reading at 256 levels; without the soup hardly a page is that deep.
    root, too_deep = _parse(_utf8(_SOUP.sub("", text)))
    return root, [Problem("nested_too_deep")] if too_deep else []


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _parse(utf8: bytes) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(utf8.replace(b"\0", b""), parser)
    except etree.XMLSyntaxError as error:
        refuse_without_memory(error)
        return None, False
    return root, any("depth" in entry.message for entry in parser.error_log)


def _visible_or_embedded(root: etree._Element) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The page's blocks: what it shows, or what scripts and hidden parts hold when only there a table is found."""
    shown, problems = flow(root)
    if any(is_of_form(block) for block in shown):
        return shown, problems
    for reveal in (_unfold, _unhide):
        if reveal(root):
            blocks, more = flow(root)
            if any(is_of_form(block) for block in blocks):
                return blocks, (*more, Problem("tables_not_shown"))
    return shown, problems


def _unfold(root: etree._Element) -> bool:
    return html_embedded.unfold(root, lambda text: parse(text)[0])


def _unhide(root: etree._Element) -> bool:
    """Make the page's hidden parts visible; whether there were any."""
    hidden = [element for element in root.iter(etree.Element) if is_hidden(element)]
    for element in hidden:
        for name in {"hidden", "style"} & set(element.keys()):
            del element.attrib[name]
    return bool(hidden)


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name, content = (element.get("name") or "").strip().lower(), collapse(element.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _title(root: etree._Element) -> str | None:
    element = next(root.iter("title"), None)
    return None if element is None else collapse("".join(str(text) for text in element.itertext()))
