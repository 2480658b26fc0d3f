"""What templates work with: escaping everywhere, labels that are part of a template, drawings that are remembered."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from gouji.model import Text
from gouji.site.labels import both, label
from gouji.site.templating import environment

MACRO = "{% macro row(cell, root) %}<td>{{ cell }}{{ root }}</td>{% endmacro %}"


@pytest.fixture(name="made")
def fixture_made() -> Environment:
    """An environment with a global of its own that counts how often it was asked."""
    asked: list[str] = []
    return environment(asked=asked)


def test_whatever_a_template_is_called_it_escapes(made: Environment) -> None:
    assert made.from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"


def test_a_macro_drawn_for_each_part_escapes_as_one_that_is_called(made: Environment) -> None:
    called = made.from_string(MACRO + "{% for cell in cells %}{{ row(cell, '&') }}{% endfor %}")
    each = made.from_string(MACRO + "{{ cells | each(row, '&') }}")
    cells = ("<script>", "a & b", "<script>")
    assert each.render(cells=cells) == called.render(cells=cells)
    assert "<script>" not in each.render(cells=cells)


def test_a_macro_draws_the_same_part_once(made: Environment) -> None:
    macro = "{% macro drawn(cell) %}{{ asked.append(cell) or cell }}{% endmacro %}"
    page = made.from_string(macro + "{{ cell | once(drawn) }}{{ (cell, cell) | each(drawn) }}")
    assert page.render(cell="<x>") == "&lt;x&gt;" * 3
    assert made.globals["asked"] == ["<x>"]


def test_a_label_is_part_of_the_compiled_template(made: Environment) -> None:
    code = made.compile('<p>{{ "findings" | t }}</p>', raw=True)
    assert f"<p>{both(label('findings'))}</p>" in code
    with pytest.raises(KeyError):
        made.from_string('{{ "no_such_label" | t }}').render()


def test_globals_are_those_of_the_environment_unless_a_template_has_its_own(made: Environment) -> None:
    assert made.make_globals(None) is made.globals
    assert dict(made.make_globals({"own": 1})) == {**made.globals, "own": 1}


@pytest.mark.parametrize("text", [Text("<甲>", "<a>"), Text("<甲>&{zh}%s", "{en}"), Text("<same>", "<same>")])
def test_both_languages_are_escaped(text: Text) -> None:
    zh, en = (each.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for each in (text.zh, text.en))
    pair = f'<span class="zh">{zh}</span><span class="en" lang="en">{en}</span>'
    assert both(text) == (zh if text.zh == text.en else pair)
