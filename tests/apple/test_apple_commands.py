"""Apple's dialect by the commands: a shortcut to code, and the code back."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

import shortcuts_py as sp
from shortcuts_py.commands.py2shortcut import main as py2shortcut
from shortcuts_py.commands.shortcut2py import main as shortcut2py

PROGRAM = """\
@runnable(surface=RunSurface.SHARE_SHEET)
def shortcut() -> None:
    provided_input = com_apple_shortcuts_ask_for_input(prompt="Name?")
    match shortcuts_builtin_choose(prompt=f"Hello {provided_input}"):
        case f"Call {provided_input}":
            com_apple_shortcuts_show_content(content=f"{provided_input} is called")
        case "Nobody":
            pass
"""


def test_code_to_a_shortcut_to_the_same_code(tmp_path: Path) -> None:
    code, file, back = tmp_path / "a.py", tmp_path / "a.shortcut", tmp_path / "b.py"
    code.write_text(PROGRAM, "utf-8")
    runner = CliRunner()
    assert runner.invoke(py2shortcut, [str(code), "-o", str(file)]).exit_code == 0
    made = runner.invoke(shortcut2py, [str(file), "--dialect", "apple", "-o", str(back)])
    assert (made.exit_code, back.read_text("utf-8")) == (0, PROGRAM), made.output
    assert sp.equivalent(sp.load(file), sp.compile(PROGRAM))


def test_problems_are_shown_with_their_lines(tmp_path: Path) -> None:
    code = tmp_path / "a.py"
    code.write_text("def shortcut() -> None:\n    com_apple_shortcuts_show_alrt()\n", "utf-8")
    made = CliRunner().invoke(py2shortcut, [str(code), "-o", str(tmp_path / "a.shortcut")])
    assert made.exit_code == 1
    assert "a.py:2:5" in made.output
    assert "com_apple_shortcuts_show_alert" in made.output
