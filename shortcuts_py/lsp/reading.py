"""Requests of somebody who reads: hover, definition, references, highlights, outline."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from shortcuts_py.lsp.documents import document_of, make_range, name_at
from shortcuts_py.lsp.hovering import describe, property_list_at
from shortcuts_py.lsp.outline import (
    Place,
    Symbol,
    find_definitions,
    find_places,
    find_symbols,
)

__all__ = ["register"]

_SYMBOL_KINDS = {
    "menu": lsp.SymbolKind.Enum,
    "case": lsp.SymbolKind.EnumMember,
    "loop": lsp.SymbolKind.Namespace,
    "condition": lsp.SymbolKind.Boolean,
    "function": lsp.SymbolKind.Function,
    "variable": lsp.SymbolKind.Variable,
}


def register(server: LanguageServer) -> None:
    """Answer what a reader asks."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = document_of(server, params.text_document.uri)
        parts = [describe(document.source, document.offset_at_position(params.position))]
        written = property_list_at(document.source, params.position.line + 1)
        if written is not None:
            parts.append(f"Property list of the line:\n```xml\n{written}\n```")
        text = "\n\n---\n\n".join(part for part in parts if part)
        if not text:
            return None
        return lsp.Hover(lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=text))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        document = document_of(server, params.text_document.uri)
        name = name_at(document, params.position)
        found = find_definitions(document.source).get(name)
        if found is None:
            return None
        start = (found.line - 1, found.column)
        span = make_range(server, document, start, (start[0], start[1] + len(name)))
        return lsp.Location(uri=document.uri, range=span)

    def places(document: TextDocument, position: lsp.Position) -> list[tuple[Place, lsp.Range]]:
        name = name_at(document, position)
        return [
            (one, make_range(server, document, (one.line - 1, one.column),
                             (one.line - 1, one.end_column)))
            for one in find_places(document.source, name) or ()
        ]  # fmt: skip

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        document = document_of(server, params.text_document.uri)
        return [
            lsp.Location(uri=document.uri, range=span)
            for one, span in places(document, params.position)
            if params.context.include_declaration or not one.assigns
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        document = document_of(server, params.text_document.uri)
        kinds = {True: lsp.DocumentHighlightKind.Write, False: lsp.DocumentHighlightKind.Read}
        return [
            lsp.DocumentHighlight(range=span, kind=kinds[one.assigns])
            for one, span in places(document, params.position)
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = document_of(server, params.text_document.uri)
        return [_symbol(server, document, one) for one in find_symbols(document.source)]


def _symbol(server: LanguageServer, document: TextDocument, one: Symbol) -> lsp.DocumentSymbol:
    start = (one.line - 1, 0)
    last = min(one.end_line, len(document.lines)) - 1
    end = len(document.lines[last].rstrip("\r\n"))
    return lsp.DocumentSymbol(
        name=one.name or one.kind,
        kind=_SYMBOL_KINDS[one.kind],
        range=make_range(server, document, start, (last, end)),
        selection_range=make_range(server, document, start, start),
        children=[_symbol(server, document, inner) for inner in one.inner],
    )
