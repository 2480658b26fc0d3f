"""How the workbook of a roll-up looks. Fonts are named, never embedded; what has none of them takes its own."""

from __future__ import annotations

from typing import Any

_BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 10}
_GREY, _YELLOW = "#f0f0f0", "#fff3c4"


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        # Decimals as they are: fees have some, counts none.
        figure = _BOX | {"align": "right", "num_format": "General"}
        self.title = book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        self.note = book.add_format({"font_size": 9, "text_wrap": True, "valign": "vcenter", "font_color": "#555555"})
        self.label = book.add_format(_BOX | {"align": "center"})
        self.text = book.add_format(_BOX | {"align": "left"})
        self.head = book.add_format(_BOX | {"align": "center", "bold": True, "bg_color": _GREY})
        self.figure = book.add_format(figure)
        self.total = book.add_format(figure | {"bold": True})
        self.zero = book.add_format(figure | {"font_color": "#888888", "bg_color": _GREY})
        self.empty = book.add_format(figure | {"bg_color": _YELLOW})
        self.open = book.add_format(_BOX | {"text_wrap": False, "bg_color": _YELLOW})
