"""`shortcuts-py lsp`: the language server."""

from __future__ import annotations

import click

__all__ = ["lsp"]

EXAMPLES = """\b
Examples:
  shortcuts-py lsp              over standard input and output, as editors want it
  shortcuts-py lsp --tcp 2087   on a port of 127.0.0.1
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--tcp",
    metavar="PORT",
    type=click.IntRange(1, 65535),
    help="Listen on this port of this machine instead of standard input and output.",
)
def lsp(tcp: int | None) -> None:
    """Run the language server, for an editor to start.

    It needs pygls: pip install 'shortcuts_py[lsp]'. docs/editors.md says how to switch
    it on in VS Code, Neovim and Helix.
    """
    try:
        from shortcuts_py.lsp.server import make_server
    except ModuleNotFoundError as error:
        if error.name not in {"pygls", "lsprotocol"}:
            raise
        message = "the language server needs pygls: pip install 'shortcuts_py[lsp]'"
        raise click.ClickException(message) from None
    server = make_server()
    if tcp is None:
        server.start_io()
    else:
        server.start_tcp("127.0.0.1", tcp)
