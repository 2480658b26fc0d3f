"""What the runs of a Word paragraph say: the accepted text, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from gouji.sources.docx_parts import switch, value, word
from gouji.sources.docx_said import Said
from gouji.sources.docx_styles import Manner, Styles
from gouji.sources.raised import lowered, raised
from gouji.sources.xml_parts import local

# Elements of a paragraph that hold runs and are no more than a wrapper round them.
_WRAPPERS = frozenset(
    "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple dir bdo ruby rubyBase oMath oMathPara".split()
)
_DRAWN = frozenset({"drawing", "pict", "object", "AlternateContent"})
_MARKS = {word("tab"): "\t", word("ptab"): "\t", word("cr"): "\n", word("noBreakHyphen"): "-"}
_TEXT = word("t")
_PROPERTIES, _PROPERTIES_OF_PARAGRAPH = word("rPr"), word("pPr")
_FIELD, _BREAK, _SYMBOL, _BOX = word("fldChar"), word("br"), word("sym"), word("txbxContent")
# Symbol fonts keep their characters in the private area; the lower part of the font Symbol is ASCII.
_PRIVATE = 0xF000
_SYMBOL_ASCII = range(0x20, 0x40)
_BOXES = {0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x52: "☑", 0x53: "☒"}
_UNKNOWN = "\ufffd"


class Spoken(NamedTuple):
    """What a paragraph says, its line breaks kept, and the text boxes that are anchored in it."""

    text: str
    boxes: tuple[etree._Element, ...]


class RunReader:
    """Reads paragraphs in order: a field may begin in one and end in another. `hidden`: whether text was not shown."""

    def __init__(self, styles: Styles, said: Said) -> None:
        self.hidden = False
        self._styles = styles
        self._vanish, self._named, self._struck, self._struck_twice, self._raised = (
            said[path] for path in ("rPr/vanish", "rPr/rStyle", "rPr/strike", "rPr/dstrike", "rPr/vertAlign")
        )
        # For each open field whether its instruction is still going on.
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element, manner: Manner) -> Spoken:
        """What `paragraph` says; `manner` is its own."""
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        for run in _runs(paragraph):
            said = "".join(self._say(run, boxes))
            if not said:
                continue
            if self._is_hidden(run, manner):
                self.hidden = self.hidden or bool(said.strip())
            elif not self._is_struck(run):
                is_moved = pieces and run in self._raised
                pieces.append(_shifted(said, value(self._raised[run])) if is_moved else said)
        # An instruction that does not end with its paragraph is broken; it must not swallow what follows.
        if self._fields:
            self._fields = [False for _ in self._fields]
        return Spoken("".join(pieces), tuple(boxes))

    def _say(self, run: etree._Element, boxes: list[etree._Element]) -> list[str]:
        pieces: list[str] = []
        for part in run:
            tag = part.tag
            # Nearly every run has its properties and a text, and nothing else.
            if tag == _PROPERTIES:
                continue
            if tag == _TEXT and not self._fields:
                pieces.append(part.text or "")
                continue
            name = local(part)
            if tag == _FIELD:
                self._turn(value(part, attribute="fldCharType"))
            elif name in _DRAWN:
                pieces += self._drawn(part, boxes)
            elif self._fields and any(self._fields):
                continue
            elif name == "t":
                pieces.append(part.text or "")
            elif tag in _MARKS:
                pieces.append(_MARKS[tag])
            elif tag == _BREAK and value(part, attribute="type") not in ("page", "column"):
                pieces.append("\n")
            elif tag == _SYMBOL:
                pieces.append(_symbol(value(part, attribute="font") or "", value(part, attribute="char") or ""))
        return pieces

    def _drawn(self, part: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The text boxes in a drawing, or what one of several renderings says."""
        if local(part) == "AlternateContent":
            for chosen in branch(part):
                yield from self._say(chosen, boxes)
            return
        for inner in part.iterchildren(etree.Element):
            if inner.tag == _BOX:
                boxes.append(inner)
            else:
                yield from self._drawn(inner, boxes)

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: etree._Element, paragraph: Manner) -> bool:
        if run in self._vanish:
            return bool(switch(self._vanish[run]))
        return paragraph.hides or (run in self._named and self._styles.manner(value(self._named[run])).hides)

    def _is_struck(self, run: etree._Element) -> bool:
        # Where nothing in a file is struck out, nothing need be looked up in it.
        return bool(
            (self._struck and switch(self._struck.get(run)))
            or (self._struck_twice and switch(self._struck_twice.get(run)))
        )


def branch(alternatives: etree._Element) -> list[etree._Element]:
    """The one rendering of mc:AlternateContent to read: the first choice that holds text, else the fallback."""
    for chosen in alternatives.iterchildren(etree.Element):
        if any(local(each) == "t" for each in chosen.iter(etree.Element)):
            return [chosen]
    return []


def asks_for_text(control: etree._Element) -> bool:
    """Whether a content control shows its prompt (单击此处输入文字), which is not the author's text."""
    return bool(switch(control, "sdtPr", "showingPlcHdr"))


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs below `element` that are in the accepted text: deleted and moved away ones are not."""
    for part in element:
        # Nearly every paragraph has its properties and runs, and nothing else.
        if part.tag == _PROPERTIES_OF_PARAGRAPH:
            continue
        name = local(part)
        if name == "r":
            yield part
        elif name in _WRAPPERS and not asks_for_text(part):
            yield from _runs(part)
        elif name == "AlternateContent":
            for chosen in branch(part):
                yield from _runs(chosen)


def _shifted(text: str, place: str | None) -> str:
    return raised(text) if place == "superscript" else lowered(text) if place == "subscript" else text


def _symbol(font: str, char: str) -> str:
    """The character that w:sym shows; one that no table knows is marked as unreadable, not passed over."""
    try:
        code = int(char, 16)
    except ValueError:
        return _UNKNOWN
    plain = code - _PRIVATE if code >= _PRIVATE else code
    if font.lower().startswith("wingdings"):
        return _BOXES.get(plain, _UNKNOWN)
    if font.lower() == "symbol":
        return chr(plain) if plain in _SYMBOL_ASCII else _UNKNOWN
    return chr(code) if 0x20 <= code < 0xD800 else _UNKNOWN
