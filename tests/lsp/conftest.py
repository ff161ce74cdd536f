"""A real client that talks to the server over standard input and output."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator

import pytest_lsp
from lsprotocol import types as lsp


@pytest_lsp.fixture(
    scope="module",
    config=pytest_lsp.ClientServerConfig(
        server_command=[sys.executable, "-m", "shortcuts_py", "lsp"]
    ),
)
async def client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=pytest_lsp.client_capabilities("visual-studio-code"), root_uri=None
        )
    )
    yield
    await lsp_client.shutdown_session()
