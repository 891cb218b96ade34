"""Serves the page of ``dataflow watch`` on the loopback interface.

A few paths are answered, to GET and HEAD, and nothing else; none of them leads to a file of the user's. A request
under another host's name is refused, so that no foreign page can read the map by letting its own name point to this
machine (DNS rebinding). No other origin is let in, and no other page may frame this one.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from dataflow.base.text import Text
from dataflow.base.user_error import UserError

HOST = "127.0.0.1"
PORT = 8765
"""The port that is tried first."""
_TRIED = 20
_HEARTBEAT = 10.0
"""Seconds after which a page that waits hears that the server is still there."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
    " img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FRAMED = "frame-ancestors 'self'"
"""For the explorer, whose own policy stands in its head."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NO_PORT = Text(
    en="No page can be served: {port} is in use. Name another with --port.",
    da="Siden kan ikke vises: port {port} er i brug. Nævn en anden med --port.",
)
_NO_PORTS = Text(
    en="No page can be served: the ports {first} to {last} are in use. Name another with --port.",
    da="Siden kan ikke vises: portene {first} til {last} er i brug. Nævn en anden med --port.",
)


@dataclass(frozen=True)
class Shown:
    """What the page shows: words and lines about the last save, and the explorer of the last sound map.

    ``number`` grows with every change, and ``drawn`` with every drawing.
    """

    language: str
    words: Mapping[str, str]
    number: int = 0
    drawn: int = 0
    heading: str = ""
    text: str = ""
    broken: bool = False
    drawing: bool = False
    explorer: bytes = b""

    @property
    def state(self) -> bytes:
        """All of it but the explorer, as JSON."""
        content = {
            "language": self.language,
            "words": dict(self.words),
            "number": self.number,
            "drawn": self.drawn,
            "heading": self.heading,
            "text": self.text,
            "broken": self.broken,
            "drawing": self.drawing,
        }
        return json.dumps(content).encode()


class Server:
    """Serves what was shown last, in threads of its own, until it is closed.

    Raises UserError where no port is free.
    """

    def __init__(self, shown: Shown, port: int | None) -> None:
        self._shown = shown
        self._news = threading.Condition()
        self._closed = False
        self._http = _listening(port, self)
        self.address = f"http://{HOST}:{self._http.server_port}/"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    def show(self, **changes: Any) -> None:
        """Shows something else, and lets the pages know."""
        with self._news:
            self._shown = replace(self._shown, **changes, number=self._shown.number + 1)
            self._news.notify_all()

    def wait_for_news(self, number: int) -> int | None:
        """The number of what is shown, once it is another or after a while; None when the server closes."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._shown.number != number, timeout=_HEARTBEAT)
            return None if self._closed else self._shown.number

    def close(self) -> None:
        """Ends the threads and frees the port."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _listening(port: int | None, server: Server) -> ThreadingHTTPServer:
    tried = range(PORT, PORT + _TRIED) if port is None else (port,)
    for each in tried:
        try:
            return _Http((HOST, each), server)
        except OSError:
            continue
    if port is None:
        raise UserError(_NO_PORTS, first=str(tried[0]), last=str(tried[-1]))
    raise UserError(_NO_PORT, port=str(port))


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False  # on Windows it would let two programs share a port

    def __init__(self, address: tuple[str, int], owner: Server) -> None:
        super().__init__(address, _Handler)
        self.owner = owner

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing: a browser that goes away is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "dataflow"
    sys_version = ""
    timeout = 30
    server: _Http

    def do_GET(self) -> None:
        """Answers one of the known paths."""
        if self.headers.get("Host") not in self._hosts:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif self.path in _FILES:
            name, kind = _FILES[self.path]
            self._answer(files(__package__).joinpath(name).read_bytes(), kind, _POLICY)
        elif self.path == "/state":
            self._answer(self.server.owner.shown.state, "application/json")
        elif self.path == "/map":
            self._answer(self.server.owner.shown.explorer, "text/html", _FRAMED)
        elif self.path == "/news":
            self._tell()
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET

    @property
    def _hosts(self) -> tuple[str, ...]:
        port = self.server.server_port
        return tuple(f"{name}:{port}" for name in (HOST, "localhost"))

    def _answer(self, content: bytes, kind: str, policy: str = _POLICY) -> None:
        self._head(HTTPStatus.OK, f"{kind}; charset=utf-8", policy)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _refuse(self, status: HTTPStatus) -> None:
        self._head(status, "text/plain; charset=utf-8", _POLICY)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _tell(self) -> None:
        """Server-sent events: a number each time something else is shown, and now and then one as a heartbeat."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", _POLICY)
        self.end_headers()
        if self.command != "GET":
            return
        number: int | None = self.server.owner.shown.number
        while number is not None:
            self.wfile.write(f"data: {number}\n\n".encode())
            number = self.server.owner.wait_for_news(number)

    def _head(self, status: HTTPStatus, kind: str, policy: str) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Security-Policy": policy}.items():
            self.send_header(name, value)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Says nothing: the terminal is for the map."""


_FILES: Mapping[str, tuple[str, str]] = {
    "/": ("page.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
