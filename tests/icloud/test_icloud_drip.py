"""A server that sends its answer a byte at a time, each in time and the whole never."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from shortcuts_py.icloud.transfer import TransferError, request


class _Drip(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            pass  # the client has had enough, which is what is tested

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


def test_the_time_of_a_transfer_counts_for_the_whole_answer() -> None:
    server = HTTPServer(("127.0.0.1", 0), _Drip)
    threading.Thread(target=server.handle_request, daemon=True).start()
    begun = time.monotonic()
    try:
        address = f"http://127.0.0.1:{server.server_port}/"
        with httpx.Client() as client, pytest.raises(TransferError, match="no complete answer"):
            request(client, "GET", address, limit=5000, timeout=0.5)
    finally:
        server.server_close()
    assert time.monotonic() - begun < 4
