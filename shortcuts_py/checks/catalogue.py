"""The rules that compare a workflow with the catalogue of actions."""

from __future__ import annotations

from shortcuts_py.checks import (
    catalogue_conditions,
    catalogue_inputs,
    catalogue_names,
    catalogue_properties,
    catalogue_values,
)
from shortcuts_py.checks.rules import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    *catalogue_names.RULES,
    *catalogue_values.RULES,
    *catalogue_properties.RULES,
    *catalogue_inputs.RULES,
    *catalogue_conditions.RULES,
)
