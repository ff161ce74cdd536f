"""`shortcuts-py`: everything but the two conversions, one subcommand each."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from shortcuts_py import __version__
from shortcuts_py.commands.ending import around

__all__ = ["main"]

# Subcommand to its module and a line of help; a module is imported when its command runs.
_COMMANDS = {
    "actions": ("actions", "The action catalogue: extract, list, search, document, compare."),
    "audit": ("audit", "What a shortcut contacts, reads, deletes and runs."),
    "check": ("check", "Find, explain and mend problems in code and in shortcut files."),
    "convert": ("convert", "Code from one dialect to another."),
    "dataset": ("dataset", "Build training and evaluation records from shortcuts."),
    "inspect": ("inspect", "What a file is, who signed it, and whether it is sound."),
    "lsp": ("lsp", "The language server, for editors."),
    "rename": ("rename", "Rename variables in code by a map, keeping its format."),
    "schema": ("schema", "The JSON schema of a workflow, to ask a language model for one."),
    "score": ("score", "Compare a candidate's workflow with a reference."),
    "sign": ("sign", "Sign a shortcut, so that devices import it."),
    "unsign": ("unsign", "The property list inside a signed shortcut."),
}


EXAMPLES = """\b
Examples:
  shortcuts-py check Greeting.py           every problem of the code
  shortcuts-py inspect Greeting.shortcut   who signed a file
  shortcuts-py actions search resize a photo
  shortcuts-py check --help                every command has examples
"""


class _Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module = import_module(f"shortcuts_py.commands.{place[0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        with around():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in sorted(_COMMANDS.items())])


@click.command(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
    no_args_is_help=True,
)
@click.version_option(__version__)
def main() -> None:
    """Tools around Apple Shortcuts. shortcut2py and py2shortcut convert."""
