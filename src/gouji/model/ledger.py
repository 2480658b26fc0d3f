"""Where a finding stands between being found and being mended."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """The steps of a finding in the ledger (问题台账)."""

    OPEN = "open"  # 待核: found, and nobody has looked at it yet
    FIRST_REVIEW = "first_review"  # 初核
    SECOND_REVIEW = "second_review"  # 复核, by another person
    CONFIRMED = "confirmed"  # 已确认
    ISSUED = "issued"  # 已下发, with 文号 and 时限
    ANSWERED = "answered"  # 已反馈 or 申辩
    PARTLY = "partly"  # 部分整改
    OVERDUE = "overdue"  # 逾期: issued, and the deadline has passed
    MENDED = "mended"  # 已整改
    DISMISSED = "dismissed"  # 误报
    WAIVED = "waived"  # 豁免
    REOPENED = "reopened"  # 重新打开

    @property
    def counts(self) -> bool:
        """Whether a finding of this step counts against the body: not when misjudged or waived."""
        return self not in (Step.DISMISSED, Step.WAIVED)

    @property
    def pending(self) -> bool:
        """Whether something is still to be done about it."""
        return self.counts and self is not Step.MENDED


def finding_counts(status: str | None) -> bool:
    """Whether a finding whose record states `status` counts; without a ledger there is none, and it does."""
    return status is None or Step(status).counts
