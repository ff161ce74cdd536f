"""The action catalogue: every action that is known, and how to get to know more.

    from shortcuts_py import catalog
    definitions = catalog.load()
    definitions["is.workflow.actions.downloadurl"].parameters["WFHTTPMethod"].cases
    found = catalog.extract("/Applications/Some.app")
    catalog.search("resize a picture", limit=5)

Importing this package costs nothing; what a name needs is imported when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shortcuts_py.catalog.bundled import load, search
    from shortcuts_py.catalog.collection import Catalog, LayeredCatalog
    from shortcuts_py.catalog.errors import SourceError
    from shortcuts_py.catalog.extraction import extract, extract_many, merge
    from shortcuts_py.catalog.in_use import use
    from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition, Provenance

_HOME = {
    "ActionDefinition": "model", "Catalog": "collection", "LayeredCatalog": "collection",
    "ParameterDefinition": "model", "Provenance": "model", "SourceError": "errors",
    "extract": "extraction", "extract_many": "extraction", "load": "bundled",
    "merge": "extraction", "search": "bundled",
    "use": "in_use",
}  # fmt: skip

__all__ = [
    "ActionDefinition",
    "Catalog",
    "LayeredCatalog",
    "ParameterDefinition",
    "Provenance",
    "SourceError",
    "extract",
    "extract_many",
    "load",
    "merge",
    "search",
    "use",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
