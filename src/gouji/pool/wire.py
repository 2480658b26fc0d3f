"""Values over a pipe: pickled, each after its length."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")


def pack(value: Any) -> bytes:
    """`value` as it goes over the pipe; what pickle raises when it cannot be pickled."""
    body = pickle.dumps(value, protocol=5)
    return _LENGTH.pack(len(body)) + body


def receive(stream: IO[bytes]) -> bytes:
    """The next value, still pickled, so that what unpickling raises can be told from a pipe that ended (EOFError)."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the pipe has ended")
    return data
