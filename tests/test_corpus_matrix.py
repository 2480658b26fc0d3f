"""All figures in all styles: what was written into a document is what is read out of it."""

from __future__ import annotations

import hashlib

import pytest

from gouji.model import Report
from gouji.normalise import normalise
from gouji.sources import read_document
from kit import faults
from kit.documents import STYLES
from kit.figures import TABLES, Figures, figure_ids, load
from kit.prose import UNCHANGED, Changes

LABELS = {
    "spaces": {"商业企业": "商业 企业", "本年制发件数": "本年 制发件数", "第二十条第（一）项": "第二十条  第(一)项"},
    "quotes": {"3.危及“三安全一稳定”": '3.危及"三安全一稳定"'},
    "no quotes": {"3.危及“三安全一稳定”": "3．危及三安全一稳定"},
    "half width": {"（一）予以公开": "(一)予以公开", "（三）不予公开": "(三)不予公开", "（七）总计": "(7)总计"},
    "sums": {"（七）总计": "（七）合计", "总计": "合计"},
    "carried": {"四、结转下年度继续办理": "四、结转下一年继续办理", "2.重复申请": "2、重复申请"},
    "table two": {"行政规范性文件": "规范性文件", "现行有效件数": "现行有效件数（历史累计）"},
    "group labels lost": {"（三）不予公开": "", "（四）无法提供": "", "（五）不予处理": "", "（六）其他处理": ""},
}


def read(figures: Figures, style: str, changes: Changes = UNCHANGED) -> Report:
    """The report that is read from the document of `figures` in `style`."""
    data = STYLES[style](figures, changes)
    name = f"{figures.id}.{STYLES[style].extension}"
    digest = hashlib.sha256(data).hexdigest()
    return normalise(read_document(data, name), source=name, sha256=digest, id=digest[:12])


def misread(figures: Figures, report: Report) -> dict[str, tuple[object, object]]:
    """Cells that were read otherwise than written: key → what was written, what was read."""
    wrong: dict[str, tuple[object, object]] = {}
    for key, form in figures.form_cells().items():
        cell = report.tables[form.table].cells.get(key)
        written = (figures.state(key), figures.number(key))
        found = (cell.state.value, cell.value) if cell else None
        if written != found:
            wrong[key] = (written, found)
    return wrong


def editions(figures: Figures) -> dict[str, str]:
    """The edition that each table of `figures` follows; table four is the same in both."""
    return {"disclosure": figures.disclosure_edition, "requests": figures.requests_edition}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("id", figure_ids())
def test_every_cell_is_read_as_it_was_written(id: str, style: str) -> None:
    figures = load(id)
    report = read(figures, style)
    assert set(report.tables) == set(TABLES)
    assert misread(figures, report) == {}
    assert {name: report.tables[name].edition for name in ("disclosure", "requests")} == editions(figures)
    assert report.edition == figures.edition
    assert [section.chapter for section in report.sections] == [1, 2, 3, 4, 5, 6]
    absent = {f"{name}.{row}" for name in TABLES for row in report.tables[name].absent_rows}
    assert absent == figures.absent_rows
    if STYLES[style].titled:
        assert (report.identity.organisation, report.identity.year) == (figures.organisation, figures.year)


@pytest.mark.parametrize("style", ["clean_html", "word_html", "filler_html", "text_dump", "plain_text"])
@pytest.mark.parametrize("variant", LABELS)
def test_labels_vary(variant: str, style: str) -> None:
    figures = faults.relabelled(load("001"), **LABELS[variant])
    assert misread(figures, read(figures, style)) == {}


@pytest.mark.parametrize("style", ["clean_html", "word_html", "portal_html", "filler_html", "plain_text", "text_dump"])
@pytest.mark.parametrize(
    "row", ["requests.granted", "requests.refused_state_secret", "requests.other_remaining", "disclosure.licences"]
)
def test_a_missing_row_is_absent_and_moves_nothing(row: str, style: str) -> None:
    figures = faults.without_row(load("001"), row)
    report = read(figures, style)
    assert misread(figures, report) == {}
    assert report.tables[row.split(".")[0]].absent_rows == (row.split(".")[1],)


@pytest.mark.parametrize("style", ["clean_html", "word_html", "portal_html"])
@pytest.mark.parametrize("column", ["requests.research", "disputes.pending", "disclosure.repealed"])
def test_a_missing_column_is_absent_and_moves_nothing(column: str, style: str) -> None:
    figures = faults.without_column(load("001"), column)
    report = read(figures, style)
    assert misread(figures, report) == {}
    assert report.tables[column.split(".")[0]].absent_columns == (column.split(".")[1],)


@pytest.mark.parametrize("style", STYLES)
def test_cells_with_more_than_a_number(style: str) -> None:
    figures = faults.placeholder(load("001"), "disclosure.regulations_made", "/")
    figures = faults.placeholder(figures, "disclosure.regulations_repealed", "—")
    figures = faults.placeholder(figures, "requests.declined_publication.research", "无")
    figures = faults.unit(figures, "disclosure.penalties", "件")
    figures = faults.unit(figures, "disclosure.normative_documents_made", "（其中修订16件）")
    figures = faults.with_raw(figures, "disclosure.licences", "11,398,889", 11398889)
    figures = faults.with_raw(figures, "requests.received.natural_person", "１３６１２", 13612)
    figures = faults.negative(figures, "requests.granted.commercial")
    figures = faults.fraction(figures, "disputes.reconsideration.upheld")
    figures = faults.unreadable(figures, "disclosure.coercive_measures", "详见附件")
    assert misread(figures, read(figures, style)) == {}


def test_a_missing_table_is_missing() -> None:
    report = read(load("001"), "clean_html", Changes(missing_tables=frozenset({"disputes"})))
    assert set(report.tables) == {"disclosure", "requests"}


def test_the_command_line_knows_better_than_the_file() -> None:
    data = STYLES["text_dump"](load("001"))
    document = read_document(data, "x.txt")
    report = normalise(document, source="x.txt", sha256="0", id="0", organisation="示例市人民政府", year=2024)
    assert (report.identity.organisation, report.identity.year) == ("示例市人民政府", 2024)
