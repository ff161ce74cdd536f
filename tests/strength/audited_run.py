"""Runs fixtures and hostile inputs under an audit hook; prints what was heard as JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CANARY = "evil_canary"
# Events that would mean that something ran, left the process, or was changed.
FORBIDDEN = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "subprocess.Popen",
             "socket.connect", "socket.getaddrinfo", "ctypes.dlopen", "code.__new__",
             "os.remove", "os.rename", "shutil.rmtree", "webbrowser.open")  # fmt: skip

# Entry points that lay their input into a folder first; the editor's has an event loop.
WRITING = ("definitions", "command", "catalogue", "language_server")

problems: list[str] = []
unpickled: set[str] = set()
listening = False


def importing() -> bool:
    """Whether an import is under way: modules are code that is run."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "pickle.find_class":
        unpickled.add(".".join(map(str, arguments)))
    if not listening:
        return
    if event == "exec" and not importing():
        problems.append(f"exec: {arguments[0]!r}")
    elif event == "import":
        name = str(arguments[0])
        if CANARY in name or CANARY in str(arguments[1]):
            problems.append(f"import: {name}")
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        problems.append(f"open: {arguments[0]} {arguments[1]}")
    elif event.startswith(FORBIDDEN):
        problems.append(f"{event}: {arguments!r}"[:300])


CODE = [
    f"import {CANARY}", f"from {CANARY} import *", f"__import__('{CANARY}')",
    f"exec('import {CANARY}')", f"eval('{CANARY}')", f"x = f\"{{__import__('{CANARY}')}}\"",
    f"@{CANARY}.run\ndef f():\n    return 1\nf()", f"x = [{CANARY} for _ in (1,)]",
    f"print(open('{CANARY}', 'w'))", f"class A({CANARY}): pass", f"a: {CANARY}.b = text('a')",
    f"text(__builtins__['open']('{CANARY}', 'w'))", f"# coding: {CANARY}\ntext('a')",
    f"x = app('{CANARY}')\nx.run()", f"{CANARY}.system('ls')", "().__class__.__mro__[1]",
    f"'%s' % __import__('{CANARY}')", f"'{{0.{CANARY}}}'.format(1)", "exit()", "9 ** 9 ** 9",
]  # fmt: skip


def inputs() -> list[tuple[str, bytes]]:
    """Each entry point with its seeds, and with the inputs that try to get something run."""
    from entry_points import ENTRY_POINTS
    from hostile_plists import HOSTILE
    from seeds import seeds_of

    found = [(name, one) for name in ENTRY_POINTS if name not in WRITING
             for one in seeds_of(name)[:12]]  # fmt: skip
    found += [("file", data) for data, _ in HOSTILE.values()]
    xml = '<?xml version="1.0" encoding="{0}"?><plist><dict><key>WFa</key><string>{0}</string>'
    found.append(("file", f"{xml.format(CANARY)}</dict></plist>".encode()))
    coders = [name for name in ("native", "apple", "workflowbench", "repair", "check")
              if name in ENTRY_POINTS]  # fmt: skip
    for name in coders:
        for code in CODE:
            found.append((name, code.encode()))
            found.append((name, f"shortcut('A')\n{code}\n".encode()))
            inside = "\n".join(f"    {line}" for line in code.split("\n"))
            found.append((name, f"def shortcut():\n{inside}\n".encode()))
    return found


def main() -> None:
    global listening
    sys.path[:0] = [str(HERE.parents[1]), str(HERE)]
    sys.addaudithook(hook)
    if "--selftest" in sys.argv:
        listening = True
        exec("1")  # noqa: S102
        with contextlib.suppress(ImportError):
            __import__(CANARY)
        with open(os.devnull, "w"):  # noqa: PTH123
            pass
        import subprocess

        subprocess.run([sys.executable, "-c", ""], check=True)
        print(json.dumps({"problems": problems}))
        return
    from entry_points import ENTRY_POINTS

    import shortcuts_py as sp

    given = inputs()
    listening = True
    for name, data in given:
        try:
            ENTRY_POINTS[name](data)
        except sp.ShortcutError:
            continue
    listening = False
    with tempfile.TemporaryDirectory() as folder:
        run_command(Path(folder))
    print(json.dumps({"problems": sorted(set(problems)), "inputs": [str(len(given))],
                      "unpickled": sorted(unpickled)}))  # fmt: skip


def run_command(folder: Path) -> None:
    """A command with workers, for what it unpickles."""
    from click.testing import CliRunner

    from shortcuts_py.commands import py2shortcut

    for number, code in enumerate(CODE):
        (folder / f"{number}.py").write_text(code)
    (folder / "good.py").write_text("show_alert('x')\n")
    CliRunner().invoke(py2shortcut.main, [str(folder), "-j", "2"])


if __name__ == "__main__":
    main()
