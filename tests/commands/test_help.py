"""The help of every command: it has examples, and these can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from shortcuts_py.commands import py2shortcut, shortcut2py, shortcuts_py

PROGRAMS: dict[str, click.Command] = {
    "shortcut2py": shortcut2py.main,
    "py2shortcut": py2shortcut.main,
    "shortcuts-py": shortcuts_py.main,
}


def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command with those below it, by what is typed."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below is not None
            yield from walk(f"{name} {word}", below)


COMMANDS = {
    called: command for name, program in PROGRAMS.items() for called, command in walk(name, program)
}


def help_of(called: str) -> str:
    program, *words = called.split()
    result = CliRunner().invoke(PROGRAMS[program], [*words, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


def examples(called: str) -> list[str]:
    """The command lines of its examples, continued lines joined."""
    _, _, text = help_of(called).partition("Examples:\n")
    text = re.split(r"\n *\n", text)[0].replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line.split()[0] in PROGRAMS]


def asked(line: str) -> tuple[str, click.Command, list[str]]:
    """The command that an example is one of, and its arguments."""
    line = re.split(r"\s{2,}| [<>|] ", re.sub(r"\s+(?=-)", " ", line))[0]
    called, *words = shlex.split(line)
    while words and f"{called} {words[0]}" in COMMANDS:
        called = f"{called} {words.pop(0)}"
    return called, COMMANDS[called], words


def test_the_commands_are_found() -> None:
    """The walk finds what the README lists, so that the others are about something."""
    assert {"shortcuts-py unsign", "shortcuts-py actions stubs", "shortcuts-py dataset build"} < {
        *COMMANDS
    }


@pytest.mark.parametrize("called", COMMANDS)
def test_the_help_has_examples_of_the_command(called: str) -> None:
    found = examples(called)
    assert found
    assert any(asked(line)[0].startswith(called) for line in found)


@pytest.mark.parametrize("called", COMMANDS)
def test_the_options_of_the_examples_are_there(called: str) -> None:
    for line in examples(called):
        _, command, words = asked(line)
        options = {
            name: one
            for one in command.get_params(click.Context(command, help_option_names=["--help"]))
            for name in one.opts
        }
        for place, word in enumerate(words):
            if word == "-" or not word.startswith("-"):
                continue
            assert word in options, line
            kind = options[word].type
            if isinstance(kind, click.Choice):
                assert words[place + 1] in kind.choices, line
