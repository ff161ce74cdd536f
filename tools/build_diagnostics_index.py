"""Write docs/diagnostics/index.md from the registry of codes.

python tools/build_diagnostics_index.py
"""

from __future__ import annotations

from pathlib import Path

from shortcuts_py.diagnostics.catalogue_codes import CATALOGUE_CODES
from shortcuts_py.diagnostics.code import SEVERITIES, Code
from shortcuts_py.diagnostics.compiler_codes import COMPILER_CODES
from shortcuts_py.diagnostics.dialect_codes import DIALECT_CODES
from shortcuts_py.diagnostics.file_codes import FILE_CODES
from shortcuts_py.diagnostics.flow_codes import FLOW_CODES

_INDEX = Path(__file__).parent.parent / "docs" / "diagnostics" / "index.md"

_GROUPS: tuple[tuple[str, tuple[Code, ...]], ...] = (
    ("Code", COMPILER_CODES),
    ("Code in the dialects of Apple and of WorkflowBench", DIALECT_CODES),
    ("The catalogue of actions", CATALOGUE_CODES),
    ("The form of a file", FILE_CODES),
    ("Flow, and targets", FLOW_CODES),
)


def index() -> str:
    """The page."""
    lines = [
        "# Diagnostics",
        "",
        "What `shortcuts-py check` and `sp.check` report. A code never changes its name or its",
        "severity. Each has a page with a wrong and a right example; the tests run both.",
        "",
        "| severity | means |",
        "|---|---|",
        *(f"| {name} | {meaning} |" for name, meaning in SEVERITIES.items()),
        "",
        "This page is written by `python tools/build_diagnostics_index.py`.",
    ]
    for title, codes in _GROUPS:
        lines += ["", f"## {title}", "", "| code | severity | |", "|---|---|---|"]
        lines += [
            f"| [{one.name}]({one.name}.md) | {one.severity} | {one.summary} |" for one in codes
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    _INDEX.write_text(index(), encoding="utf-8")
