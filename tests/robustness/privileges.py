"""Lets the modes of files hold for whoever runs the tests: root reads and writes whatever they say."""

import contextlib
import ctypes
import os
from collections.abc import Iterator

_VERSION = 0x20080522
_OVERRIDE, _READ_SEARCH = 1, 2
"""The capabilities of Linux that pass over the modes of files (``capabilities(7)``)."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextlib.contextmanager
def modes_hold() -> Iterator[None]:
    """Within this context, this thread is refused what the modes of files refuse their owner."""
    if os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header, before = _Header(_VERSION, 0), (_Sets * 2)()
    assert system.capget(ctypes.byref(header), before) == 0
    fewer = (_Sets * 2)(*(_Sets(each.effective, each.permitted, each.inheritable) for each in before))
    fewer[0].effective &= ~(1 << _OVERRIDE | 1 << _READ_SEARCH)
    assert system.capset(ctypes.byref(header), fewer) == 0
    try:
        yield
    finally:
        assert system.capset(ctypes.byref(header), before) == 0
