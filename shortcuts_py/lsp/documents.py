"""Documents and ranges: lines and columns of ours in the client's units, and back."""

from __future__ import annotations

import re

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from shortcuts_py.errors import Diagnostic

__all__ = ["diagnostic_range", "document_of", "make_range", "name_at"]

# What pygls takes for a word has no letters but a to z.
_BEFORE = re.compile(r"(?<!\w)\w*$")
_BEHIND = re.compile(r"^\w*")


def document_of(server: LanguageServer, uri: str) -> TextDocument:
    """The document as the client has it now."""
    return server.workspace.get_text_document(uri)


def name_at(document: TextDocument, position: lsp.Position) -> str:
    """The name at a position, or that ends there; empty for none."""
    return str(document.word_at_position(position, _BEFORE, _BEHIND))


def make_range(
    server: LanguageServer, document: TextDocument, start: tuple[int, int], end: tuple[int, int]
) -> lsp.Range:
    """A range from lines and columns, both in characters from 0, in the client's units."""
    span = lsp.Range(start=lsp.Position(*start), end=lsp.Position(*end))
    return server.workspace.position_codec.range_to_client_units(document.lines, span)


def diagnostic_range(server: LanguageServer, document: TextDocument, one: Diagnostic) -> lsp.Range:
    """The span of a diagnostic; the end of the document where that has become shorter."""
    line, column = (one.line or 1) - 1, (one.column or 1) - 1
    end_line = (one.end_line or line + 1) - 1
    end_column = (one.end_column or column + 2) - 1
    last = len(document.lines)
    if line >= last > 0:
        line = end_line = last - 1
        column = end_column = len(document.lines[-1].rstrip("\r\n"))
    end_line = min(end_line, max(last - 1, 0))
    return make_range(server, document, (line, column), (end_line, end_column))
