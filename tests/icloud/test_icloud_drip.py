"""A server that sends its answer a byte at a time, each in time and the whole never."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def dripping_headers(answers: int) -> Iterator[str]:
    """A server that answers so many requests of a connection, and then drips its headers."""
    listener = socket.create_server(("127.0.0.1", 0))
    enough = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            for _ in range(answers):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            connection.recv(65536)
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not enough.wait(0.05):
                    connection.sendall(b"x")
            except OSError:
                pass  # the client has had enough

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        enough.set()
        thread.join(5)
        listener.close()


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_the_time_of_a_transfer_counts_for_the_headers(answers: int) -> None:
    """Also on a connection that is used again."""
    with dripping_headers(answers) as address, httpx.Client() as client:
        for _ in range(answers):
            assert request(client, "GET", address, limit=50, timeout=5).body == b"ok"
        begun = time.monotonic()
        with pytest.raises(TransferError, match=r"no answer in 0\.5 s") as raised:
            request(client, "GET", address, limit=5000, timeout=0.5)
        assert raised.value.transient
    assert time.monotonic() - begun < 2


def test_the_time_of_a_transfer_counts_for_the_request() -> None:
    """A server that reads a little of what it is sent, again and again."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 14)
    # With small buffers the system lets a sender go on for each little that is read.
    transport = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 14)])
    enough = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            while not enough.wait(0.02):
                connection.recv(1 << 14)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    begun = time.monotonic()
    try:
        with (
            httpx.Client(transport=transport) as client,
            pytest.raises(TransferError, match=r"no answer in 0\.5 s"),
        ):
            request(client, "POST", address, limit=50, timeout=0.5, content=bytes(1 << 25))
    finally:
        enough.set()
        thread.join(5)
        listener.close()
    assert time.monotonic() - begun < 2
