"""The texts that `shortcuts-py actions docs` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from shortcuts_py.errors import ShortcutError

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition

__all__ = ["EXAMPLES", "interface_of", "plain_documentation"]

EXAMPLES = """\b
Examples:
  shortcuts-py actions docs -o actions.md
  shortcuts-py actions docs show_alert ask_for_input --dialect native
  shortcuts-py actions docs --search "resize a photo" --limit 5 --dialect apple
  shortcuts-py actions docs --search "send a message" --dialect apple --max-tokens 800
  shortcuts-py actions docs when_nfc_scan_tag --dialect apple
"""

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
