import pytest

from gouji.normalise.period import PeriodRead, read_period
from kit.blocks import paragraphs


def dates(read: PeriodRead) -> tuple[str, str] | None:
    return (read.period.start, read.period.end) if read.period else None


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2024年1月1日至2024年12月31日。",
        "使用数据统计时间为2024年1月1日至12月31日,可在网站下载。",
        "所列数据的统计期限自2024年1月1日起至12月31日止。",
        "自2024年1月1日-12月31日",
        "数据统计期限为1月1日—12月31日（2024年度）",
        "本报告为2024年度报告。统计期限为1月1日至12月31日。",
        "２０２４ 年 1 月 1 日 至 12 月 31 日",
        "统计期限：二○二四年一月一日至十二月三十一日",
        "统计期限为2024.1.1-2024.12.31",
        "统计期限为2024年1月至12月",
        "数据统计期限为2024年度。",
        "根据条例（2019年修订），统计期限为2024年1月1日一12月31日",
        "整治自2024年3月1日至6月30日开展，本报告统计期限为2024年1月1日至12月31日",
    ],
)
def test_wordings_of_one_year(text: str) -> None:
    assert dates(read_period(paragraphs(text), ())) == ("2024-01-01", "2024-12-31")


def test_a_part_of_a_year_is_taken_as_stated() -> None:
    read = read_period(paragraphs("前言。", "统计期限为2019年9月1日至12月31日。如有疑问请联系。"), ())
    assert dates(read) == ("2019-09-01", "2019-12-31")
    assert read.period is not None
    assert read.period.raw == "统计期限为2019年9月1日至12月31日。"
    assert read.period.at.line == 2


def test_the_year_of_the_report_where_the_period_names_none() -> None:
    text = paragraphs("根据条例（2019年修订）编制。数据统计期限为1月1日至12月31日。")
    assert dates(read_period(text, (), year=2023)) == ("2023-01-01", "2023-12-31")
    assert dates(read_period(text, ())) is None


@pytest.mark.parametrize(
    "text", ["统计期限为201911日至1231日。", "统计期限202511日到1231日", "统计期限为2024年1月1日至12月32日"]
)
def test_lost_figures_give_a_note_and_no_guess(text: str) -> None:
    read = read_period(paragraphs(text), ())
    assert read.period is None
    assert read.problem is not None
    assert read.problem.code == "period_damaged"
    assert read.problem.params["text"] == text


def test_periods_of_projects_are_left_alone() -> None:
    chapter = paragraphs("2024年3月1日至6月30日，开展数据专项整治。", "专项行动自2024年1月1日至12月31日开展。")
    assert read_period(paragraphs("集中清理自2024年3月1日至6月30日开展。"), chapter) == PeriodRead(None)


def test_chapter_one_may_state_it() -> None:
    assert dates(read_period((), paragraphs("统计期限为2024年1月1日至12月31日。"))) == ("2024-01-01", "2024-12-31")


def test_the_sentence_that_speaks_of_statistics_comes_first() -> None:
    preamble = paragraphs("2023年1月1日至12月31日为上年。", "统计期限为2024年1月1日至12月31日。")
    assert dates(read_period(preamble, ())) == ("2024-01-01", "2024-12-31")
