"""A year of an office over real reports: forty bodies, three checks, decisions between them, and letters after each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gouji.check import LedgerRequest, Request, check
from gouji.check.retest import compare_runs, write_letters
from gouji.ledger.change import Said
from gouji.ledger.decide import Decision, decide
from gouji.ledger.query import Filter, list_findings
from gouji.ledger.store import Ledger, open_ledger
from gouji.letters.notice import NoticeOptions
from gouji.letters.retest_notice import retest_wording
from kit import balanced, faults
from kit.documents import STYLES

# One wrong cell each: of table three, which breaks two rules, and of table four, which breaks one.
REQUESTS, DISPUTES = "requests.granted.natural_person", "disputes.reconsideration.total"
BODIES = range(1, 41)
ISSUED = Said(document="示政公开函〔2025〕3号", deadline="2025-03-20")


def name(number: int) -> str:
    return f"示例市第{number:02d}局"


def wrong(number: int, check_round: int) -> dict[str, int] | None:
    """The cells that are wrong in a body's report and by how much; None for a file that cannot be read."""
    requests, disputes = {REQUESTS: 3}, {DISPUTES: 2}
    first = (requests if number <= 30 else {}) | (disputes if number > 20 else {})
    if check_round == 1 or number <= 9 or number > 35:
        return first
    if number in (16, 17) and check_round == 2:
        return None
    if number in (19, 20):
        return {REQUESTS: 5}
    if number <= 20:
        return requests if number in (10, 11) and check_round == 3 else {}
    if number <= 25:
        return disputes if check_round == 2 else {}
    if number <= 30:
        return {}
    return requests if check_round == 2 or number > 33 else {}


@dataclass
class Year:
    """The ledger at the end, and what the notices after the second and the third round say, by body."""

    ledger: Ledger
    letters: list[Mapping[str, str]]
    circulars: list[str]
    summary: Any


class Office:
    """The folder of reports with its register, the runs and the ledger."""

    def __init__(self, base: Path) -> None:
        self.base = base
        (base / "in").mkdir()
        rows = "".join(f"in/{number}.html,B{number},{name(number)},2024\n" for number in BODIES)
        (base / "名录.csv").write_text(f"路径,编号,机关名称,年度\n{rows}", encoding="utf-8")
        self.place = str(base / "ledger.db")

    def run(self, check_round: int) -> None:
        for number in BODIES:
            path = self.base / "in" / f"{number}.html"
            cells = wrong(number, check_round)
            figures = balanced.make(number, organisation=name(number), year=2024)
            for cell, by in (cells or {}).items():
                figures = faults.off_by(figures, cell, by)
            path.write_bytes(b"\x00" * 100 if cells is None else STYLES["clean_html"](figures))
            if number == 18 and check_round == 2:
                path.unlink()
        request = LedgerRequest(self.place, "张三")
        folder = self.base / f"run-{check_round}"
        check(Request((str(self.base / "in"),), folder, manifest=self.base / "名录.csv", ledger=request))

    def letters(self, ledger: Ledger, first: int, second: int) -> tuple[Mapping[str, str], str]:
        """Write the letters on two rounds; the sentence with the counts of each body, and the circular's."""
        runs = [str(self.base / f"run-{number}") for number in (first, second)]
        folder = self.base / f"letters-{second}"
        write_letters(compare_runs(*runs, ledger), runs, NoticeOptions(retest_wording()), folder, ledger=ledger)
        texts = {path.name.split("-")[1]: told(path) for path in sorted(folder.glob("0*"))}
        return texts, told(folder / "复测情况通报.docx")


def told(path: Path) -> str:
    """What a letter says of the result."""
    lines = [line.text for line in Document(str(path)).paragraphs]
    return "".join(line for line in lines if line.startswith(("上次核查", "其余", "本次复测")))


def decisions(ledger: Ledger) -> list[Decision]:
    """What people decided after the first round."""
    made = []
    for number in range(1, 10):
        for found in list_findings(ledger, Filter(body=f"B{number}")).findings:
            key = found["fingerprint"]
            if number <= 2:
                made.append(Decision(key, "dismiss", "李四", Said(reason="口径不同")))
            elif number <= 4:
                made.append(Decision(key, "waive", "李四", Said(reason="机构改革", until="2999-12-31")))
            elif number <= 8:
                made.append(Decision(key, "review", "张三"))
                made.append(Decision(key, "review", "李四"))
                made.append(Decision(key, "issue", "张三", ISSUED))
            else:
                made.append(Decision(key, "mend_partly", "张三", Said(reason="已改一处")))
            if number in (7, 8):
                made.append(Decision(key, "answer", "王五", Said(text="正在更正")))
    return made


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    office = Office(tmp_path_factory.mktemp("year"))
    office.run(1)
    ledger = open_ledger(office.place)
    decide(ledger, decisions(ledger))
    office.run(2)
    second = office.letters(ledger, 1, 2)
    office.run(3)
    third = office.letters(ledger, 2, 3)
    summary = json.loads((office.base / "run-3" / "ledger.json").read_text(encoding="utf-8"))
    return Year(ledger, [second[0], third[0]], [second[1], third[1]], summary)


EXPECTED = {
    "mended": 55,
    "open": 13,
    "dismissed": 4,
    "waived": 4,
    "overdue": 4,
    "answered": 4,
    "reopened": 4,
    "partly": 2,
}


def test_every_status_is_as_the_script_says(year: Year) -> None:
    assert Counter(found["status"] for found in list_findings(year.ledger, Filter()).findings) == EXPECTED
    assert {step: count for step, count in year.summary["statuses"].items() if count} == EXPECTED


def test_rounds(year: Year) -> None:
    names = ("round", "reports", "found", "recurred", "mended", "dismissed", "waived", "pending")
    assert [tuple(each[name] for name in names) for each in year.summary["rounds"]] == [
        (1, 40, 80, 0, 0, 4, 4, 72),
        (2, 37, 10, 0, 42, 0, 0, 40),
        (3, 40, 0, 4, 17, 0, 0, 27),
    ]


UNCLEAR = "因文件未能识别、未报送或者有关内容未能判断等原因，本次未作整改认定，请予说明。"


def counts(issued: int, mended: int = 0, partly: int = 0, unclear: int = 0, new: int = 0) -> str:
    """The sentences of a notice."""
    if not issued:
        return f"上次核查未指出问题。本次复测新发现问题{new}项。"
    left, rate = issued - mended - partly - unclear, f"{mended / issued:.1%}"
    text = f"上次核查指出问题{issued}项。经复测，已整改{mended}项，部分整改{partly}项，仍存在{left}项，整改率{rate}。"
    text += "上次核查指出的问题均已整改到位。" if mended == issued else ""
    text += f"其余{unclear}项{UNCLEAR}" if unclear else ""
    return text + (f"本次复测新发现问题{new}项。" if new else "")


def by_body(*some: tuple[range | tuple[int, ...], str]) -> dict[str, str]:
    return {name(number): text for numbers, text in some for number in numbers}


def test_letters_after_the_second_round(year: Year) -> None:
    """Problems are counted by cause: one wrong cell is one, however many rules it breaks."""
    assert year.letters[0] == by_body(
        (range(5, 9), counts(1)),
        ((9,), counts(1, partly=1)),
        (range(10, 16), counts(1, mended=1)),
        (range(16, 19), counts(1, unclear=1)),
        (range(19, 21), counts(1)),
        (range(21, 26), counts(2, mended=1)),
        (range(26, 31), counts(2, mended=2)),
        (range(31, 36), counts(1, mended=1, new=1)),
        (range(36, 41), counts(1)),
    )
    assert "36家单位的问题46项。经复测，已整改26项，部分整改1项，仍存在16项，总体整改率56.5%" in year.circulars[0]
    assert "已全部整改到位且未新发现问题的单位11家。其余3项" in year.circulars[0]
    assert year.circulars[0].endswith("本次复测新发现问题5项。")


def test_letters_after_the_third_round(year: Year) -> None:
    assert year.letters[1] == by_body(
        (range(5, 9), counts(1)),
        ((9,), counts(1, partly=1)),
        (range(10, 12), counts(0, new=1)),
        (range(19, 21), counts(1)),
        (range(21, 26), counts(1, mended=1)),
        (range(31, 34), counts(1, mended=1)),
        (range(34, 36), counts(1)),
        (range(36, 41), counts(1)),
    )
    assert "22家单位的问题22项。经复测，已整改8项，部分整改1项，仍存在13项，总体整改率36.4%" in year.circulars[1]
