"""The manifest: what it says, what it refuses, and what it does to reports."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from gouji.intake import Input, Overrides, find_inputs, read_report
from gouji.manifest import Manifest, ManifestRefused, Register, manifest_csv, read_manifest
from gouji.messages import render
from gouji.model import Identity, OrganKind, Registration, Report, Unread
from gouji.normalise.tabulate import tabulate, title_names
from gouji.outputs.record import check_entry, missing_record, unread_record
from kit.documents import STYLES
from kit.figures import load

ORGAN, YEAR = load("001").organisation, load("001").year
PAGE = STYLES["clean_html"](load("001"))
CHINESE = "路径,编号,机关名称,别名,类别,级别,上级,分组,年度,阶段,期限,发布日期,免报\r\n"


def manifest(folder: Path, text: str, encoding: str = "utf-8", name: str = "名录.csv") -> Manifest:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_manifest(path)


def refusals(folder: Path, text: str) -> list[tuple[str, Mapping[str, str]]]:
    with pytest.raises(ManifestRefused) as refused:
        manifest(folder, text)
    assert all(render(problem).zh and render(problem).en for problem in refused.value.problems)
    return [(problem.code, problem.params) for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_column_in_chinese(tmp_path: Path, encoding: str) -> None:
    row = "a/b.html,X1,样本县教育局,县教育局；样本县教委、教体局 | 教育局,部门,县级,X0,市直,"
    row += "2024年度,送审稿,2025/1/31,2025年2月3日,否\r\n"
    parent = ",X0,样本县人民政府,,人民政府,县,,,,,,,\r\n"
    [entry, _] = manifest(tmp_path, CHINESE + row + parent, encoding).entries
    assert (entry.number, entry.path) == (2, "a/b.html")
    assert entry.registration == Registration(
        organisation="样本县教育局",
        aliases=("县教育局", "样本县教委", "教体局", "教育局"),
        year=2024,
        id="X1",
        kind=OrganKind.DEPARTMENT,
        level="county",
        parent="X0",
        group="市直",
        stage="draft",
        deadline="2025-01-31",
        published="2025-02-03",
        exempt=False,
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_english_names_in_any_order_under_a_title(tmp_path: Path, separator: str) -> None:
    rows = [["名录一览"], [], ["Year", "ORGANISATION", "exempt"], ["2023", "样本县教育局", "yes"]]
    text = "\n".join(separator.join(row) for row in rows)
    [entry] = manifest(
        tmp_path, text.replace("名录一览", "名录一览" if separator == "," else "名录" + separator)
    ).entries
    assert (entry.number, entry.registration) == (4, Registration("样本县教育局", year=2023, exempt=True))


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["机关名称", "年度", "期限", "编号"])
    sheet.append(["样本县教育局", 2024, None, "0012"])
    sheet.append([])
    sheet.append(["样本县财政局", None, "2025-01-31", 7])
    buffer = io.BytesIO()
    book.save(buffer)
    path = tmp_path / "名录.xlsx"
    path.write_bytes(buffer.getvalue())
    entries = read_manifest(path).entries
    assert [entry.number for entry in entries] == [2, 4]
    assert entries[0].registration == Registration("样本县教育局", year=2024, id="0012")
    assert entries[1].registration == Registration("样本县财政局", id="7", deadline="2025-01-31")


def test_quoted_cells_over_lines_keep_the_count(tmp_path: Path) -> None:
    entries = manifest(tmp_path, '机关名称,别名\n甲局,"一\n二"\n\n乙局,\n').entries
    assert [(entry.number, entry.registration.aliases) for entry in entries] == [(2, ("一", "二")), (5, ())]


def test_errors_name_file_row_and_column(tmp_path: Path) -> None:
    text = "organisation,year,level,deadline,exempt\n甲局,24,县,2025-02-30,\n,2024,,,\n乙局,2024,星级,,也许\n"
    found = refusals(tmp_path, text)
    assert [(code, params.get("row"), params.get("column")) for code, params in found] == [
        ("manifest_year", "2", "year"),
        ("manifest_date", "2", "deadline"),
        ("manifest_row_nameless", "3", None),
        ("manifest_word", "4", "level"),
        ("manifest_word", "4", "exempt"),
    ]
    assert all(params["name"] == "名录.csv" for _, params in found)
    assert "县（county）" in found[3][1]["choices"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("年度,级别\n2024,县\n", "manifest_no_header"),
        ("机关名称,年度\n", "manifest_empty"),
        ("机关名称,单位名称\n甲,乙\n", "manifest_column_twice"),
        ("机关名称,年度\n甲局,2024\n甲 局,2024\n", "manifest_repeated"),
        ("机关名称,别名\n甲局,乙局\n乙局,\n", "manifest_repeated"),
        ("path\na.html\na.html\n", "manifest_repeated"),
        ("机关名称,上级\n甲局,乙局\n乙局,甲局\n", "manifest_circle"),
        ("机关名称,上级\n甲局,甲局\n", "manifest_circle"),
        ("机关名称,编号\n甲局," + "9" * 600 + "\n", "manifest_too_wide"),
        ('机关名称,编号\n甲局,"' + "9" * 200_000 + '"\n', "manifest_not_csv"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert refusals(tmp_path, text)[0][0] == code


def test_a_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ManifestRefused) as refused:
        read_manifest(tmp_path / "nothing.csv")
    assert refused.value.problems[0].code == "file_not_readable"


def test_what_is_not_used_is_named(tmp_path: Path) -> None:
    notes = manifest(tmp_path, "机关名称,联系人,上级,备注\n甲局,某某,丙厅,x\n乙局,,甲局,\n").notes
    assert [note.code for note in notes] == ["manifest_columns_unknown", "manifest_parents_unknown"]
    assert notes[0].params["columns"] == "联系人、备注"
    assert notes[1].params["parents"] == "丙厅"


def read_all(folder: Path, register: Register, given: Overrides | None = None) -> dict[str, Report | Unread]:
    """Every report in `folder`, read and registered, by file name."""
    given = given or Overrides()
    found = {}
    for item in find_inputs([str(folder)]):
        if not register.is_manifest(item):
            read = read_report(item, register.overrides(item, given))
            found[item.path.name] = register.registered(item, read, given)
    return found


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(PAGE)


def test_a_row_by_path_stands_over_the_file(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "b.html")
    text = "路径,机关名称,年度,类别,发布日期\n./a.html,样本县教育局,2022,街道,2023-01-05\n"
    reports = read_all(tmp_path, Register(manifest(tmp_path, text)))
    assert set(reports) == {"a.html", "b.html"}
    first, second = reports["a.html"], reports["b.html"]
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.identity == Identity("样本县教育局", 2022, OrganKind.SUBDISTRICT, "manifest", "manifest")
    assert first.published == "2023-01-05"
    assert (second.identity.organisation, second.registration) == (ORGAN, None)


def test_the_command_line_stands_over_the_manifest(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    register = Register(manifest(tmp_path, "路径,机关名称,年度,级别\na.html,样本县教育局,2022,县\n"))
    report = read_all(tmp_path, register, Overrides("样本县财政局", 2021))["a.html"]
    assert isinstance(report, Report)
    assert report.identity == Identity("样本县财政局", 2021, OrganKind.DEPARTMENT, "argument", "argument")
    assert report.registration is not None
    assert report.registration.level == "county"


def test_a_row_by_name_or_alias_and_year(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    text = f"机关名称,别名,年度,编号\n新名称局,{ORGAN},{YEAR},X1\n新名称局,,{YEAR - 1},X1\n"
    register = Register(manifest(tmp_path, text))
    report = read_all(tmp_path, register)["a.html"]
    assert isinstance(report, Report)
    assert report.identity.organisation == "新名称局"
    assert title_names(report) == ("organisation", "year")
    assert [(missing.registration.year, missing.source) for missing in register.missing()] == [(YEAR - 1, "名录.csv#3")]


def test_another_years_row_is_not_this_reports(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    register = Register(manifest(tmp_path, f"机关名称,年度\n{ORGAN},{YEAR - 1}\n"))
    report = read_all(tmp_path, register)["a.html"]
    assert report.registration is None
    assert len(list(register.missing())) == 1


def test_who_is_missing_and_who_is_not(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    (tmp_path / "bad.html").write_bytes(b"")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(elsewhere, "c.html")
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "a.html").rename(folder / "a.html")
    (tmp_path / "bad.html").rename(folder / "bad.html")
    text = (
        "路径,机关名称,免报,期限\nin/a.html,,,\nin/bad.html,坏局,,\nin/gone.html,走局,,\n"
        "elsewhere/c.html,别处局,,\n,未报局,,2025-01-31\n,免报局,是,\n"
    )
    register = Register(manifest(tmp_path, text))
    reports = read_all(folder, register)
    missing = {each.registration.organisation: each for each in register.missing()}
    assert set(missing) == {"走局", "未报局"}
    unread = reports["bad.html"]
    assert isinstance(unread, Unread)
    record = unread_record(unread)
    assert (record["organisation"], record["verdict"]) == ("坏局", "unreadable")
    record = missing_record(missing["未报局"], "2025-01-31", date(2025, 2, 1))
    assert (record["verdict"], record["errors"], record["sha256"]) == ("missing", [], None)
    assert "2025-01-31" in record["notes"][0]["message"]
    assert check_entry(record)["registration"]["deadline"] == "2025-01-31"
    assert len({each.id for each in missing.values()}) == 2


def test_without_a_manifest_nothing_is_missing(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    register = Register()
    assert isinstance(read_all(tmp_path, register)["a.html"], Report)
    assert list(register.missing()) == []


def test_what_rules_may_look_at(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    register = Register(manifest(tmp_path, "路径,级别,阶段,分组\na.html,市,送审稿,市直\n"))
    report = read_all(tmp_path, register)["a.html"]
    assert isinstance(report, Report)
    [row] = tabulate([report])["2021"]["reports"]
    assert (row["level"], row["stage"], row["group"]) == ("city", "draft", "市直")


def test_what_init_writes_reads_back(tmp_path: Path) -> None:
    write(tmp_path, "a.html")
    (tmp_path / "坏.html").write_bytes(b"")
    inner = Input("x.zip!/=1+1.html", tmp_path / "a.html", origin=tmp_path / "x.zip", member="=1+1.html")
    inputs = [*find_inputs([str(tmp_path)]), inner]
    items = [(item, read_report(item, Overrides())) for item in inputs]
    for language in ("zh", "en"):
        text = manifest_csv(items, tmp_path, language)
        assert text.startswith("\ufeff")
        made = manifest(tmp_path, text)
        assert [entry.path for entry in made.entries] == ["a.html", "坏.html", "x.zip!/=1+1.html"]
        assert made.entries[0].registration.organisation == ORGAN
        assert made.entries[0].registration.year == YEAR
        assert made.notes == ()
    register = Register(made)
    assert register.overrides(inner, Overrides()) == Overrides(ORGAN, YEAR)


def test_a_file_in_an_archive_by_its_path(tmp_path: Path) -> None:
    register = Register(manifest(tmp_path, "路径,机关名称\nx.zip!/子/a.html,样本县教育局\n"))
    inner = Input("x.zip!/子/a.html", tmp_path / "1", origin=tmp_path / "x.zip", member="子/a.html")
    assert register.overrides(inner, Overrides()).organisation == "样本县教育局"
    other = Input("x.zip!/a.html", tmp_path / "1", origin=tmp_path / "x.zip", member="a.html")
    assert register.overrides(other, Overrides()).organisation is None
