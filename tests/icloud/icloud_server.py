"""A stand-in for iCloud's record interface and its asset storage, on loopback."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from shortcuts_py.icloud import Client

ID = "0123456789abcdef0123456789abcdef"
LINK = f"https://www.icloud.com/shortcuts/{ID}"

Answer = tuple[int, dict[str, str], bytes]


class ICloudServer:
    """Serves `records` by id and `assets` by name; `failures` answer first, one request each."""

    def __init__(self) -> None:
        self.records: dict[str, Any] = {}
        self.assets: dict[str, bytes] = {}
        self.failures: list[Answer] = []
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        self.delay = 0.0
        self.cut = 0
        self.busy = 0
        self.most_busy = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with outer._lock:
                    outer.busy += 1
                    outer.most_busy = max(outer.most_busy, outer.busy)
                    outer.requests.append((time.monotonic(), self.path, dict(self.headers)))
                try:
                    self._answer()
                finally:
                    with outer._lock:
                        outer.busy -= 1

            def _answer(self) -> None:
                time.sleep(outer.delay)
                with outer._lock:
                    status, headers, body = (
                        outer.failures.pop(0) if outer.failures else outer.answer(self.path)
                    )
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) - outer.cut])

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str) -> Answer:
        if path.startswith("/shortcuts/api/records/"):
            record = self.records.get(path.rpartition("/")[2])
            if record is None:
                return 404, {}, b'{"error": true}'
            body = record if isinstance(record, bytes) else json.dumps(record).encode()
            return 200, {"content-type": "application/json"}, body
        asset = self.assets.get(path.split("/")[2]) if path.startswith("/assets/") else None
        return (404, {}, b"") if asset is None else (200, {}, asset)

    def share(
        self,
        identifier: str,
        *,
        name: str = "My Shortcut",
        plain: bytes | None = b"bplist00 plain",
        signed: bytes | None = b"AEA1 signed",
        icon: bytes | None = b"\x89PNG",
        **entries: object,
    ) -> dict[str, Any]:
        """Put a record in place, in the form of the real ones, and return it for changes."""
        fields: dict[str, Any] = {
            "name": {"value": name, "type": "STRING"},
            "icon_color": {"value": 4282601983, "type": "NUMBER_INT64"},
            "icon_glyph": {"value": 59511, "type": "NUMBER_INT64"},
            "signingStatus": {"value": "APPROVED", "type": "STRING"},
        }
        for field, content in (("shortcut", plain), ("signedShortcut", signed), ("icon", icon)):
            if content is not None:
                key = f"{field}-{identifier}"
                self.assets[key] = content
                fields[field] = {
                    "type": "ASSETID",
                    "value": {
                        "downloadURL": f"{self.url}/assets/{key}/${{f}}?o=token",
                        "size": len(content),
                        "fileChecksum": "AQID",
                    },
                }
        record = {
            "recordName": identifier.upper(),
            "recordType": "SharedShortcut",
            "deleted": False,
            "fields": fields,
            **entries,
        }
        self.records[identifier] = record
        return record

    def names(self) -> list[str]:
        """File names under which assets were asked for."""
        return [
            unquote(path.split("/")[3].partition("?")[0])
            for _, path, _ in self.requests
            if path.startswith("/assets/")
        ]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def client(server: ICloudServer, **options: object) -> Client:
    """A client that does not really wait, and keeps its pauses in `waits`."""
    waits: list[float] = []
    options = {"pause": 0.0, "sleep": waits.append, **options}
    one = Client(base_url=server.url, **options)  # type: ignore[arg-type]
    one.waits = waits  # type: ignore[attr-defined]
    return one
