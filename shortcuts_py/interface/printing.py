"""Printing functions and enumerations as Python code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from shortcuts_py.interface.model import Argument, Choice, Detail, Stub

__all__ = ["print_stubs"]

_WIDTH = 100
_LONGEST = 400  # characters that are said about one thing


def print_stubs(stubs: Iterable[Stub], detail: Detail) -> list[str]:
    """The code of each function, with the enumerations that no earlier one has in front."""
    seen: set[str] = set()
    return ["\n".join(_print(stub, detail, seen)) + "\n" for stub in stubs]


def _print(stub: Stub, detail: Detail, seen: set[str]) -> Iterator[str]:
    arguments = [one for one in stub.arguments if detail.hidden or not one.hidden]
    if detail.types and detail.choices != 0:
        for one in arguments:
            if one.enumeration is not None and one.enumeration not in seen:
                seen.add(one.enumeration)
                yield from _enumeration(one.enumeration, one.choices, detail.choices)
    words = [_argument(one, detail) for one in arguments if one.positional]
    named = [_argument(one, detail) for one in arguments if not one.positional]
    words += ["*", *named] if named else []
    end = f") -> {stub.result}:"
    text = _docstring(stub, arguments, detail)
    empty = "" if text else " ..."
    line = f"def {stub.name}({', '.join(words)}{end}{empty}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"def {stub.name}("
        yield from (f"    {word}," for word in words)
        yield end + empty
    yield from text


def _argument(one: Argument, detail: Detail) -> str:
    if not detail.types:
        return f"{one.word}={one.default if one.default in ('None', '...') else '...'}"
    kind, default = one.type, one.default
    if one.choices and (one.enumeration is None or detail.choices == 0):
        kind = _literal(one.choices, detail.choices)
    if one.enumeration is not None and detail.choices is not None and "." in default:
        default = "None" if detail.choices == 0 else default
    return f"{one.word}: {kind} = {default}"


def _literal(choices: tuple[Choice, ...], most: int | None) -> str:
    if most == 0:
        return "str"
    shown = choices if most is None else choices[:most]
    text = f"Literal[{', '.join(json.dumps(one.value, ensure_ascii=False) for one in shown)}]"
    return text if len(shown) == len(choices) else f"{text} | str"


def _enumeration(name: str, choices: tuple[Choice, ...], most: int | None) -> Iterator[str]:
    yield f"class {name}(Enum):"
    named = [one for one in choices if one.name is not None]
    for one in named[:most]:
        yield f"    {one.name} = {json.dumps(one.value, ensure_ascii=False)}"
    rest = choices if most is None else choices[:0]
    nameless = [json.dumps(one.value, ensure_ascii=False) for one in rest if one.name is None]
    if nameless:
        # A line end within a value is written as an escape by JSON.
        yield f"    # as text: {', '.join(nameless)}"
    elif len(choices) > len(named[:most]):
        yield f"    # and {len(choices) - len(named[:most])} more"
    yield ""
    yield ""


def _docstring(stub: Stub, arguments: list[Argument], detail: Detail) -> list[str]:
    if not detail.says:
        return []
    lines = [_plain(stub.says or stub.identifier)]
    said = [one for one in arguments if one.says] if detail.arguments else []
    if said:
        lines += ["", "Args:", *(f"    {one.word}: {_plain(one.says)}" for one in said)]
    if stub.gives:
        lines += ["", f"Returns: {_plain(stub.gives)}"] if said else ["", f"Returns: {stub.gives}"]
    if len(lines) == 1:
        return [f'    """{lines[0]}"""']
    indented = [f"    {line}".rstrip() for line in lines[1:]]
    return [f'    """{lines[0]}', *indented, '    """']


def _plain(text: str) -> str:
    """One line that can stand in a docstring."""
    line = " ".join(text.split()).replace("\\", "\\\\").replace('"', "'")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3].rstrip("\\") + "..."
