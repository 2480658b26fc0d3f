"""The composition root: the order of a run, and nothing else knows it."""

from gouji.check.readings import explain, read, read_files
from gouji.check.request import CheckResult, Progress, Request, Watch
from gouji.check.run import check

__all__ = ["CheckResult", "Progress", "Request", "Watch", "check", "explain", "read", "read_files"]
