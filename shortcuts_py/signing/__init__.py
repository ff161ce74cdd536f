"""Signing shortcuts for import, by whatever means there are.

Importing this package loads nothing; each name is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.signing.backends import Outcome, Signer, SigningError
    from shortcuts_py.signing.choice import METHODS, choose_signer, sign_for_import

__all__ = ["METHODS", "Outcome", "Signer", "SigningError", "choose_signer", "sign_for_import"]

_MODULES = {
    "METHODS": "choice",
    "Outcome": "backends",
    "Signer": "backends",
    "SigningError": "backends",
    "choose_signer": "choice",
    "sign_for_import": "choice",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
