"""Which texts resemble each other, and that templates and crowds cost no more than other texts."""

from __future__ import annotations

import random

import pytest

from gouji.across.likeness import Likeness, sign
from gouji.across.masked import clauses, masked_chapter, own_names, template_clauses
from gouji.model import Identity, Locator, Paragraph, Registration, Report, Section
from gouji.pool import Pool

MARKS = "政务公开信息依法及时规范加强完善建设平台监督保障群众企业服务办理审查发布目录解读培训考核"


def text(seed: int, length: int = 600) -> str:
    return "".join(random.Random(seed).choices(MARKS, k=length))


def report(*texts: str, organisation: str = "示例市样本区民政局", aliases: tuple[str, ...] = ()) -> Report:
    paragraphs = tuple(Paragraph(each, Locator()) for each in texts)
    section = Section("一、总体情况", 1, 1, "form", Locator(), paragraphs)
    said = Registration(aliases=aliases)
    return Report("a", "a", "", Identity(organisation, 2023), None, None, {}, (), (section,), None, registration=said)


@pytest.mark.parametrize("changed", [0, 10, 40])
def test_a_copy_is_found_with_its_similarity(changed: int) -> None:
    likeness = Likeness()
    for seed in range(50):
        likeness.add(str(seed), 1, seed, text(seed))
    copy = text(7)[: 600 - changed] + "另" * changed
    likeness.add("copy", 1, "other", copy)
    [near] = likeness.neighbours["copy"]
    assert near.key == "7"
    assert near.similarity == pytest.approx(1 - changed / 600, abs=0.005)
    assert [each.key for each in likeness.neighbours["7"]] == ["copy"]
    assert set(likeness.neighbours) == {"7", "copy"}


def test_a_body_is_not_compared_with_itself_nor_with_another_year() -> None:
    likeness = Likeness()
    likeness.add("a", 2022, "body", text(1))
    likeness.add("b", 2022, "body", text(1))
    likeness.add("c", 2023, "other", text(1))
    assert likeness.neighbours == {}


def test_of_a_crowd_everyone_is_found_and_few_are_kept() -> None:
    likeness = Likeness()
    for number in range(300):
        likeness.add(str(number), 1, number, text(1) + str(number))
    assert len(likeness.neighbours) == 300
    assert max(len(near) for near in likeness.neighbours.values()) <= 8
    assert len(likeness._texts) <= 8
    assert {likeness.crowd(str(number)) for number in range(300)} == {300}


def test_names_years_and_numbers_are_taken_out() -> None:
    one = report(
        "2023年，示例市样本区民政局公开信息1,234条，样本区办结98.5%，我局依据《条例》（国办发〔2019〕1号）办理。"
    )
    other = report("2024年，另一市民政办公开信息5条，办结100%，本机关依据《办法》办理。", organisation="另一市民政办")
    assert masked_chapter(one, 1) == masked_chapter(other, 1) == "年,公开信息条,办结,依据办理"


def test_aliases_are_names_too() -> None:
    assert "样本民政" in own_names(report("", aliases=("样本民政",)))


def test_clauses_of_a_template_are_left_out() -> None:
    template = template_clauses(["××年，坚持以公开为常态，全年公开信息____条。"])
    own = report("2023年，坚持以公开为常态，全年公开信息77条。开设养老服务专题。")
    assert masked_chapter(own, 1, template) == "开设养老服务专题"


def test_a_chapter_that_is_not_there_is_no_text() -> None:
    assert masked_chapter(report("有"), 5) is None
    assert clauses(["。。，"]) == []


def test_a_text_is_signed_alike_in_every_process() -> None:
    """Signatures are made in workers and compared in the parent."""
    with Pool(1) as pool:
        assert list(pool.map_surely(sign, [text(1), text(2)])) == [sign(text(1)), sign(text(2))]
    assert sign(text(1)) != sign(text(2))
