"""Articles that a page carries as a string: in a script, in JSON, in a text field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from lxml import etree

_CARRIERS = ("script", "textarea", "template", "noscript", "xmp")
_TABLE = re.compile(r"(?:<|\\u003c|\\x3c|&lt;)\s*table\b", re.I)
_TAG = re.compile(r"<\s*/?\s*[a-z]", re.I)
# Comments are matched so that an apostrophe in one does not open a string.
_LITERAL = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_STILL_ESCAPED = re.compile(r"\\[\"'/n]")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "\n": ""}


def unfold(root: etree._Element, parse: Callable[[str], etree._Element | None]) -> bool:
    """Replace what in `root` carries a table as a string by the elements of that string; whether there was any."""
    unfolded = False
    for carrier in list(root.iter(*_CARRIERS)):
        content = _carried(carrier)
        parent = carrier.getparent()
        tree = parse(content) if content else None
        if tree is None or parent is None:
            continue
        for element in tree.iter():
            element.sourceline = carrier.sourceline
        holder = etree.Element("div")
        holder.extend(tree)
        holder.tail = carrier.tail
        parent.replace(carrier, holder)
        unfolded = True
    return unfolded


def _carried(carrier: etree._Element) -> str | None:
    """The HTML that `carrier` holds, None when there is no table in it."""
    text = "".join([carrier.text or "", *(etree.tostring(child, encoding="unicode") for child in carrier)])
    if not _TABLE.search(text):
        return None
    if carrier.tag == "script":
        return markup_of_script(text)
    return text if "<" in text else unescape(text)


def markup_of_script(script: str) -> str | None:
    """The string literals of `script` that hold tags, joined in order; the script itself when it is bare HTML."""
    if script.lstrip().startswith("<"):
        return script
    pieces = [piece for piece in _literals(script) if _TAG.search(piece)]
    joined = "".join(pieces)
    return joined if _TABLE.search(joined) else None


def _literals(script: str) -> Iterator[str]:
    for found in _LITERAL.finditer(script):
        literal = next((group for group in found.groups() if group is not None), None)
        if literal is None:
            continue
        text = unquote(literal)
        # JSON inside a string is escaped twice.
        if _STILL_ESCAPED.search(text) and _TABLE.search(text):
            text = unquote(text)
        yield unescape(text) if "<" not in text and "&lt;" in text else text


def unquote(literal: str) -> str:
    r"""A JavaScript or JSON string literal's value: \", \/, \n, \u4e00 and \x3c resolved."""
    text = _ESCAPE.sub(_resolved, literal)
    # Characters beyond the first plane come as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _resolved(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else _CONTROL.get(found.group(3), found.group(3))
