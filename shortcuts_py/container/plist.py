"""Property lists inside the container, which are small and not to be trusted."""

from __future__ import annotations

import plistlib
from typing import Any

from shortcuts_py.container.errors import ContainerError

__all__ = ["load_dictionary"]


def load_dictionary(raw: bytes, name: str) -> dict[str, Any]:
    """Read a property list that must be a dictionary.

    Args:
        raw: the property list, binary or XML.
        name: what it is, for messages.

    Raises:
        ContainerError: damaged, or not a dictionary.
    """
    try:
        entries = plistlib.loads(raw)
    except Exception as error:  # damaged input makes plistlib raise nearly anything
        raise ContainerError(f"{name} is a damaged property list") from error
    if not isinstance(entries, dict):
        raise ContainerError(f"{name} is not a dictionary")
    return entries
