"""Findings about a workflow in the words of the code that it comes from."""

from __future__ import annotations

import ast

from shortcuts_py.checks.catalogue_facts import definition
from shortcuts_py.checks.rules import Finding
from shortcuts_py.checks.source_index import Index
from shortcuts_py.errors import Diagnostic
from shortcuts_py.language.examination import Examination
from shortcuts_py.language.nearest import did_you_mean, nearest
from shortcuts_py.language.properties import property_name, property_word
from shortcuts_py.names import by_identifier, by_name

__all__ = ["in_words_of_code", "with_cases"]


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


def with_cases(one: Diagnostic, index: Index) -> Diagnostic:
    """An undefined name where a parameter takes a case: the quotes are likely missing."""
    asked = index.asked.get((one.line or 0, one.column or 0))
    return _case(one, *asked) if asked is not None and one.code == "undefined-name" else one


def _case(one: Diagnostic, action: str, keyword: str | None, word: str) -> Diagnostic:
    names = by_name(action)
    found = definition(names.identifier) if names is not None else None
    key = names.keys.get(keyword or "", keyword) if names is not None else None
    parameter = found.parameters.get(key) if found is not None and key else None
    if parameter is None or not parameter.cases:
        return one
    near = (word,) if word in parameter.cases else nearest(word, parameter.cases)
    if not near:
        return one
    suggestions = tuple(f'"{case}"' for case in near)
    message = one.message.partition("; did you mean")[0] + did_you_mean(suggestions)
    return one._replace(message=message, suggestions=suggestions)
