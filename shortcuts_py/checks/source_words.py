"""Findings about a workflow in the words of the code that it comes from."""

from __future__ import annotations

import ast

from shortcuts_py.checks.rules import Finding
from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.examination import Examination
from shortcuts_py.language.nearest import did_you_mean
from shortcuts_py.language.properties import property_name, property_word
from shortcuts_py.names import by_identifier

__all__ = ["in_words_of_code"]


def in_words_of_code(
    finding: Finding, diagnostic: Diagnostic, examination: Examination
) -> Diagnostic:
    """The diagnostic of a finding, with suggestions that can stand in the code.

    Args:
        finding: what a rule found; its suggestions are the file's words.
        diagnostic: the same with its place in the code.
        examination: of the code.
    """
    if not finding.suggestions:
        return diagnostic
    words: list[str | None]
    if finding.code == "unknown-property":
        if not _is_attribute(finding, examination):
            return diagnostic
        words = [property_word(one) for one in finding.suggestions]
    elif finding.code == "unknown-content-class":
        words = [one.removeprefix("WF").removesuffix("ContentItem") for one in finding.suggestions]
    elif finding.code == "unknown-identifier":
        words = _identifiers(finding, examination)
    else:
        return diagnostic
    suggestions = tuple(word for word in words if word)
    message = diagnostic.message.partition("; did you mean")[0] + did_you_mean(suggestions)
    return diagnostic._replace(message=message, suggestions=suggestions)


def _is_attribute(finding: Finding, examination: Examination) -> bool:
    """Whether a property is spelt as an attribute: `x.file_size`, not `.property("...")`."""
    places = examination.places
    if places is None or finding.action is None:
        return False
    found = places.node(finding.action, finding.parameter)
    return isinstance(found, ast.Attribute) and property_name(found.attr) != ""


def _identifiers(finding: Finding, examination: Examination) -> list[str | None]:
    """Identifiers in the spelling of the call: friendly, dotted or with underscores."""
    places = examination.places
    node = places.origin(finding.action) if places and finding.action is not None else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != "action":
        names = [by_identifier(one) for one in finding.suggestions]
        return [one.name if one else None for one in names]
    return list(finding.suggestions)
