"""The language server itself: one module of answers after the other is registered."""

from __future__ import annotations

from pygls.lsp.server import LanguageServer

from shortcuts_py import __version__
from shortcuts_py.lsp import checking, completing, reading, renaming

__all__ = ["make_server"]


def make_server() -> LanguageServer:
    """A server for one client; `start_io()` runs it until the client ends it."""
    server = LanguageServer("shortcuts-py", __version__)
    for answers in (checking, completing, reading, renaming):
        answers.register(server)
    return server
