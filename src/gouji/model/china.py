"""Days and times as the offices that read them count: in China, wherever the program runs."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def in_china(moment: datetime) -> datetime:
    """A moment by the clock of China; one without a zone is taken to be by it already."""
    return moment.astimezone(CHINA) if moment.tzinfo else moment


def day_in_china(moment: object) -> date | None:
    """The day in China of a moment in ISO 8601; None for what is none."""
    try:
        return in_china(datetime.fromisoformat(str(moment))).date()
    except ValueError:
        return None
