"""The composition root: the order of a run, and nothing else knows it."""

from gouji.check.earlier import BaselineRefused
from gouji.check.look import Look, LookRequest, Seen, explain, look
from gouji.check.readings import read, read_files
from gouji.check.request import CheckResult, Comparing, LedgerRequest, Progress, Request, Watch
from gouji.check.run import check, resume
from gouji.check.stopped import RunStopped

__all__ = [
    "BaselineRefused",
    "CheckResult",
    "Comparing",
    "LedgerRequest",
    "Look",
    "LookRequest",
    "Progress",
    "Request",
    "RunStopped",
    "Seen",
    "Watch",
    "check",
    "explain",
    "look",
    "read",
    "read_files",
    "resume",
]
