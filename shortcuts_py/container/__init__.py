"""Signed shortcuts: the AEA1 container with its Apple Archive, read, verified and written.

Importing this package loads nothing; each name is fetched from its module when
it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.container.errors import ContainerError, IdentityError, IntegrityError
    from shortcuts_py.container.identity import Identity
    from shortcuts_py.container.prologue import is_signed
    from shortcuts_py.container.reader import unsign
    from shortcuts_py.container.verification import Report, verify
    from shortcuts_py.container.writer import sign

__all__ = [
    "ContainerError",
    "Identity",
    "IdentityError",
    "IntegrityError",
    "Report",
    "is_signed",
    "sign",
    "unsign",
    "verify",
]

_MODULES = {
    "ContainerError": "errors",
    "Identity": "identity",
    "IdentityError": "errors",
    "IntegrityError": "errors",
    "Report": "verification",
    "is_signed": "prologue",
    "sign": "writer",
    "unsign": "reader",
    "verify": "verification",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
