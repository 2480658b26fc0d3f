"""The words of the pages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
import yaml

from gouji.form import EDITIONS, TABLES, load_edition
from gouji.model import CellState, OrganKind, Outcome, Severity, Text, VerdictKind
from gouji.site.labels import both, has_label, label
from gouji.site.tables import _gloss

LABELS = yaml.safe_load(files("gouji.site").joinpath("labels.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", LABELS)
def test_both_languages_take_the_same_parameters(code: str) -> None:
    texts = LABELS[code]
    assert set(texts) <= {"zh", "en", "en_one"}
    assert set(re.findall(r"{(\w+)}", texts["zh"])) == set(re.findall(r"{(\w+)}", texts["en"]))


def test_every_word_of_the_model_has_a_label() -> None:
    codes = [f"verdict_{kind}" for kind in VerdictKind] + [f"short_{kind}" for kind in VerdictKind]
    codes += [f"result_{kind}" for kind in VerdictKind] + [f"severity_{kind}" for kind in Severity]
    codes += [f"outcome_{kind}" for kind in Outcome] + [f"kind_{kind}" for kind in OrganKind]
    codes += [f"match_{name}" for name in ("form", "variant", "renamed", "extra", "missing")]
    codes += [f"edition_{name}" for name in (*EDITIONS, "mixed", "none")]
    codes += [f"state_{s}" for s in (CellState.BLANK, CellState.PLACEHOLDER, CellState.TEXT, CellState.UNCERTAIN)]
    assert [code for code in codes if not has_label(code)] == []


def test_every_printed_label_of_the_form_has_english() -> None:
    layouts = [(name, load_edition(edition).tables[name].layout) for edition in EDITIONS for name in TABLES]
    printed = {(name, cell.text) for name, layout in layouts for line in layout for cell in line if cell.text}
    assert [entry for entry in sorted(printed) if not _gloss(*entry)] == []


def test_no_word_accuses() -> None:
    assert not re.search("造假|违法|追责", str(LABELS))


def test_parameters_are_escaped_and_may_be_in_two_languages() -> None:
    shown = both(label("found_in", where=Text("<b>", "<i>")))
    assert shown == '<span class="zh">据&lt;b&gt;</span><span class="en" lang="en">from &lt;i&gt;</span>'


def test_braces_in_a_parameter_are_not_filled_in() -> None:
    assert label("found_in", where="{n}").zh == "据{n}"


def test_one_is_singular_in_english() -> None:
    assert [label("verdict_faults", n=n).en for n in (1, 2)] == ["1 fault found", "2 faults found"]
