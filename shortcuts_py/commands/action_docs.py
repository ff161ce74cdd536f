"""The texts of `shortcuts-py actions`: the examples of its help, and what `docs` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from shortcuts_py.errors import ShortcutError

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition

__all__ = ["EXAMPLES", "interface_of", "plain_documentation"]

# Of each command of the group; "" is the group itself.
EXAMPLES = {
    "": """\b
Examples:
  shortcuts-py actions search resize a photo
  shortcuts-py actions show resize_image
  shortcuts-py actions docs resize_image --dialect native
""",
    "extract": """\b
Examples:
  shortcuts-py actions extract /Applications/Some.app -o mine
  shortcuts-py actions extract Shortcuts/ -o used
                                  what the shortcuts of a folder use
  shortcuts-py actions extract Metadata.appintents -o mine --bundle-id com.example.App
  py2shortcut Greeting.py --defs mine
                                  what it is for

\b
Exit status:
  0  the catalogue is written; what could not be read is listed
  1  nothing could be read, or the folder cannot be written
  2  the command line is wrong
""",
    "list": """\b
Examples:
  shortcuts-py actions list
  shortcuts-py actions list --category Scripting
  shortcuts-py actions list --app notes --status current
  shortcuts-py actions list --tree --json
  shortcuts-py actions list --defs mine
""",
    "show": """\b
Examples:
  shortcuts-py actions show show_alert
  shortcuts-py actions show is.workflow.actions.alert --sources
  shortcuts-py actions show "Get Contents of URL" --json
  shortcuts-py actions show com.example.App.Open --defs mine
""",
    "search": """\b
Examples:
  shortcuts-py actions search resize a picture
  shortcuts-py actions search "send a message" -n 3 --json
""",
    "diff": """\b
Examples:
  shortcuts-py actions diff old/ new/
  shortcuts-py actions diff Old.app New.app --json
""",
    "stubs": """\b
Examples:
  shortcuts-py actions stubs --defs mine -o typings/shortcuts_py/lang
""",
    "docs": """\b
Examples:
  shortcuts-py actions docs -o actions.md
  shortcuts-py actions docs show_alert ask_for_input --dialect native
  shortcuts-py actions docs --search "resize a photo" --limit 5 --dialect apple
  shortcuts-py actions docs --search "send a message" --dialect apple --max-tokens 800
  shortcuts-py actions docs when_nfc_scan_tag --dialect apple
""",
}

_NAMED = 5  # identifiers that a note names


def plain_documentation(found: list[ActionDefinition], as_json: bool) -> str:
    """Markdown for people, or a JSON list for language models."""
    if as_json:
        from shortcuts_py.catalog.documentation import describe

        listed = [describe(action) for action in found]
        return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    from shortcuts_py.catalog.documentation import markdown_all

    return markdown_all(found)


def interface_of(
    found: list[ActionDefinition],
    dialect: str,
    triggers: Iterable[str],
    max_characters: int | None,
    max_tokens: int | None,
) -> str:
    """Python functions in a dialect; says on standard error what is in them and what is not.

    Raises:
        ClickException: a trigger does not exist, or there is no room for anything.
    """
    from shortcuts_py.interface import tokens, write_interface

    try:
        result = write_interface(
            found,
            dialect,
            triggers=triggers,
            max_characters=max_characters,
            max_tokens=max_tokens,
        )
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    count = len(result.shown)
    said = [
        f"{count} action{'' if count == 1 else 's'}, {result.detail}, "
        f"{len(result.text)} characters, about {tokens(result.text)} tokens"
    ]
    if result.left_out:
        said.append(f"no room for {_some(result.left_out)}")
    if result.unnamed:
        said.append(f"no name in {dialect} for {_some(result.unnamed)}")
    click.echo("; ".join(said), err=True)
    return result.text


def _some(identifiers: tuple[str, ...]) -> str:
    text = ", ".join(identifiers[:_NAMED])
    more = len(identifiers) - _NAMED
    return f"{text} and {more} more" if more > 0 else text
