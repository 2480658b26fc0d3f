"""What roll-ups are called and why a figure stays out, in both languages."""

from __future__ import annotations

from gouji.form import load_edition
from gouji.form.names import cell_name
from gouji.messages import message
from gouji.model import Text
from gouji.outputs.safe_text import printable
from gouji.rollup.bodies import Family
from gouji.rollup.figures import Figure

_LONGEST = 40


def who(family: Family) -> Text:
    """A parent with its year: 样本县人民政府2024年度."""
    name = printable(family.name)
    if family.year is None:
        return message("rollup_who_undated", name=name)
    return message("rollup_who", name=name, year=family.year)


def why(figure: Figure) -> Text:
    """What a figure is to the sum."""
    raw = " ".join(printable(figure.raw or "").split())[:_LONGEST]
    return message(f"rollup_state_{figure.state.value}", raw=raw)


def cell_text(edition: str, key: str) -> Text:
    """A cell with its table: 表三（一）予以公开·总计."""
    form = load_edition(edition)
    table, name = form.tables[form.cell(key).table].title, cell_name(form, key)
    return Text(f"{table.zh}{name.zh}", f"{table.en}, {name.en}")
