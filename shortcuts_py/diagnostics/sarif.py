"""Diagnostics as SARIF 2.1.0, which code hosts show beside the code.

The format is OASIS' "Static Analysis Results Interchange Format". A shortcut file has no
lines: its results stand in line 1, as hosts ask for a line, and name the action and the
parameter as a logical location.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.diagnostics.report import FileReport
from shortcuts_py.errors import Diagnostic, Related, TextEdit

__all__ = ["as_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(reports: list[FileReport]) -> dict[str, Any]:
    """One run with the results of all files, and the rules that they are about."""
    from shortcuts_py import __version__

    used = sorted({one.code for report in reports for one in report.diagnostics})
    indexes = {code: index for index, code in enumerate(used)}
    driver = {
        "name": "shortcuts-py",
        "version": __version__,
        "rules": [_rule(code) for code in used],
    }
    results = [
        _result(report.file, one, indexes) for report in reports for one in report.diagnostics
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    known = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": known.summary},
        "defaultConfiguration": {"level": known.severity},
        "help": {"text": f"docs/diagnostics/{code}.md"},
    }


def _result(file: str, one: Diagnostic, indexes: dict[str, int]) -> dict[str, Any]:
    location = _location(file, one.line, one.column, one.end_line, one.end_column)
    if one.action is not None or one.parameter is not None:
        name = f"WFWorkflowActions[{one.action}]" if one.action is not None else ""
        name += ("." if name and one.parameter else "") + (one.parameter or "")
        kind = "element" if one.parameter is None else "member"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": kind}]
    text = one.message
    if one.suggestions and "did you mean" not in text:
        text += f". Did you mean {', '.join(one.suggestions[:3])}?"
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": indexes[one.code],
        "level": one.severity,
        "message": {"text": text},
        "locations": [location],
    }
    if one.related:
        result["relatedLocations"] = [
            _related(file, index, related) for index, related in enumerate(one.related)
        ]
    fixes = [_fix(file, fix.title, fix.edits) for fix in one.fixes]
    if any(fixes):
        result["fixes"] = [fix for fix in fixes if fix]
    return result


def _uri(file: str) -> str:
    """A relative reference: backslashes of Windows are slashes in it."""
    return quote(file.replace("\\", "/"), safe="/:")


def _location(
    file: str,
    line: int | None,
    column: int | None,
    end_line: int | None = None,
    end_column: int | None = None,
) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": line or 1}
    if column is not None:
        region["startColumn"] = column
    if end_line is not None and end_column is not None:
        region["endLine"] = end_line
        region["endColumn"] = end_column
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": region}}


def _related(file: str, index: int, related: Related) -> dict[str, Any]:
    location = _location(file, related.line, related.column)
    if related.action is not None:
        name = f"WFWorkflowActions[{related.action}]"
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"}]
    return {"id": index, "message": {"text": related.message}, **location}


def _fix(file: str, title: str, edits: tuple[Any, ...]) -> dict[str, Any] | None:
    """A fix of code; those of property lists have no lines to replace."""
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in edits
        if isinstance(edit, TextEdit)
    ]
    if not replacements:
        return None
    change = {"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}
    return {"description": {"text": title}, "artifactChanges": [change]}
