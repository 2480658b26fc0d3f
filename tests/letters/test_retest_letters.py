"""Letters on a re-test: which body gets which, what they count, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gouji.check.retest import compare_runs
from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide
from gouji.ledger.record import record_run
from gouji.ledger.store import open_ledger
from gouji.letters.notice import NoticeOptions
from gouji.letters.retest_notice import counted, retest_wording, write_retest_notice
from gouji.letters.retested import Result, Retested, retested
from kit.command import Ended, run
from kit.ledgers import Clock, facts
from letters.test_letters import cells, text_of
from outputs.exported import HOSTILE, cause, finding, hostile_record, record, view_of

COLUMNS = "natural_person commercial research public_welfare legal_services other_organisation total".split()
SCHOOLS, MONEY, PARKS, WATER = "示例市教育局", "示例市财政局", "示例市园林局", "示例市水利局"
ROWS = {SCHOOLS: 9, MONEY: 2, PARKS: 5, WATER: 1}


def found(mark: int, **more: Any) -> dict[str, Any]:
    """The finding number `mark`, in a column of its own."""
    return finding(f"{mark}", where={"frame": "applicants", "row": None, "column": COLUMNS[mark]}, **more)


def report(organisation: str, marks: Sequence[int], edit: int = 0, **more: Any) -> dict[str, Any]:
    """A body's report with findings; 1 and 2 have one cause."""
    number = list(ROWS).index(organisation)
    digest = f"{number}{edit}" * 32
    outcome = {"rule": "T302", "outcome": "fail" if marks else "pass", "checked": 7, "failed": 0, "undetermined": 0}
    findings = [{**found(mark), "fingerprint": f"{number}{mark}" * 8} for mark in marks]
    joint = [f"{number}1" * 8, f"{number}2" * 8]
    causes = [{**cause("1", "2"), "findings": joint}] if {1, 2} <= set(marks) else []
    return (
        record(
            digest[:12],
            sha256=digest,
            organisation=organisation,
            source=f"in/{number}.html",
            verdict="faults" if marks else "clear",
            registration={"id": f"B{number}", "row": ROWS[organisation]},
            findings=findings,
            causes=causes,
            outcomes=[outcome],
        )
        | more
    )


FIRST = (report(SCHOOLS, [1, 2, 3]), report(MONEY, [1, 2, 4]), report(PARKS, [5]))
SECOND = (
    report(SCHOOLS, [2, 3, 4], edit=1),  # one of two findings of a cause is gone
    report(MONEY, [], edit=1),
    report(PARKS, [], edit=1, verdict="unreadable", outcomes=[]),
    report(WATER, [6]),
)


class Office:
    """Two runs, their ledger, and the command on them."""

    def __init__(self, base: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.base, self.capture = base, capture
        self.views = [view_of(base / name, *records) for name, records in (("a", FIRST), ("b", SECOND))]
        self.place = str(base / "ledger.db")
        self.ledger = open_ledger(self.place, create=True)
        for name, records in (("a", FIRST), ("b", SECOND)):
            record_run(self.ledger, facts(name), records)

    def letters(self, *arguments: str, code: int = 0) -> Ended:
        ended = run(
            self.capture, "diff", str(self.base / "a"), str(self.base / "b"), "--letters", str(self.folder), *arguments
        )
        assert ended.code == code, ended.err
        return ended

    @property
    def folder(self) -> Path:
        return self.base / "letters"

    def document(self, name: str) -> Any:
        return Document(str(self.folder / name))

    def told(self, *, ledger: bool = False, views: bool = True) -> list[Retested]:
        names = [str(self.base / name) if views else name for name in "ab"]
        comparison = compare_runs(names[0], names[1], self.ledger if ledger or not views else None)
        first, second = self.views if views else (None, None)
        return list(retested(comparison, first, second))


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def counts(every: Sequence[Retested]) -> dict[str, tuple[int, ...]]:
    """By body: issued, mended, partly, remaining, not decided, new."""
    names = ("issued", "mended", "partly", "remaining", "unclear", "new")
    return {each.body: tuple(counted(each)[name] for name in names) for each in every}


def test_problems_are_counted_by_cause_in_the_order_of_the_register(office: Office) -> None:
    told = office.told()
    assert list(counts(told).items()) == [
        (WATER, (0, 0, 0, 0, 0, 1)),
        (MONEY, (2, 2, 0, 0, 0, 0)),
        (PARKS, (1, 0, 0, 0, 1, 0)),
        (SCHOOLS, (2, 0, 1, 1, 0, 1)),
    ]
    assert [each.file_name for each in told][:2] == [
        "001-示例市水利局-2024-复测.docx",
        "002-示例市财政局-2024-复测.docx",
    ]


def test_runs_of_the_ledger_give_a_line_a_finding(office: Office) -> None:
    assert counts(office.told(views=False)) == {
        WATER: (0, 0, 0, 0, 0, 1),
        MONEY: (3, 3, 0, 0, 0, 0),
        PARKS: (1, 0, 0, 0, 1, 0),
        SCHOOLS: (3, 1, 0, 2, 0, 1),
    }
    [schools] = [each for each in office.told(views=False) if each.body == SCHOOLS]
    [new] = schools.of(Result.NEW)
    assert new.issue.place == "第三部分 表三 “法律服务机构”列"
    assert new.issue.basis
    assert new.issue.remedy


def key(organisation: str, mark: int) -> str:
    return f"{list(ROWS).index(organisation)}{mark}" * 8


def test_what_people_decided_stands_in_the_letters(office: Office) -> None:
    waived = Said(reason="机构改革", until="2999-12-31")
    made = [
        Decision(key(SCHOOLS, 3), "dismiss", "李四", Said(reason="口径不同")),
        Decision(key(SCHOOLS, 4), "waive", "李四", waived),
        Decision(key(MONEY, 4), "reopen", "李四", Said(reason="复核")),
        Decision(key(MONEY, 4), "dismiss", "李四", Said(reason="口径不同")),
        Decision(key(PARKS, 5), "mend", "李四", Said(reason="已见更正稿")),
        Decision(key(WATER, 6), "dismiss", "李四", Said(reason="口径不同")),
    ]
    decide(office.ledger, made)
    expected = {MONEY: (1, 1, 0, 0, 0, 0), PARKS: (1, 1, 0, 0, 0, 0), SCHOOLS: (1, 0, 1, 0, 0, 0)}
    assert counts(office.told(ledger=True)) == expected
    # What does not count is not in the words of a problem, either.
    office.letters("--ledger", office.place, "--body", SCHOOLS)
    [left] = map(cells, office.document("001-示例市教育局-2024-复测.docx").tables[:1])
    assert len(left) == 2
    # Without the ledger the runs' own records speak.
    assert counts(office.told())[SCHOOLS] == (2, 0, 1, 1, 0, 1)


def test_a_notice_tells_counts_lists_and_deadline_and_has_a_reply_form(office: Office) -> None:
    ended = office.letters("--deadline", "2025-04-30")
    assert "已写入 5 份" in ended.err
    document = office.document("004-示例市教育局-2024-复测.docx")
    text = text_of(document)
    for words in (
        "代拟稿",
        "关于2024年度政府信息公开工作年度报告问题整改复测情况的通知",
        "示例市教育局：",
        "上次核查指出问题2项。经复测，已整改0项，部分整改1项，仍存在1项，整改率0.0%。",
        "本次复测新发现问题1项。",
        "于2025年4月30日前整改到位",
        "以人工复核为准",
    ):
        assert words in text
    assert "追责" not in text
    assert "其余" not in text
    left, new, reply = map(cells, document.tables)
    assert left[0] == [
        "序号",
        "复测结果",
        "问题类别",
        "位置",
        "原文或填报值",
        "问题描述",
        "依据",
        "整改建议",
        "整改时限",
    ]
    assert [row[:2] for row in left[1:]] == [["1", "仍存在"], ["2", "部分整改"]]
    assert [row[:2] for row in new[1:]] == [["3", "新发现"]]
    assert left[1][8] == "2025年4月30日"
    assert [row[0] for row in reply] == ["序号", "1", "2", "3"]


def test_a_body_that_is_done_is_told_so_and_has_nothing_to_reply(office: Office) -> None:
    office.letters()
    document = office.document("002-示例市财政局-2024-复测.docx")
    text = text_of(document)
    assert "经复测，已整改2项，部分整改0项，仍存在0项，整改率100.0%。" in text
    assert "上次核查指出的问题均已整改到位。" in text
    assert "整改情况反馈表" not in text
    assert [[row[0] for row in cells(table)] for table in document.tables] == [["序号", "1", "2"]]


def test_what_could_not_be_decided_is_said_with_the_reason_and_is_no_fault(office: Office) -> None:
    office.letters()
    document = office.document("003-示例市园林局-2024-复测.docx")
    assert "其余1项因文件未能识别、未报送或者有关内容未能判断等原因，本次未作整改认定" in text_of(document)
    assert cells(document.tables[0])[1][1] == "未能认定\n（该单位的文件本次未能识别）"
    document = office.document("001-示例市水利局-2024-复测.docx")
    assert "上次核查未指出问题。" in text_of(document)


def issue(office: Office, day: str, number: str, *fingerprints: str) -> None:
    """Issue findings under a number on a day."""
    ledger = open_ledger(office.place, clock=Clock(day))
    for each in fingerprints:
        decide(ledger, [Decision(each, "confirm", "张三")] if number.endswith("1号") else [])
        decide(ledger, [Decision(each, "issue", "张三", Said(document=number, deadline="2999-03-20"))])


@pytest.mark.parametrize("folders", [True, False])
def test_letters_name_the_notice_before(office: Office, *, folders: bool) -> None:
    # The runs began on 2026-01-31 (in the ledger as it is told to the tests, 2025-03-01).
    begun = "2026-01-15" if folders else "2025-02-15"
    issue(office, begun, "示函〔2025〕1号", key(SCHOOLS, 2), key(SCHOOLS, 4))
    issue(office, "2026-06-01", "示函〔2026〕2号", key(SCHOOLS, 2))  # as late as that it may be this letter itself
    names = [str(office.base / name) if folders else name for name in "ab"]
    arguments = ("--letters", str(office.folder), "--ledger", office.place)
    assert run(office.capture, "diff", *names, *arguments).code == 0
    told = {each.body: text_of(office.document(each.file_name)) for each in office.told(views=folders, ledger=True)}
    title = "《关于2024年度政府信息公开工作年度报告问题整改的通知》"
    assert f"近期，我们根据{title}（示函〔2025〕1号），对你单位" in told[SCHOOLS]
    assert "近期，我们对你单位2024年度" in told[MONEY]
    assert not any("（）" in text or "2026〕2号" in text for text in told.values())


def test_a_second_notice_names_the_first(office: Office) -> None:
    issue(office, "2026-01-15", "示函〔2025〕1号", key(SCHOOLS, 2))
    issue(office, "2026-01-16", "示函〔2025〕11号", key(SCHOOLS, 4))
    issue(office, "2026-06-01", "示函〔2026〕1号", key(WATER, 6))
    told = {}
    for folder, more in (("then", ()), ("now", ("--ledger", office.place))):
        ended = run(office.capture, "notice", str(office.base / "b"), "-o", str(office.base / folder), *more)
        assert ended.code == 0, ended.err
        for path in (office.base / folder).iterdir():
            told[folder, path.name[4:].split("-")[0]] = text_of(Document(str(path)))
    title = "《关于2024年度政府信息公开工作年度报告问题整改的通知》"
    words = f"详见《问题清单》（附件1）。有关问题此前已在{title}（示函〔2025〕1号、示函〔2025〕11号）中指出。"
    assert words in told["now", SCHOOLS]
    for folder, body in (("then", SCHOOLS), ("then", WATER), ("now", WATER)):
        assert "此前已在" not in told[folder, body]
        assert "（）" not in told[folder, body]


def test_the_circular_sums_up_all_bodies(office: Office) -> None:
    office.letters("--deadline", "2025-04-30")
    document = office.document("复测情况通报.docx")
    text = text_of(document)
    assert "上次核查共指出3家单位的问题5项。经复测，已整改2项，部分整改1项，仍存在1项，总体整改率40.0%。" in text
    assert "单位1家" in text
    assert "其余1项" in text
    assert "新发现问题2项" in text
    assert "本次未新发现问题的单位：示例市财政局。" in text
    assert "尚有问题待整改的单位：示例市水利局、示例市园林局、示例市教育局。" in text
    [table] = map(cells, document.tables)
    assert table[0][3:] == ["上次问题", "已整改", "部分整改", "仍存在", "未能认定", "新发现", "整改率"]
    assert table[2][1:] == [MONEY, "2024", "2", "2", "0", "0", "0", "0", "100.0%"]
    assert table[-1][1:] == ["合计", "", "5", "2", "1", "1", "1", "2", "40.0%"]


def test_only_for_some_bodies_and_no_circular(office: Office) -> None:
    ended = office.letters("--body", MONEY, "--body", "无此单位")
    assert [path.name for path in office.folder.iterdir()] == ["001-示例市财政局-2024-复测.docx"]
    assert "无此单位" in ended.err


def test_nothing_is_written_over_nor_into_a_run(office: Office) -> None:
    office.letters()
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    (office.folder / "001-示例市水利局-2024-复测.docx").unlink()
    assert "未覆盖" in office.letters(code=2).err
    # Nothing is written when anything is there already.
    assert len(list(office.folder.iterdir())) == len(before) - 1
    for name in ("a", "b/x"):
        arguments = ("diff", str(office.base / "a"), str(office.base / "b"), "--letters", str(office.base / name))
        ended = run(office.capture, *arguments)
        assert (ended.code, "在结果文件夹之内" in ended.err) == (2, True)
    assert not (office.base / "b" / "x").exists()


@pytest.mark.parametrize(
    ("written", "field"),
    [("opening: '{who}'", "opening"), ("circular:\n  good: '{bodys}'", "good"), ("greeting: 您好", "greeting")],
)
def test_a_wording_that_cannot_be_used_is_told_by_field(office: Office, written: str, field: str) -> None:
    own = office.base / "own.yml"
    own.write_text(written + "\n", encoding="utf-8")
    ended = office.letters("--template", str(own), code=2)
    assert ("own.yml" in ended.err, field in ended.err) == (True, True)
    assert not office.folder.exists()


def test_the_office_puts_its_own_words(office: Office) -> None:
    own = office.base / "own.yml"
    own.write_text("name: 函\ndraft: '{body}（草稿）{names}'\nparts: {new: 新增}\n", encoding="utf-8")
    office.letters("--template", str(own), "--body", SCHOOLS)
    text = text_of(office.document("001-示例市教育局-2024-复测.docx"))
    assert "复测情况的函" in text
    # What a placeholder would say elsewhere is not known here: it stays for whoever reads the draft.
    assert "示例市教育局（草稿）{names}" in text
    assert "新增" in text


def test_a_letterhead_comes_first(office: Office) -> None:
    head = Document()
    head.add_paragraph("示例市人民政府办公室文件")
    head.save(str(office.base / "head.docx"))
    office.letters("--letterhead", str(office.base / "head.docx"))
    for path in office.folder.iterdir():
        assert Document(str(path)).paragraphs[0].text == "示例市人民政府办公室文件"
    assert office.letters("--letterhead", __file__, "--body", MONEY, code=2).err


def test_options_of_the_letters_need_letters(office: Office) -> None:
    ended = run(office.capture, "diff", str(office.base / "a"), str(office.base / "b"), "--deadline", "2025-04-30")
    assert (ended.code, "--letters" in ended.err) == (2, True)
    assert "代拟稿" in run(office.capture, "diff", "--print-template").out


def test_runs_in_the_wrong_order_are_told(office: Office) -> None:
    for name, started in (("a", "2026-02-01T08:00:00Z"), ("b", "2026-01-01T08:00:00Z")):
        path = office.base / name / "run.json"
        head = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(head | {"run": head["run"] | {"started": started}}), encoding="utf-8")
    names = [str(office.base / name) for name in "ab"]
    assert "请核对顺序" in run(office.capture, "diff", *names).err
    assert "请核对顺序" not in run(office.capture, "diff", *names[::-1]).err


def test_json_on_stdout_stays_json(office: Office) -> None:
    assert json.loads(office.letters("--format", "json").out)["schema"] == 1


def test_two_runs_without_problems_need_no_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in "ab":
        view_of(tmp_path / name, report(MONEY, []))
    ended = run(capsys, "diff", str(tmp_path / "a"), str(tmp_path / "b"), "--letters", str(tmp_path / "letters"))
    assert (ended.code, "没有需要发函的单位" in ended.err, list((tmp_path / "letters").iterdir())) == (0, True, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_end_in_documents_that_open(tmp_path: Path, text: str) -> None:
    first = view_of(tmp_path / "a", hostile_record(text))
    second = view_of(tmp_path / "b", hostile_record(text) | {"sha256": "0" * 64, "findings": [], "causes": []})
    told = list(retested(compare_runs(str(tmp_path / "a"), str(tmp_path / "b")), first, second))
    for each in told:
        path = tmp_path / "letter.docx"
        with path.open("wb") as file:
            write_retest_notice(each, NoticeOptions(retest_wording()), file)
        assert Document(str(path)).tables
        assert "/" not in each.file_name
