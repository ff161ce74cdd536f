"""Rename: every place of a name at once, and which new names are refused."""

from __future__ import annotations

import keyword

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from shortcuts_py.language.vocabulary import RESERVED
from shortcuts_py.lsp.documents import document_of, make_range, name_at
from shortcuts_py.lsp.outline import find_definitions, find_places
from shortcuts_py.names import by_name

__all__ = ["refusal", "register"]


def refusal(code: str, name: str, new_name: str) -> str | None:
    """Why a name cannot be changed so; None where it can."""
    if name not in find_definitions(code):
        return f"{name!r} is no name that this code assigns"
    if not new_name.isidentifier() or keyword.iskeyword(new_name):
        return f"{new_name!r} is not a name"
    if new_name in RESERVED or by_name(new_name) is not None:
        return f"{new_name!r} has a meaning already"
    if new_name != name and new_name in find_definitions(code):
        return f"{new_name!r} is another variable of this code"
    if find_places(code, name) is None:
        return "the code has a syntax error; mend that first"
    return None


def register(server: LanguageServer) -> None:
    """Answer requests to rename."""

    def check(code: str, name: str, new_name: str) -> None:
        reason = refusal(code, name, new_name)
        if reason is not None:
            raise JsonRpcInvalidParams(message=reason)

    @server.feature(
        lsp.TEXT_DOCUMENT_RENAME,
        lsp.RenameOptions(prepare_provider=True),
    )
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        document = document_of(server, params.text_document.uri)
        name = name_at(document, params.position)
        check(document.source, name, params.new_name)
        edits = [
            lsp.TextEdit(
                range=make_range(server, document, (one.line - 1, one.column),
                                 (one.line - 1, one.end_column)),
                new_text=params.new_name,
            )
            for one in find_places(document.source, name) or ()
        ]  # fmt: skip
        return lsp.WorkspaceEdit(changes={document.uri: edits})

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        document = document_of(server, params.text_document.uri)
        name = name_at(document, params.position)
        if refusal(document.source, name, name) is not None and name not in RESERVED:
            return None
        if name not in find_definitions(document.source):
            return None
        position = server.workspace.position_codec.position_from_client_units(
            document.lines, params.position
        )
        for one in find_places(document.source, name) or ():
            if one.line - 1 == position.line and one.column <= position.character <= one.end_column:
                span = make_range(server, document, (one.line - 1, one.column),
                                  (one.line - 1, one.end_column))  # fmt: skip
                return lsp.PrepareRenamePlaceholder(range=span, placeholder=name)
        return None
