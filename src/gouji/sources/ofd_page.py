"""What an OFD page draws: characters at the places that it gives them, and the lines of its paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from gouji.sources.ofd_package import OfdPage
from gouji.sources.page import Drawing, Mark, Stroke
from gouji.sources.page.geometry import Point
from gouji.sources.page.outlines import sides, thin_area
from gouji.sources.page.transform import Transform
from gouji.sources.xml_parts import local

_POINTS = 72 / 25.4
_MOST_CHARACTERS = 30_000
_MOST_STROKES = 50_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_STEP = re.compile(rf"([SMLQBAC])|({_NUMBER.pattern})")
# How many numbers follow each letter of a path; its point is the last two.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_A4 = "0 0 210 297"
_MOST_OF_PAGE = 0.5


def drawing(page: OfdPage, number: int) -> Drawing:
    """The characters and ruling lines of `page`, in points."""
    left, top, width, height = _box(page.area or _A4) or _box(_A4) or (0.0, 0.0, 210.0, 297.0)
    to_page = Transform(_POINTS, 0.0, 0.0, _POINTS, -left * _POINTS, -top * _POINTS)
    objects = [each for content in page.contents for each in content.iter() if each.get("Visible") != "false"]
    marks = (mark for each in objects if local(each) == "TextObject" for mark in _marks(each, to_page))
    strokes = (stroke for each in objects if local(each) == "PathObject" for stroke in _strokes(each, to_page))
    return Drawing(
        number,
        width * _POINTS,
        height * _POINTS,
        tuple(islice(marks, _MOST_CHARACTERS)),
        tuple(islice(strokes, _MOST_STROKES)),
        pictured=any(_covers(each, width * height) for each in objects),
    )


def _covers(element: etree._Element, area: float) -> bool:
    box = _box(element.get("Boundary") or "") if local(element) == "ImageObject" else None
    return box is not None and box[2] * box[3] > _MOST_OF_PAGE * area


def _numbers(text: str | None) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text or "")]


def _box(text: str) -> tuple[float, float, float, float] | None:
    numbers = _numbers(text)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _placed(element: etree._Element, to_page: Transform) -> Transform:
    """How an object's own coordinates come to the page's: by its matrix, then to where its boundary stands."""
    matrix = _numbers(element.get("CTM"))
    box = _box(element.get("Boundary") or "") or (0.0, 0.0, 0.0, 0.0)
    own = Transform(*matrix) if len(matrix) == 6 else Transform()
    return to_page.after(Transform(e=box[0], f=box[1])).after(own)


# --- characters -------------------------------------------------------------------------------------------------


def _marks(element: etree._Element, to_page: Transform) -> Iterator[Mark]:
    size = next(iter(_numbers(element.get("Size"))), 0.0)
    if size <= 0:
        return
    transform = _placed(element, to_page)
    height = size * (transform.c**2 + transform.d**2) ** 0.5
    stretch = next(iter(_numbers(element.get("HScale"))), 1.0)
    x = y = 0.0
    for code in (each for each in element.iter() if local(each) == "TextCode"):
        x = next(iter(_numbers(code.get("X"))), x)
        y = next(iter(_numbers(code.get("Y"))), y)
        for text, (left, base), advance in _places(code, (x, y), size * stretch):
            yield Mark(text, transform.at(left, base), transform.at(left + advance, base), height)


def _places(code: etree._Element, start: Point, size: float) -> Iterator[tuple[str, Point, float]]:
    """The characters of a run, where each stands, and how wide it is: never wider than up to the next."""
    text = code.text or ""
    right = _deltas(code.get("DeltaX"), len(text))
    down = _deltas(code.get("DeltaY"), len(text))
    x, y = start
    for index, character in enumerate(text):
        natural = size / 2 if character.isascii() else size
        step = right[index] if index < len(right) else 0.0 if down else natural
        yield character, (x, y), min(natural, step) if step > 0 else natural
        x += step
        y += down[index] if index < len(down) else 0.0


def _deltas(text: str | None, most: int) -> list[float]:
    """The distances between characters; `g 3 5.5` stands for three of 5.5."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, value = _numbers(next(words, "")), _numbers(next(words, ""))
            if count and value:
                found += [value[0]] * min(max(int(count[0]), 0), most)
        else:
            found += _numbers(word)[:1]
    return found


# --- ruling lines -----------------------------------------------------------------------------------------------


def _strokes(element: etree._Element, to_page: Transform) -> Iterator[Stroke]:
    transform = _placed(element, to_page)
    stroked = element.get("Stroke", "true") != "false"
    filled = element.get("Fill", "false") == "true"
    data = next((each.text or "" for each in element if local(each) == "AbbreviatedData"), "")
    for points in _outlines(data):
        placed = [transform.at(*point) for point in points]
        yield from (sides(placed) if stroked else thin_area(placed) if filled else ())


def _outlines(data: str) -> Iterator[list[Point]]:
    """The outlines of a path, each as its corners; a curve ends one and the next begins where it leads."""
    points: list[Point] = []
    for letter, numbers in _steps(data):
        if letter == "C":
            points += points[:1]
        elif letter == "L":
            points.append((numbers[-2], numbers[-1]))
        else:
            if points:
                yield points
            points = [(numbers[-2], numbers[-1])]
    if points:
        yield points


def _steps(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    letter, numbers = "", list[float]()
    for found in _STEP.finditer(data):
        if found[1]:
            letter, numbers = found[1], []
        else:
            numbers.append(float(found[2]))
        if letter and len(numbers) == _OPERANDS[letter]:
            yield letter, numbers
            letter, numbers = "", []
