"""The registry of every code that a diagnostic can have."""

from __future__ import annotations

from shortcuts_py.diagnostics.catalogue_codes import CATALOGUE_CODES
from shortcuts_py.diagnostics.code import SEVERITIES, Code
from shortcuts_py.diagnostics.compiler_codes import COMPILER_CODES
from shortcuts_py.diagnostics.dialect_codes import DIALECT_CODES
from shortcuts_py.diagnostics.file_codes import FILE_CODES
from shortcuts_py.diagnostics.flow_codes import FLOW_CODES

__all__ = ["CODES", "SEVERITIES", "Code"]

CODES: dict[str, Code] = {
    one.name: one
    for one in (*COMPILER_CODES, *DIALECT_CODES, *CATALOGUE_CODES, *FILE_CODES, *FLOW_CODES)
}
