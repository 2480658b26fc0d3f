"""What a report's prose claims: places, context between sentences, scope, years, numerals, unusable cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.model import CellState, Claim, Report
from gouji.normalise.claims import read_claims
from gouji.normalise.claims.lexicon import tokenise, words
from gouji.normalise.claims.numerals import read_chinese
from gouji.normalise.claims.quantities import known_cells, listed, quantity
from kit.labelled import report_of

# Facts of a published report in sentences of our own about an invented city.
_CITY = (
    "2024 年，全市各级行政机关共受理政府信息公开申请 812 件，答复 805 件（其中上年度结转申请 23 件，"
    "另有 30 件顺延至下年度答复）。"
    "政府信息公开行政复议 45 件，其中结果维持 28 件，结果纠正 9 件，其他结果 5 件，尚未审结 3 件；"
    "政府信息公开行政诉讼 18 件，其中结果维持 11 件，结果纠正 1 件，其他结果 3 件，尚未审结 3 件。"
)


def assessed(report: Report) -> list[tuple[str, str | None, str]]:
    return [(each.text, each.quantity, each.verdict) for each in read_claims(report)]


def only(report: Report) -> Claim:
    (claim,) = read_claims(report)
    return claim


def test_a_citys_dozen_restated_numbers_all_match() -> None:
    claims = [each for each in read_claims(report_of("city", [_CITY])) if each.aspect == "cells"]
    assert len(claims) == 14
    assert {each.verdict for each in claims} == {"match"}


def test_the_words_stand_where_the_claim_says() -> None:
    text = "2024 年，全市共收到 政府信息公开申请 ８１２ 件。办结805件。"
    report = report_of("city", ["一段没有数的话。", text])
    claims = read_claims(report)
    assert [text[each.start : each.end] for each in claims] == ["８１２ 件", "805件"]
    assert [each.text for each in claims] == ["８１２ 件", "805件"]
    assert {(each.section, each.paragraph, each.at.line) for each in claims} == {(0, 1, 2)}
    assert claims[0].sentence == "2024 年，全市共收到 政府信息公开申请 ８１２ 件。"


def test_a_paragraph_remembers_what_it_is_about() -> None:
    told = "（二）依申请公开情况。认真办理政府信息公开申请。全年共收到834件。"
    assert assessed(report_of("city", [told])) == [("834件", "requests.received", "mismatch")]
    untold = "（二）便民服务情况。全年共收到834件。"
    assert assessed(report_of("city", [untold])) == [("834件", "requests.received", "not_assessed")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("市教育局收到政府信息公开申请50件。", "claim_part_of_body"),
        ("2023年全市收到政府信息公开申请50件。", "claim_other_year"),
        ("上半年收到政府信息公开申请50件。", "claim_part_of_year"),
        ("下一步力争办结政府信息公开申请50件。", "claim_plan"),
        ("收到政府信息公开申请约50件。", "claim_approximate"),
        ("收到政府信息公开申请50至60件。", "claim_range"),
        ("通过网站收到政府信息公开申请50件。", "claim_channel"),
        ("收到政府信息公开申请50人次。", "claim_persons"),
        ("依申请公开典型案例50件。", "claim_verb_unclear"),
        ("收到网民留言50件。", "claim_other_topic"),
    ],
)
def test_why_a_number_is_not_compared(text: str, reason: str) -> None:
    claim = read_claims(report_of("city", [text]))[-1]
    assert (claim.verdict, claim.reason) == ("not_assessed", reason)


def test_scope_goes_by_the_kind_of_body() -> None:
    text = "全市共收到政府信息公开申请5件。"
    assert only(report_of("city", [text])).verdict == "mismatch"
    assert (only(report_of("bureau", [text])).scope, only(report_of("bureau", [text])).reason) == (
        "wider",
        "claim_wider",
    )


def test_a_cell_that_cannot_be_used_leaves_the_claim_open() -> None:
    report = report_of("city", ["全年新收政府信息公开申请812件。"])
    table = report.tables["requests"]
    cell = table.cells["requests.received.total"]._replace(state=CellState.TEXT, value=None, raw="见附件")
    report = replace(
        report, tables={**report.tables, "requests": replace(table, cells={**table.cells, cell.key: cell})}
    )
    claim = only(report)
    assert (claim.verdict, claim.reason, claim.unusable) == (
        "not_assessed",
        "claim_cells_unusable",
        ("requests.received.total",),
    )


def test_without_the_table_nothing_is_said() -> None:
    report = report_of("city", ["全年新收政府信息公开申请812件。"])
    claim = only(replace(report, tables={}))
    assert (claim.verdict, claim.reason, claim.readings[0].value) == ("not_assessed", "claim_no_table", None)


def test_a_mismatch_names_the_nearest_reading() -> None:
    claim = only(report_of("city", ["全年受理政府信息公开申请834件。"]))
    assert (claim.value, claim.expected) == (834, 835)
    assert [[cell for cell, _ in reading.cells] for reading in claim.readings] == [
        ["requests.received.total"],
        ["requests.received.total", "requests.carried_in.total"],
    ]
    assert "835" in claim.why.zh
    assert "相差 1" in claim.why.zh


def test_what_a_year_is_called_gives_a_carry_its_direction() -> None:
    assert assessed(report_of("city", ["2023年度结转申请23件，结转至2025年30件。"])) == [
        ("23件", "requests.carried_in", "match"),
        ("30件", "requests.carried_out", "match"),
    ]


def test_titles_of_documents_count_nothing() -> None:
    assert assessed(report_of("city", ["按照《关于收到申请50件的通知》要求开展工作。"])) == []


def test_figures_said_to_be_level_are_held_against_each_other() -> None:
    claim = read_claims(report_of("bureau", ["2024年收到政府信息公开申请21件，与2023年的18件持平。"]))[-1]
    assert (claim.text, claim.aspect, claim.verdict) == ("持平", "change", "mismatch")
    assert "18 → 21" in claim.why.zh
    level = read_claims(report_of("bureau", ["2024年收到政府信息公开申请21件，与2023年的21件持平。"]))[-1]
    assert (level.text, level.verdict) == ("持平", "match")
    alone = read_claims(report_of("bureau", ["2024年收到政府信息公开申请21件，与上年持平。"]))
    assert [(each.text, each.verdict) for each in alone] == [("21件", "match"), ("持平", "not_assessed")]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("集中公开分别为12件。", [None]),
        ("行政复议、公开申请分别为12件、3件。", ["requests", "requests"]),
        ("行政复议诉讼、诉讼分别为2件、3件。", ["disputes.all", "disputes.litigation"]),
    ],
)
def test_a_list_over_words_that_name_no_figure_is_not_compared(text: str, quantities: list[str | None]) -> None:
    claims = read_claims(report_of("city", [text]))
    assert [each.quantity for each in claims] == quantities
    assert {each.verdict for each in claims} == {"not_assessed"}


# --- the data ---------------------------------------------------------------------------------------------------


def test_every_reading_is_made_of_cells_of_the_form() -> None:
    for each in listed():
        for reading in each.readings:
            assert {cell for cell, _ in reading} <= known_cells(), each.key


def test_every_result_and_outcome_word_means_a_quantity() -> None:
    for word, (kind, value) in words().items():
        if kind == "result":
            assert quantity(f"requests.{value}").readings, word
        if kind == "outcome":
            assert quantity(f"disputes.litigation.{value}").readings, word


def test_every_word_is_found_whole() -> None:
    for word, (kind, value) in words().items():
        found = [(token.kind, token.value) for token in tokenise(word)]
        assert found in ([(kind, value)], []) if kind == "nothing" else found == [(kind, value)], word


# --- properties -------------------------------------------------------------------------------------------------


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read(value: int) -> None:
    number = read_chinese(_chinese(value))
    assert number is not None
    assert int(number.value) == value


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**7), st.integers(0, 10**4))
def test_a_stated_number_matches_exactly_when_it_is_the_table_s(stated: int, difference: int) -> None:
    report = report_of("city", [f"全年新收政府信息公开申请{stated:,}件。"])
    table = report.tables["requests"]
    cell = table.cells["requests.received.total"]._replace(value=stated + difference)
    report = replace(
        report, tables={**report.tables, "requests": replace(table, cells={**table.cells, cell.key: cell})}
    )
    claim = only(report)
    assert claim.value == stated
    assert claim.verdict == ("mismatch" if difference else "match")


_PIECES = st.sampled_from(
    [
        *sorted(words())[::7],
        "12件",
        "三百件",
        "22.3万条",
        "(",
        ")",
        "、",
        "，",
        "；",
        "。",
        "2023年",
        "比",
        "其中",
        "分别为",
        "%",
        "50%",
        "《",
        "》",
        " ",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=3), max_size=30))
def test_any_text_is_read_and_every_place_is_right(pieces: list[str]) -> None:
    text = "".join(pieces)
    for claim in read_claims(report_of("city", [text])):
        assert text[claim.start : claim.end] == claim.text
        assert claim.text in claim.sentence
        assert claim.verdict in ("match", "mismatch", "not_assessed")
        assert claim.why.zh
        assert claim.why.en


def _chinese(value: int) -> str:
    """`value` below 100 million in Chinese numerals."""
    if value >= 10_000:
        rest = value % 10_000
        return _chinese(value // 10_000) + "万" + (("零" if rest < 1000 else "") + _chinese(rest) if rest else "")
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return text or "零"
