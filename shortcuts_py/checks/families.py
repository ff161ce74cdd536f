"""Every rule, family by family, in the order in which they run.

A family is a module with `RULES`. `checks.catalogue` holds the rules that need the
catalogue of actions.
"""

from __future__ import annotations

from importlib import import_module

from shortcuts_py.checks.rules import Rule

__all__ = ["rules"]

_FAMILIES: tuple[str, ...] = (
    "root",
    "actions_form",
    "blocks",
    "menus",
    "texts",
    "references",
    "envelopes",
    "integers",
    "conditions",
    "flow_outputs",
    "flow_variables",
    "flow_control",
    "catalogue",
)


def rules() -> tuple[Rule, ...]:
    """All rules, for files and for code."""
    return tuple(
        rule
        for family in _FAMILIES
        for rule in import_module(f"shortcuts_py.checks.{family}").RULES
    )
