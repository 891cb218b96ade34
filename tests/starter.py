"""The command in a process of its own, without the time that loading its modules takes.

A ``Starter`` starts one process, which loads all modules and runs nothing. For each run of the command that process
forks a child, which does what ``python -m dataflow`` does, with arguments, folder and pipes of its own.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import socket
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("docx", "lxml.etree", "networkx", "openpyxl", "resvg_py", "stdnum.dk", "typer", "wasmtime", "xlsxwriter")
"""Those that only functions import, and that take long to load."""
_OF_A_TEST = "PYTEST_CURRENT_TEST"
_INTEGER = 8
"""The bytes of a number between the two processes."""


class Printed(NamedTuple):
    """The exit code of a run, and what it printed."""

    code: int
    out: str
    err: str


class Starter:
    """Runs the command in new processes, with the environment in which the starter was made."""

    def __init__(self) -> None:
        """Starts the process that forks; its streams are pipes, as those of a run are."""
        self._environment = _environment()
        self._ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            pass_fds=(theirs.fileno(),),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        theirs.close()

    @property
    def fits(self) -> bool:
        """Whether the environment is still the one in which the starter was made."""
        return _environment() == self._environment

    def run(self, arguments: Sequence[str], folder: Path, seconds: float) -> Printed:
        """Runs the command in a folder. Raises TimeoutError."""
        pipes = [os.pipe() for _ in range(2)]
        request = json.dumps([str(folder), *arguments]).encode()
        socket.send_fds(self._ours, [_bytes(len(request))], [write for _, write in pipes])
        self._ours.sendall(request)
        for _, write in pipes:
            os.close(write)
        child = _received(self._ours)
        try:
            out, err = _read([read for read, _ in pipes], seconds)
        except TimeoutError:
            os.kill(child, 9)
            raise
        finally:
            for read, _ in pipes:
                os.close(read)
            code = _received(self._ours)
        return Printed(code, out.decode(), err.decode())

    def close(self) -> None:
        """Ends the process that forks."""
        self._ours.close()
        self._process.communicate()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != _OF_A_TEST}


def _bytes(number: int) -> bytes:
    return number.to_bytes(_INTEGER, "big", signed=True)


def _received(connection: socket.socket) -> int:
    return int.from_bytes(connection.recv(_INTEGER, socket.MSG_WAITALL), "big", signed=True)


def _read(pipes: Sequence[int], seconds: float) -> list[bytes]:
    """All that comes from pipes, until each is closed. Raises TimeoutError where nothing comes for some seconds."""
    found: dict[int, list[bytes]] = {pipe: [] for pipe in pipes}
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(seconds)
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                found[key.fd].append(os.read(key.fd, 1 << 16))
                if not found[key.fd][-1]:
                    selector.unregister(key.fd)
    return [b"".join(parts) for parts in found.values()]


def serve(connection: socket.socket) -> None:
    """Loads all modules, and forks a child for each run that is asked for, until nobody can ask any more."""
    load_all()
    gc.collect()
    gc.freeze()
    while True:
        head, pipes, _, _ = socket.recv_fds(connection, _INTEGER, 2)
        if not head:
            return
        folder, *arguments = json.loads(connection.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            connection.close()
            become(arguments, folder, pipes)
        for pipe in pipes:
            os.close(pipe)
        connection.sendall(_bytes(child))
        connection.sendall(_bytes(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))


def load_all() -> None:
    """Loads the modules of the package, and libraries."""
    import dataflow

    for module in pkgutil.walk_packages(dataflow.__path__, "dataflow."):
        if module.name != "dataflow.__main__":
            with contextlib.suppress(ImportError):  # of what is not installed, or for another system
                importlib.import_module(module.name)
    for name in LIBRARIES:
        importlib.import_module(name)


def become(arguments: Sequence[str], folder: str, pipes: Sequence[int]) -> NoReturn:
    """Does in this process what ``python -m dataflow`` does, and ends it."""
    for stream, pipe in enumerate(pipes, start=1):
        os.dup2(pipe, stream)
        os.close(pipe)
    code = 1
    try:
        os.chdir(folder)
        sys.path[0] = folder
        sys.argv = ["dataflow", *arguments]
        runpy.run_module("dataflow", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
