"""What functions of short texts gave is remembered; long texts are not kept."""

from __future__ import annotations

from gouji.remember import remembered


def test_a_short_text_is_worked_out_once_and_a_long_one_each_time() -> None:
    asked: list[tuple[str, str]] = []

    @remembered
    def doubled(text: str, kind: str = "plain") -> str:
        asked.append((text, kind))
        return text * 2

    long = "长" * 201
    assert [doubled("其他"), doubled("其他"), doubled("其他", "bold"), doubled(long), doubled(long)] == [
        "其他其他",
        "其他其他",
        "其他其他",
        long * 2,
        long * 2,
    ]
    assert asked == [("其他", "plain"), ("其他", "bold"), (long, "plain"), (long, "plain")]
