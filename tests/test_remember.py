"""What functions of short texts gave is remembered; long texts are not kept, and no more than there is room for."""

from __future__ import annotations

from gouji.remember import remembered


def test_a_short_text_is_worked_out_once_and_a_long_one_each_time() -> None:
    asked: list[str] = []

    @remembered
    def doubled(text: str) -> str:
        asked.append(text)
        return text * 2

    long = "长" * 201
    assert [doubled("其他"), doubled("其他"), doubled(long), doubled(long)] == [
        "其他其他",
        "其他其他",
        long * 2,
        long * 2,
    ]
    assert asked == ["其他", long, long]


def test_when_it_is_full_it_begins_anew() -> None:
    asked: list[str] = []

    @remembered
    def same(text: str) -> str:
        asked.append(text)
        return text

    many = [str(number) for number in range(8192)]
    assert [same(text) for text in many] == many == asked
    assert [same(many[0]), same("其他"), same(many[0]), same("其他")] == [many[0], "其他", many[0], "其他"]
    assert asked[8192:] == ["其他", many[0]]
