"""Functions for workers to run: well-behaved ones and every kind of trouble."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading


def double(number: int) -> int:
    return number * 2


class Counted:
    """Counts how many of it have come out of a pipe in this process."""

    made = 0

    def __setstate__(self, state: object) -> None:
        Counted.made += 1


def counted(number: int) -> Counted:
    result = Counted()
    vars(result)["number"] = number
    return result


def own_process(_: object) -> int:
    return os.getpid()


def wait_for_ever(_: object) -> None:
    threading.Event().wait()


def hang_in_a_library(_: object) -> None:
    """Never comes back and never lets Python run again: what a looping parser in C does."""
    ctypes.PyDLL(None).pause()


def kill_itself(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def touch_forbidden_memory(_: object) -> None:
    ctypes.string_at(0)


def leave(code: int) -> None:
    os._exit(code)


def take_memory(megabytes: int) -> int:
    return len(b"x" * (megabytes * 1_000_000))


def fail(text: str) -> None:
    raise ZeroDivisionError(text)


def give_what_cannot_be_sent(_: object) -> object:
    return threading.Lock()


def print_and_read(_: object) -> str:
    print("into the pipe", flush=True)
    os.write(1, b"and beside it")
    return sys.stdin.read()


def misbehave(number: int) -> int:
    """Every seventh task kills its worker, every eleventh raises; the others double."""
    if number % 7 == 6:
        os._exit(3)
    if number % 11 == 10:
        raise ValueError(number)
    return number * 2


def environment(name: str) -> str | None:
    """What the environment of the worker says."""
    return os.environ.get(name)
