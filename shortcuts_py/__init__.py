"""Apple Shortcuts to Python-style code and back, with nothing lost.

    import shortcuts_py as sp

    workflow = sp.load("Greeting.shortcut")      # signed or plain, binary, XML or JSON
    code = sp.decompile(workflow)                # Python-style code
    workflow = sp.compile(code)                  # the same shortcut again
    sp.dump(workflow, "Greeting.shortcut")

Importing this package loads nothing else; every name below is loaded when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.checks.checking import check
    from shortcuts_py.dialects import compile_code as compile  # noqa: A004  the name of the interface
    from shortcuts_py.dialects import decompile_workflow as decompile
    from shortcuts_py.equivalence import equivalent
    from shortcuts_py.errors import CompileError, DecodeError, Diagnostic, ShortcutError
    from shortcuts_py.icloud import fetch
    from shortcuts_py.language.proof import Proof, prove
    from shortcuts_py.limits import Limits
    from shortcuts_py.privacy.auditing import audit
    from shortcuts_py.storage import dump, dumps, load, loads
    from shortcuts_py.workbench.repair import Repair, repair
    from shortcuts_py.workflow.document import Workflow

__version__ = "0.1.0"

__all__ = [
    "CompileError",
    "DecodeError",
    "Diagnostic",
    "Limits",
    "Proof",
    "Repair",
    "ShortcutError",
    "Workflow",
    "audit",
    "check",
    "compile",
    "decompile",
    "dump",
    "dumps",
    "equivalent",
    "fetch",
    "load",
    "loads",
    "prove",
    "repair",
]

_PLACES = {
    "CompileError": ("errors", "CompileError"),
    "DecodeError": ("errors", "DecodeError"),
    "Diagnostic": ("errors", "Diagnostic"),
    "Limits": ("limits", "Limits"),
    "Proof": ("language.proof", "Proof"),
    "Repair": ("workbench.repair", "Repair"),
    "ShortcutError": ("errors", "ShortcutError"),
    "Workflow": ("workflow.document", "Workflow"),
    "audit": ("privacy.auditing", "audit"),
    "check": ("checks.checking", "check"),
    "compile": ("dialects", "compile_code"),
    "decompile": ("dialects", "decompile_workflow"),
    "dump": ("storage", "dump"),
    "dumps": ("storage", "dumps"),
    "equivalent": ("equivalence", "equivalent"),
    "fetch": ("icloud", "fetch"),
    "load": ("storage", "load"),
    "loads": ("storage", "loads"),
    "prove": ("language.proof", "prove"),
    "repair": ("workbench.repair", "repair"),
}


def __getattr__(name: str) -> Any:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{place[0]}"), place[1])
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
