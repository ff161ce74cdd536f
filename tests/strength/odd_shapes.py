"""Shapes that nobody writes and that a file or a text can have, at any size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["FILES", "TEXTS"]

_INPUT = {"Type": "ExtensionInput"}


def _id(number: int) -> str:
    return f"{number:08X}-0000-4000-8000-000000000000"


def _action(name: str, **parameters: Any) -> dict[str, Any]:
    identifier = name if "." in name else f"is.workflow.actions.{name}"
    return {
        "WFWorkflowActionIdentifier": identifier,
        "WFWorkflowActionParameters": parameters,
    }


def _root(actions: list[Any]) -> Any:
    return {"WFWorkflowActions": actions, "WFWorkflowClientVersion": "4033.0.4.3"}


def _output(number: int, name: str = "Text") -> dict[str, Any]:
    return {"Type": "ActionOutput", "OutputUUID": _id(number), "OutputName": name}


def _variable(name: str) -> dict[str, Any]:
    return {"Type": "Variable", "VariableName": name}


def _attachment(value: Any) -> dict[str, Any]:
    return {"WFSerializationType": "WFTextTokenAttachment", "Value": value}


def _text(string: str, attachments: dict[int, Any]) -> dict[str, Any]:
    ranges = {f"{{{place}, 1}}": one for place, one in attachments.items()}
    value = {"string": string, "attachmentsByRange": ranges}
    return {"WFSerializationType": "WFTextTokenString", "Value": value}


def _show(value: Any) -> dict[str, Any]:
    return _action("showresult", Text=_text("a\ufffc", {1: value}))


def _part(name: str, group: int, mode: int, **parameters: Any) -> dict[str, Any]:
    return _action(name, GroupingIdentifier=_id(group), WFControlFlowMode=mode, **parameters)


def _if(group: int) -> dict[str, Any]:
    subject = {"Type": "Variable", "Variable": _attachment(_INPUT)}
    return _part("conditional", group, 0, WFCondition=100, WFInput=subject)


def one_id(size: int) -> Any:
    """All actions have the same id, and all refer to it."""
    text = _text("a\ufffc", {1: _output(1)})
    return _root([_action("gettext", UUID=_id(1), WFTextActionText=text)] * size)


def one_variable(size: int) -> Any:
    """A variable is set and read again and again."""
    setting = _action("setvariable", WFVariableName="V", WFInput=_attachment(_INPUT))
    return _root([setting, _show(_variable("V"))] * size)


def colliding_names(size: int) -> Any:
    """Names that are the same word in code, and words that end like the numbers they get."""
    actions: list[Any] = []
    for number in range(size):
        name = f"A {number // 2}" if number % 2 else "A" + "-" * (number % 40)
        actions.append(_action("gettext", UUID=_id(number), CustomOutputName=name))
        actions.append(_show(_output(number, name)))
    return _root(actions)


def unset_variables(size: int) -> Any:
    """Variables that are only set, and others, spelt almost alike, that are only read."""
    setting = [
        _action("setvariable", WFVariableName=f"variable{number}", WFInput=_attachment(_INPUT))
        for number in range(size)
    ]
    return _root(setting + [_show(_variable(f"varable{number}")) for number in range(size)])


def unknown_actions(size: int) -> Any:
    """Actions that are no built-in ones, but almost."""
    return _root([_action(f"downloadur{number}", A=1) for number in range(size)])


def crossing_blocks(size: int) -> Any:
    """Blocks that all begin before the first of them ends, in the same order."""
    ends = [_part("conditional", number, 2) for number in range(size)]
    return _root([*map(_if, range(size)), *ends])


def open_blocks(size: int) -> Any:
    """Blocks that never end."""
    return _root([_if(number) for number in range(size)])


def stray_ends(size: int) -> Any:
    """Ends of blocks that never began, within one that did."""
    ends = [_part("conditional", number, 2) for number in range(1, size)]
    return _root([_if(0), *ends, _part("conditional", 0, 2)])


def menu(size: int) -> Any:
    """A menu whose cases are not its items."""
    actions = [_part("choosefrommenu", 0, 0, WFMenuItems=[f"A {n}" for n in range(size)])]
    for number in range(size):
        actions.append(_part("choosefrommenu", 0, 1, WFMenuItemTitle=f"B {size - number}"))
    return _root([*actions, _part("choosefrommenu", 0, 2)])


def attachments(size: int) -> Any:
    """A text that is nothing but variables, with letters of two units between."""
    found = {3 * number + 2: {"Type": "Clipboard"} for number in range(size)}
    return _root([_action("gettext", WFTextActionText=_text("\U0001f600\ufffc" * size, found))])


def chain(size: int) -> Any:
    """Each action takes the output of the one before; each variable that before it."""
    actions: list[Any] = [_action("gettext", UUID=_id(0), WFTextActionText="a")]
    for number in range(size):
        text = _text("\ufffc\ufffc", {0: _output(number), 1: _variable(f"v{number}")})
        actions.append(_action("gettext", UUID=_id(number + 1), WFTextActionText=text))
        value = _attachment(_variable(f"v{number}"))
        actions.append(_action("setvariable", WFVariableName=f"v{number + 1}", WFInput=value))
    return _root(actions)


def everything_to_everything(size: int) -> Any:
    """A variable that takes from each action and gives to each."""
    everything = _variable("all")
    actions: list[Any] = []
    for number in range(size):
        value = _attachment(_output(number))
        actions += [
            _action("getclipboard", UUID=_id(number)),
            _action("appendvariable", WFVariableName="all", WFInput=value),
            _action("downloadurl", WFURL=_text("https://a.example/\ufffc", {18: everything})),
        ]
    return _root(actions)


def _of(piece: str) -> Callable[[int], Any]:
    """A long text of one piece again and again."""
    return lambda size: _root([_action("gettext", WFTextActionText=f"a{piece * size * 100}b")])


FILES: dict[str, Callable[[int], Any]] = {
    one.__name__: one
    for one in (
        one_id,
        one_variable,
        colliding_names,
        unset_variables,
        unknown_actions,
        crossing_blocks,
        open_blocks,
        stray_ends,
        menu,
        attachments,
        chain,
        everything_to_everything,
    )
} | {
    "backslashes": _of("\\"),
    "quotes": _of("'"),
    "lines": _of("\n"),
    "blanks": _of(" "),
    "letters": _of("_"),
}
"""Property lists of shortcuts; the size is a number of actions, or a hundred characters."""

_APPLE = "def shortcut() -> None:\n"
_WB = "x = is_workflow_actions_gettext( WFTextActionText='''"

TEXTS: dict[str, Callable[[int], str]] = {
    "undefined names": lambda n: "".join(f"show_content(undefined_{i})\n" for i in range(n)),
    "syntax errors": lambda n: "x = = 3\n" * n,
    "open brackets": lambda n: "show_content('x'\n" * n,
    "open quotes": lambda n: "show_content('''x)\n" * n,
    "open brackets of a list": lambda n: "x = {'a': [1, (2\n" * n,
    "errors behind sound code": lambda n: "exit()\n" * n + "x = = 3\n" * n,
    "slips behind sound code": lambda n: "exit()\n" * n + "if x:\n   exit()\n  exit()\n" * n,
    "misspelt names": lambda n: "".join(f"value{i} = 'a'\nwait(valeu{i})\n" for i in range(n)),
    "branches": lambda n: "if x:\n    exit()\n" + "elif y == 'a':\n    exit()\n" * n,
    "workbench: branches": lambda n: f"if x:\n    {_WB}a''')\n" + f"elif y:\n    {_WB}b''')\n" * n,
    "apple: unknown actions": lambda n: (
        _APPLE + "".join(f"    com_apple_shortcuts_show_alrt{i}(title='a')\n" for i in range(n))
    ),
    "apple: undefined names": lambda n: (
        _APPLE + "".join(f"    com_apple_shortcuts_show_alert(title=a{i})\n" for i in range(n))
    ),
    "no bodies": lambda n: "if shortcut_input:\n" * n,
    "half indented": lambda n: "if clipboard:\n   exit()\n  exit()\n" * n,
    "comments": lambda n: "# hello\n\n" * n + "exit()\n",
    "one line": lambda n: "exit(); " * n,
    "calls of a function": lambda n: "def f(a):\n    show_content(a)\n\n" + "f('x')\n" * n,
    "functions": lambda n: "".join(f"def f{i}():\n    exit()\n\nf{i}()\n" for i in range(n)),
    "keywords": lambda n: f"show_content({', '.join(f'a{i}=1' for i in range(n))})\n",
    "prose": lambda n: "This is what it does, and why.\n" * n,
    "fences": lambda n: "```python\nexit()\n```\nand\n" * n,
    "workbench: open quotes": lambda n: f"{_WB}abc\n" * n,
    "workbench: mixed quotes": lambda n: f'{_WB}abc""")\n' * n,
    "workbench: backslashes": lambda n: _WB + "\\" * 100 * n + "''')\n",
    "workbench: escaped quotes": lambda n: _WB + "\\'" * 100 * n + "''')\n",
    "workbench: braces": lambda n: _WB.replace("'''", "f'''") + "{" * n + "''')\n",
    "workbench: definitions": lambda n: f"{_WB}a''')\nif x:\n    {_WB}b''')\n" * n,
    "workbench: blanks": lambda n: "x" + " " * 100 * n + "y\n" + _WB + "a''')\n",
    "blank lines": lambda n: "\n" * 100 * n + "exit()\n",
    "one word": lambda n: "_" * 100 * n + "(",
}
"""Code and what is none; the size is a number of lines, or a hundred characters."""
