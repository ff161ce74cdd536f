"""Completion requests: `completion` answers, in the protocol's words."""

from __future__ import annotations

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from shortcuts_py.lsp.completion import complete, definition_of
from shortcuts_py.lsp.cursor import find_cursor
from shortcuts_py.lsp.documents import document_of, make_range

__all__ = ["register"]

_KINDS = {
    "action": lsp.CompletionItemKind.Function,
    "parameter": lsp.CompletionItemKind.Field,
    "case": lsp.CompletionItemKind.EnumMember,
    "variable": lsp.CompletionItemKind.Variable,
    "property": lsp.CompletionItemKind.Property,
    "method": lsp.CompletionItemKind.Method,
    "word": lsp.CompletionItemKind.Keyword,
}
_TRIGGERS = [".", "(", '"', "'", "=", " "]


def register(server: LanguageServer) -> None:
    """Answer requests for completions and for the documentation of one of them."""

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=True),
    )
    def completions(params: lsp.CompletionParams) -> lsp.CompletionList:
        document = document_of(server, params.text_document.uri)
        cursor = find_cursor(document.source, document.offset_at_position(params.position))
        found, more = complete(document.source, cursor)
        position = server.workspace.position_codec.position_from_client_units(
            document.lines, params.position
        )
        line, column = position.line, position.character
        # An editor counts lines by more than newlines; what stands on earlier ones stays.
        typed = min(column, len((cursor.prefix.splitlines() or [""])[-1]))
        span = make_range(server, document, (line, column - typed), (line, column))
        items = [
            lsp.CompletionItem(
                label=item.label,
                kind=_KINDS[item.kind],
                detail=item.detail or None,
                sort_text=f"{rank:04}",
                filter_text=item.label,
                text_edit=lsp.TextEdit(range=span, new_text=item.insert or item.label),
                data=item.label if item.kind == "action" else None,
            )
            for rank, item in enumerate(found)
        ]
        return lsp.CompletionList(is_incomplete=more, items=items)

    @server.feature(lsp.COMPLETION_ITEM_RESOLVE)
    def resolve(item: lsp.CompletionItem) -> lsp.CompletionItem:
        definition = definition_of(item.data) if isinstance(item.data, str) else None
        if definition is not None:
            from shortcuts_py.catalog.documentation import markdown

            item.documentation = lsp.MarkupContent(
                kind=lsp.MarkupKind.Markdown, value=markdown(definition, level=3)
            )
        return item
