"""Serve one page on the local network, at an unguessable address."""

from __future__ import annotations

import secrets
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from .. import clock
from ..errors import FileError

TOKEN_BYTES = 12
"""Bytes of randomness in the path: 96 bits."""
PATIENCE = 10
"""Seconds that a client has to send its request."""
UNROUTED = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Documentation addresses (RFC 5737, RFC 3849): choosing a route to one sends nothing."""


def local_address() -> str | None:
    """Return this machine's address on the local network, or None if it has none."""
    for family, target in UNROUTED.items():
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((target, 9))
                address: str = probe.getsockname()[0]
        except OSError:
            continue
        if not address.startswith(("127.", "::1", "fe80:", "0.")):
            return address
    return None


class PageServer:
    """Serves a page by GET at `url` while it is open; every other request is refused."""

    def __init__(self, page: bytes, address: str, port: int = 0) -> None:
        """Bind to an address of this machine. Raises `FileError`."""
        self._path = f"/{secrets.token_urlsafe(TOKEN_BYTES)}"
        self._requested = clock.now()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        server = type("_Server", (ThreadingHTTPServer,), {"address_family": family})
        try:
            self._server = server((address, port), self._handler(page))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(f"cannot serve at {address}: {reason}") from None
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The address of the page."""
        host, port = self._server.server_address[:2]
        host = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{host}:{port}{self._path}"

    @property
    def idle(self) -> float:
        """The seconds since the page was last requested, or since the start."""
        return clock.now() - self._requested

    def __enter__(self) -> PageServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _accept(self, path: str) -> bool:
        """Return whether a request is for the page; if so, remember when it came."""
        is_page = secrets.compare_digest(path.encode(), self._path.encode())
        if is_page:
            self._requested = clock.now()
        return is_page

    def _handler(self, page: bytes) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            server_version, sys_version = "retrowalk", ""
            timeout = PATIENCE

            def do_GET(self) -> None:
                if not outer._accept(self.path):
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Cache-Control", "no-store")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("X-Content-Type-Options", "nosniff")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Write no log: the address is a secret."""

        return Handler
