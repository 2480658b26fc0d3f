"""The side of the pool that runs in the worker process. Imports only what every task needs, to start at once."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from gouji.pool.full_speed import collect_seldom
from gouji.pool.limits import Limits
from gouji.pool.wire import pack, pickled, receive, unpack

READY = "ready"
DONE = "done"
RAISED = "raised"
# How a worker ends that has no memory left: it may not have enough to say so.
OUT_OF_MEMORY = 86
# The parent ends a worker in time. Should the parent itself be gone, the system does, a little later.
_GRACE_SECONDS = 10


def serve() -> None:
    """Run task after task from stdin until the parent closes it."""
    requests, replies = _private_streams()
    # Ctrl-C reaches the whole group; the parent decides when a worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits, preload = unpack(receive(requests))
    for module in preload:
        import_module(module)
    collect_seldom()
    _limit_memory(limits)
    replies.write(pack((READY, None, 0)))
    replies.flush()
    while True:
        try:
            request = receive(requests)
        except EOFError:
            return
        reply = _answer(request, limits)
        replies.write(reply)
        replies.flush()


def _answer(request: bytes, limits: Limits) -> bytes:
    _set_alarm(int(limits.seconds) + _GRACE_SECONDS)
    try:
        function, argument = unpack(request)
        # Pickled by itself: the parent takes it apart when it wants the result, and until then bytes wait there.
        return pack((DONE, pickled(function(argument)), _most_resident()))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - whatever a task raises is its result, and the worker goes on
        return pack((RAISED, f"{type(error).__name__}: {error}"[:500], _most_resident()))
    finally:
        _set_alarm(0)


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the parent, out of reach of a library that prints or reads."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, replies


def _set_alarm(seconds: int) -> None:
    """The system ends this process after `seconds` even if a library never comes back; 0 calls it off."""
    alarm = getattr(signal, "alarm", None)
    if alarm is not None:
        alarm(seconds)


def _limit_memory(limits: Limits) -> None:
    resource = _resource()
    if resource is None or limits.memory is None:
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))
    except (OSError, ValueError, AttributeError):
        # A system that knows no such limit, or has a lower one already: the limit on time stands.
        return


def _most_resident() -> int:
    """The most bytes that this process has held so far; 0 where the system does not say."""
    # Linux counts what the parent held at the fork into ru_maxrss, and a large parent must not wear out its workers.
    held_here = _high_water()
    if held_here is not None:
        return held_here
    resource = _resource()
    if resource is None:
        return 0
    held: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def _high_water(status: Path = Path("/proc/self/status")) -> int | None:
    """What Linux says of this program alone since it started, in bytes; None on other systems."""
    try:
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), None)


def _resource() -> Any:
    """The module `resource`, None on systems without it."""
    try:
        return import_module("resource")
    except ImportError:
        return None
