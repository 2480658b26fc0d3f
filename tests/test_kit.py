"""The test kit itself: its figures, its second opinion, its faults and its documents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gouji.form import load_edition
from kit import balanced, examples, faults
from kit.documents import STYLES
from kit.drawing import covered, draw
from kit.figures import TABLES, Figures, data, expected, figure_ids, load
from kit.oracle import COLUMNS, differences, failing, undetermined
from kit.prose import Changes, compose

# The relations that the transcribers found broken, copied by hand from their notes.
KNOWN = {
    "012": {("T401", "direct_litigation", None)},
    "113": {("T301", None, "natural_person"), ("T301", None, "total")},
    "126": {
        ("T301", None, "natural_person"),
        ("T301", None, "public_welfare"),
        ("T302", None, "natural_person"),
        ("T302", None, "public_welfare"),
    },
    "150": {
        ("T302", None, "natural_person"),
        ("T303", "received", None),
        ("T303", "unavailable_not_held", None),
        ("T303", "unavailable_unclear", None),
        ("T303", "other_not_corrected", None),
        ("T303", "other_remaining", None),
        ("T303", "processed_total", None),
    },
}
SAMPLE = balanced.make(11, organisation="示例市人民政府", year=2024)


def test_all_figures_are_there() -> None:
    assert len(figure_ids()) == 34
    assert Counter(load(id).edition for id in figure_ids()) == {"2021": 28, "2019": 5, "mixed": 1}


@pytest.mark.parametrize("id", figure_ids())
def test_figures_fill_the_form_and_fail_as_listed(id: str) -> None:
    figures = load(id)
    assert set(figures.cells) == set(figures.form_cells())
    assert figures.edition == data(id)["edition"]
    assert failing(figures) == expected(id) == KNOWN.get(id, set())


def test_blank_totals_are_undetermined() -> None:
    missing = undetermined(load("002"))
    assert ("T302", None, "total") in missing
    assert ("T303", "granted", None) in missing
    assert ("T303", "refused_third_party", None) not in missing  # blank beside blanks is 0
    assert ("T301", None, "total") not in missing


def test_every_relation_of_the_form_is_weighed() -> None:
    assert Counter(rule for rule, _, _ in differences(load("001"))) == {"T301": 7, "T302": 7, "T303": 25, "T401": 3}
    assert Counter(rule for rule, _, _ in differences(load("002"))) == {"T301": 7, "T302": 7, "T303": 23, "T401": 3}


@settings(max_examples=20, deadline=None)
@given(balanced.balanced())
def test_balanced_reports_balance(figures: Figures) -> None:
    assert set(figures.cells) == set(figures.form_cells())
    assert not failing(figures)
    assert not undetermined(figures)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_made_reports_balance_and_repeat(edition: str) -> None:
    made = [balanced.make(seed, edition) for seed in range(5)]
    assert not any(failing(figures) or undetermined(figures) for figures in made)
    assert made == [balanced.make(seed, edition) for seed in range(5)]
    assert len({figures.cells["requests.received.total"] for figures in made}) > 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(differences(SAMPLE), key=str)), st.integers(1, 9))
def test_a_chosen_relation_breaks(relation: tuple[str, str | None, str | None], by: int) -> None:
    assert relation in failing(faults.break_relation(SAMPLE, relation, by))


def test_faults_do_what_they_say() -> None:
    key = "requests.granted.natural_person"
    swapped = faults.transpose_digits(SAMPLE, key)
    assert sorted(swapped.text(key)) == sorted(SAMPLE.text(key))
    assert swapped.text(key) != SAMPLE.text(key)
    assert failing(swapped) == {("T302", None, "natural_person"), ("T303", "granted", None)}
    blank = faults.blank_total(SAMPLE, "requests.granted.total")
    assert ("T303", "granted", None) in undetermined(blank)
    assert faults.negative(SAMPLE, key).number(key) == -(SAMPLE.number(key) or 0)
    assert faults.fraction(SAMPLE, key).text(key).endswith(".5")
    assert faults.placeholder(SAMPLE, key).state(key) == "placeholder"
    assert faults.unit(SAMPLE, key).number(key) == SAMPLE.number(key)
    assert faults.unit(SAMPLE, key).text(key) == f"{SAMPLE.text(key)}件"
    assert faults.unreadable(SAMPLE, key).state(key) == "text"
    assert ("T303", "granted", None) in undetermined(faults.unreadable(SAMPLE, key))


def test_faults_that_would_be_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no total"):
        faults.blank_total(SAMPLE, "requests.granted.natural_person")
    with pytest.raises(ValueError, match="change places"):
        faults.transpose_digits(faults.with_cell(SAMPLE, "disclosure.licences", 77), "disclosure.licences")
    with pytest.raises(KeyError):
        faults.with_cell(SAMPLE, "requests.granted.nobody", 1)
    with pytest.raises(KeyError):
        faults.without_row(SAMPLE, "requests.nothing")


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", TABLES)
def test_the_drawing_is_the_layout_of_the_form(edition: str, name: str) -> None:
    drawn = draw(balanced.make(1, edition), name)
    layout = load_edition(edition).tables[name].layout
    assert [[(c.row_span, c.column_span, c.key) for c in row] for row in drawn] == [
        [(c.row_span, c.column_span, c.cell) for c in row] for row in layout
    ]


def test_a_missing_row_shortens_its_groups() -> None:
    drawn = draw(faults.without_row(SAMPLE, "requests.refused_state_secret"), "requests")
    texts = {cell.text: cell for row in drawn for cell in row}
    assert "1.属于国家秘密" not in texts
    assert texts["（三）不予公开"].row_span == 7
    assert texts["三、本年度办理结果"].row_span == 21
    assert ("T302", None, "total") in undetermined(faults.without_row(SAMPLE, "requests.refused_state_secret"))


@pytest.mark.parametrize(
    ("column", "width"), [("requests.research", 9), ("disputes.pending", 12), ("disclosure.repealed", 3)]
)
def test_a_missing_column_narrows_the_table(column: str, width: int) -> None:
    table = column.split(".")[0]
    grid = covered(draw(faults.without_column(SAMPLE, column), table))
    assert {len(line) for line in grid} == {width}


def test_a_missing_channel_leaves_the_others() -> None:
    grid = covered(draw(faults.without_row(SAMPLE, "disputes.direct_litigation"), "disputes"))
    keys = [cell.key for cell in grid[-1]]
    assert len(keys) == 10
    assert not any("direct_litigation" in (key or "") for key in keys)


@pytest.mark.parametrize("style", STYLES)
def test_styles_repeat_themselves(style: str) -> None:
    assert STYLES[style](load("149")) == STYLES[style](load("149"))


@pytest.mark.parametrize("style", [name for name, style in STYLES.items() if style.extension == "html"])
def test_pages_hold_the_tables(style: str) -> None:
    encoding = {"gb18030_html": "gb18030", "layout_html": "gb18030"}.get(style, "utf-8")
    text = STYLES[style](SAMPLE).decode(encoding)
    written = text.lower().replace("\\", "")
    for tag in ("table", "tr", "td", "p", "span", "div", "b", "script", "ul", "li"):
        assert len(re.findall(rf"<{tag}[ >]", written)) == written.count(f"</{tag}>"), tag
    page = html.fromstring(text)
    cells = Counter(re.sub(r"\s", "", "".join(str(text) for text in cell.itertext())) for cell in page.iter("td"))
    printed = Counter(SAMPLE.text(key) for key in SAMPLE.cells if SAMPLE.text(key))
    if style != "script_html":  # its tables are no tables of the page until the script has run
        assert not printed - cells


def test_a_portal_page_weighs_what_portal_pages_weigh() -> None:
    page = STYLES["portal_html"](SAMPLE)
    assert len(page) >= 100_000
    assert page.count(b"<a href") > 300
    for tag in ("ArticleTitle", "PubDate", "ContentSource", "SiteName", "ColumnName"):
        assert f'<meta name="{tag}"'.encode() in page


def test_declarations_lie_where_they_should() -> None:
    assert b"charset=gb2312" in STYLES["gb18030_html"](SAMPLE)
    with pytest.raises(UnicodeDecodeError):
        STYLES["gb18030_html"](SAMPLE).decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        STYLES["gb18030_html"](SAMPLE).decode("utf-8")
    assert b"charset=gb2312" in STYLES["false_utf8_html"](SAMPLE)
    assert b"charset" not in STYLES["undeclared_html"](SAMPLE)


def test_the_dump_is_as_lossy_as_a_dump() -> None:
    text = STYLES["text_dump"](SAMPLE).decode()
    assert compose(SAMPLE).title not in text
    assert "结果维持 | 结果 | 其他 | 尚未 | 总计 | 未经复议直接起诉 | 复议后起诉 | ||||||||" in text
    assert "第二十条第(一)项 | |||" in text
    assert text.splitlines()[-1].startswith("示公网安备")
    assert not re.search("[（），：；]", text)


def test_the_text_changes_by_pieces() -> None:
    changes = Changes(
        title="",
        period="2023年1月1日至12月31日",
        headings={5: "五、问题"},
        missing=frozenset({4}),
        missing_tables=frozenset({"requests"}),
        extra=(("七、附表", ()),),
        contact=False,
    )
    text = compose(SAMPLE, changes)
    assert text.title == ""
    assert "统计期限为2023年1月1日至12月31日" in text.preamble[0]
    assert "联系" not in "".join(text.preamble)
    assert [chapter.heading[:2] for chapter in text.chapters] == ["一、", "二、", "三、", "五、", "七、", "六、"]
    assert [chapter.table_name for chapter in text.chapters if chapter.table] == ["disclosure"]


def test_the_text_agrees_with_the_figures() -> None:
    chapter = "".join(compose(SAMPLE).chapters[0].paragraphs)
    for row, phrase in {
        "received": "新收政府信息公开申请",
        "carried_in": "上年结转",
        "processed_total": "办理",
    }.items():
        assert f"{phrase}{SAMPLE.text(f'requests.{row}.total')}件" in chapter
    assert "统计期限为2019年9月1日至12月31日" in compose(load("137")).preamble[0]
    assert compose(load("115")).chapters[4].heading == "五、存在的主要问题及明年工作计划"


@pytest.mark.parametrize("style", [name for name, style in STYLES.items() if style.extension == "html"])
def test_a_hostile_name_is_text(style: str) -> None:
    hostile = replace(SAMPLE, organisation='"><img src=x onerror=alert(1)></title><script>x()</script>../局')
    page = html.fromstring(STYLES[style](hostile))
    assert not [image for image in page.iter("img") if image.get("onerror")]
    assert not [script for script in page.iter("script") if script.text == "x()"]


def test_the_examples_are_up_to_date() -> None:
    committed = {path.name: path.read_bytes() for path in examples.FOLDER.iterdir()}
    assert committed == examples.documents()


def test_the_examples_show_what_they_say() -> None:
    shown = {name: {rule for rule, _, _ in failing(figures)} for name, figures in examples.relations().items()}
    assert shown == {
        "01-clear.html": set(),
        "02-transposed-digits.html": {"T302", "T303"},
        "03-balance.html": {"T301"},
        "04-disputes-total.html": {"T401"},
        "05-blanks-and-signs.html": set(),
        "06-period-and-chapters.txt": set(),
        "07-edition-2019.html": set(),
        "08-mixed-editions.txt": {"T301", "T303"},
    }
    assert {name for name, figures in examples.relations().items() if undetermined(figures)} == {
        "05-blanks-and-signs.html"
    }
    clear = examples.relations()["01-clear.html"]
    assert {clear.state(key) for key in clear.cells} == {"number"}
    assert len(COLUMNS) == 7
