"""Values over a pipe: pickled, each after its length."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_PROTOCOL = 5
_LENGTH = struct.Struct(">Q")


def pack(value: Any) -> bytes:
    """`value` as it goes over the pipe; what pickle raises when it cannot be pickled."""
    body = pickled(value)
    return _LENGTH.pack(len(body)) + body


def pickled(value: Any) -> bytes:
    """`value` alone; what pickle raises when it cannot be pickled."""
    return pickle.dumps(value, protocol=_PROTOCOL)


def unpack(body: bytes) -> Any:
    """The value that was pickled as `body`, by our own code at the other end of the pipe."""
    return pickle.loads(body)  # noqa: S301 - from our own process


def receive(stream: IO[bytes]) -> bytes:
    """The next value, still pickled, so that what unpickling raises can be told from a pipe that ended (EOFError)."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the pipe has ended")
    return data
