"""Diagnostics while somebody types, and the quick fixes that go with them."""

from __future__ import annotations

import asyncio

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from shortcuts_py.checks.source import check_source
from shortcuts_py.errors import Diagnostic
from shortcuts_py.lsp.documents import diagnostic_range, document_of, make_range
from shortcuts_py.lsp.fixing import fixes_of

__all__ = ["register"]

_PAUSE = 0.15  # seconds without typing after which a document is checked

_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}


class _Checker:
    """Checks each open document once its author pauses; remembers what was found.

    Attributes:
        found: the diagnostics by the document's address.
    """

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.found: dict[str, list[Diagnostic]] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}

    def schedule(self, uri: str, pause: float) -> None:
        self.forget(uri)
        self._pending[uri] = asyncio.get_running_loop().create_task(self._check(uri, pause))

    def forget(self, uri: str) -> None:
        earlier = self._pending.pop(uri, None)
        if earlier is not None:
            earlier.cancel()

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = document_of(self.server, uri)
        version = document.version
        # In a thread, so that completions are answered meanwhile.
        self.found[uri] = found = await asyncio.to_thread(check_source, document.source, uri)
        shown = [
            lsp.Diagnostic(
                range=diagnostic_range(self.server, document, one),
                message=one.message,
                severity=_SEVERITIES.get(one.severity),
                code=one.code,
                source="shortcuts-py",
            )
            for one in found
        ]
        self.publish(uri, shown, version)

    def publish(self, uri: str, shown: list[lsp.Diagnostic], version: int | None = None) -> None:
        self.server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=shown)
        )


def register(server: LanguageServer) -> None:
    """Check documents as they change, and answer requests for fixes."""
    checker = _Checker(server)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        checker.schedule(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        checker.schedule(params.text_document.uri, _PAUSE)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        checker.forget(params.text_document.uri)
        checker.found.pop(params.text_document.uri, None)
        checker.publish(params.text_document.uri, [])

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    )
    def fixes(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = document_of(server, params.text_document.uri)
        actions: list[lsp.CodeAction] = []
        for one in checker.found.get(document.uri, ()):
            span = diagnostic_range(server, document, one)
            if span.end < params.range.start or params.range.end < span.start:
                continue
            for rank, fix in enumerate(fixes_of(one, document.source)):
                edits = [
                    lsp.TextEdit(
                        range=make_range(server, document, edit.start, edit.end),
                        new_text=edit.text,
                    )
                    for edit in fix.edits
                ]
                actions.append(
                    lsp.CodeAction(
                        title=fix.title,
                        kind=lsp.CodeActionKind.QuickFix,
                        is_preferred=rank == 0,
                        edit=lsp.WorkspaceEdit(changes={document.uri: edits}),
                    )
                )
        return actions
