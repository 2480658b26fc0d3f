from __future__ import annotations

import pytest

from gouji.form import load_edition
from gouji.normalise.labels import Label, Lexicon, core, read_label

ROWS = Lexicon.of_lines([line for name in ("2019", "2021") for line in load_edition(name).tables["requests"].rows])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("三、本年度办理结果", Label("本年度办理结果", "三")),
        ("（三）不予公开", Label("不予公开", "三")),
        ("(七) 总 计", Label("总计", "七")),
        ("（7）总计", Label("总计", "7")),
        ("1．属于国家秘密", Label("属于国家秘密", "1")),
        ("2、重复申请", Label("重复申请", "2")),
        ("①属于国家秘密", Label("属于国家秘密", "1")),
        ("三公经费", Label("三公经费", None)),
        ("", Label("", None)),
    ],
)
def test_ordinals(text: str, label: Label) -> None:
    assert read_label(text) == label


@pytest.mark.parametrize(
    "text", ["3.危及“三安全一稳定”", "3.危及‘三安全一稳定’", '3、危及"三安全一稳定"', "3 危及三安全\n一稳定"]
)
def test_quotes_and_white_space_make_no_difference(text: str) -> None:
    assert core(text) == "危及三安全一稳定"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(一)予以公开", "granted"),
        ("（二）部分公开", "partly_granted"),
        ("三、本年度办理结果（一）予以公开", "granted"),
        ("（三）不予公开1.属于国家秘密", "refused_state_secret"),
        ("（六）其他处理3.其他", "other_remaining"),
        ("3.其他", "other_remaining"),
        ("（六）其他处理", "other"),
        ("2.其他法律和行政法规禁止公开", "refused_prohibited_by_law"),
        ("1.逾期不补正", "other_not_corrected"),
        ("1、申请人无正当理由逾期不补正、行政机关不再受理其政府信息公开申请", "other_not_corrected"),
        ("（七）合计", "processed_total"),
        ("合计", "processed_total"),
        ("四、结转下一年继续办理", "carried_out"),
        ("1.本机关不掌握相关信息", "unavailable_not_held"),
    ],
)
def test_rows_by_meaning(text: str, key: str) -> None:
    assert ROWS.find(text) == key


@pytest.mark.parametrize(
    "text", ["", "申请人情况", "（三）不予公开", "2.另有规定", "详见附件", "4.重复申请情况说明书及其他材料"]
)
def test_other_words_name_no_row(text: str) -> None:
    assert ROWS.find(text) is None


def test_two_labels_that_are_equally_near_name_nothing() -> None:
    twins = Lexicon([("one", ["本年第一季度数量"]), ("two", ["本年第二季度数量"])])
    assert twins.find("本年第一季度数量") == "one"
    assert twins.find("本年第三季度数量") is None


def test_a_text_a_half_longer_than_a_label_is_just_near_enough() -> None:
    labels = Lexicon([("one", ["本年数量"])])
    assert labels.find("本年数量共计") == "one"
    assert labels.find("本年数量共计十") is None
    assert labels.find("共计十数量") is None
