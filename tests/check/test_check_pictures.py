"""Pictures of the tables with findings: drawn once the findings are final, named in the records, shown in the site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gouji.check import CheckResult, Progress, Request, check
from gouji.check.pictures import draw_pictures
from gouji.check.publishing import Publishing
from gouji.check.request import unwatched
from gouji.intake import Input
from gouji.model import Problem
from gouji.reading import Reading
from gouji.rulebook import RuleChoice
from gouji.run_folder import RunFolder, write_json
from kit import balanced, faults
from kit.documents import STYLES
from kit.running import FIRST_RULES

RULES = RuleChoice(select=tuple(FIRST_RULES))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[CheckResult, list[Progress]]:
    """A sound report and a faulty one as PDF, and the faulty one as a web page."""
    base = tmp_path_factory.mktemp("pictures")
    sound = balanced.make(5, organisation="示例市教育局", year=2024)
    faulty = faults.off_by(replace(sound, organisation="示例市财政局"), "requests.granted.natural_person", 1)
    for name, figures, style in (
        ("sound.pdf", sound, "ruled_pdf"),
        ("faulty.pdf", faulty, "ruled_pdf"),
        ("faulty.html", faulty, "clean_html"),
    ):
        (base / name).write_bytes(STYLES[style](figures))
    steps: list[Progress] = []
    paths = tuple(str(base / name) for name in ("sound.pdf", "faulty.pdf", "faulty.html"))
    pages = Publishing(single_files=True, public=True)
    return check(Request(paths, base / "run", publishing=pages, rules=RULES), steps.append), steps


def record(result: CheckResult, name: str) -> Any:
    key = next(entry["id"] for entry in result.reports if entry["source"].endswith(name))
    return json.loads(result.folder.record(key).read_text(encoding="utf-8"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_record_names_the_pictures_of_a_faulty_pdf_alone(ran: tuple[CheckResult, list[Progress]]) -> None:
    result, steps = ran
    pictures = record(result, "faulty.pdf")["pictures"]
    assert {picture["table"] for picture in pictures} == {"requests"}
    assert "requests.granted.total" in pictures[0]["cells"]
    assert ["pictures" in record(result, name) for name in ("sound.pdf", "faulty.html")] == [False, False]
    assert names(result.folder.pictures) == sorted(picture["file"] for picture in pictures)
    assert [(step.done, step.total) for step in steps if step.step == "drawing"] == [(1, 1)]


def test_the_site_shows_them_and_the_nameless_edition_does_not(ran: tuple[CheckResult, list[Progress]]) -> None:
    result, _ = ran
    entry = record(result, "faulty.pdf")
    assert names(result.folder.site / "pictures") == names(result.folder.pictures)
    assert not (result.folder.public / "pictures").exists()
    page = (result.folder.site / "reports" / f"{entry['id']}.html").read_text(encoding="utf-8")
    assert f'src="../pictures/{entry["pictures"][0]["file"]}"' in page
    single = (result.folder.site / "single" / f"{entry['id']}.html").read_text(encoding="utf-8")
    assert single.count('src="data:image/png;base64,') == len(entry["pictures"])


def drawn_again(folder: Path, result: CheckResult, done: Any) -> Any:
    """The record of the faulty PDF after drawing gave `done`."""

    class Stub(Reading):
        def map(self, function: Any, tasks: Sequence[Any]) -> Any:
            return iter([done] * len(tasks))

    entry = {name: value for name, value in record(result, "faulty.pdf").items() if name != "pictures"}
    place = RunFolder(folder)
    place.records.mkdir()
    write_json(place.record(entry["id"]), entry)
    item = Input(entry["source"], Path(entry["source"]))
    with Stub() as reading:
        draw_pictures(place, reading, [item], [entry["id"], "of-the-manifest"], unwatched)
    return json.loads(place.record(entry["id"]).read_text(encoding="utf-8"))


def test_what_cannot_be_drawn_is_a_note(ran: tuple[CheckResult, list[Progress]], tmp_path: Path) -> None:
    again = drawn_again(tmp_path, ran[0], Problem("page_damaged", {"number": "2"}))
    assert [note["code"] for note in again["notes"]][-1] == "pictures_not_drawn"
    assert "pictures" not in again


def test_a_source_that_is_gone_is_passed_over(ran: tuple[CheckResult, list[Progress]], tmp_path: Path) -> None:
    again = drawn_again(tmp_path, ran[0], ())
    assert "pictures_not_drawn" not in [note["code"] for note in again["notes"]]
    assert "pictures" not in again


def test_they_can_be_left_out(ran: tuple[CheckResult, list[Progress]], tmp_path: Path) -> None:
    source = record(ran[0], "faulty.pdf")["source"]
    result = check(Request((source,), tmp_path / "run", publishing=Publishing(pictures=False), rules=RULES))
    assert not result.folder.pictures.exists()
    assert "pictures" not in record(result, "faulty.pdf")
