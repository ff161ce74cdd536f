"""Diagnostics as the JSON object of `check --json`."""

from __future__ import annotations

from typing import Any

from shortcuts_py.diagnostics.report import FileReport

__all__ = ["as_json"]


def as_json(reports: list[FileReport]) -> dict[str, Any]:
    """One object for all files: `{"files": [{"file", "diagnostics": [...]}]}`.

    `action` is the index in the file's list, from 0, and null for code; `line` and
    `column` count from 1, and are null for shortcut files.
    """
    return {
        "files": [
            {
                "file": report.file,
                "diagnostics": [
                    {
                        "severity": one.severity,
                        "code": one.code,
                        "message": one.message,
                        "line": one.line,
                        "column": one.column,
                        "action": one.action,
                        "parameter": one.parameter,
                        "suggestions": list(one.suggestions),
                    }
                    for one in report.diagnostics
                ],
            }
            for report in reports
        ]
    }
