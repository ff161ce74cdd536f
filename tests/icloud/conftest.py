"""The stand-in for iCloud as a fixture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from icloud_server import ICloudServer


@pytest.fixture
def icloud_server() -> Iterator[ICloudServer]:
    server = ICloudServer()
    yield server
    server.close()
