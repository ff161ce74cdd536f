"""What a hover shows: the action's definition, a parameter's, or what a name stands for."""

from __future__ import annotations

import re

from shortcuts_py.lsp.completion import definition_of, names_of
from shortcuts_py.lsp.cursor import find_cursor
from shortcuts_py.lsp.outline import find_definitions

__all__ = ["describe", "property_list_at"]

_WORD = re.compile(r"\w+")
_MOST = 4000  # characters of a property list that a hover shows


def describe(code: str, offset: int) -> str | None:
    """Markdown on the word at an offset; None where there is nothing to say.

    The property list that the line compiles to is appended by the server.
    """
    word = next((one for one in _WORD.finditer(code, max(0, code.rfind("\n", 0, offset)))
                 if one.start() <= offset <= one.end()), None)  # fmt: skip
    if word is None:
        return None
    cursor = find_cursor(code, word.end())
    if cursor.comment or cursor.quote:
        return None
    name = word.group()
    call = cursor.call
    following = code[word.end() : word.end() + 2].lstrip()
    if call is not None and following[:1] == "=" and following[:2] != "==":
        return _parameter(call.name, name)
    definition = definition_of(name) if cursor.subject is None else None
    if definition is not None:
        from shortcuts_py.catalog.documentation import markdown

        return markdown(definition, level=3)
    found = find_definitions(code).get(name)
    if found is None:
        return None
    given = definition_of(found.called) if found.called else None
    if given is None:
        return f"`{name}`: first assigned in line {found.line}"
    return f"`{name}`: output of *{given.name or given.identifier}* in line {found.line}"


def _parameter(called: str, keyword: str) -> str | None:
    names, definition = names_of(called), definition_of(called)
    if definition is None:
        return None
    key = names.keys.get(keyword, keyword) if names is not None else keyword
    known = definition.parameters.get(key)
    if known is None:
        return f"`{key}` of `{definition.identifier}`"
    lines = [f"`{keyword}` is `{key}` of `{definition.identifier}`: {known.type}"]
    if known.default is not None:
        lines.append(f"Default: `{known.default!r}`")
    if known.description:
        lines.append(known.description)
    return "\n\n".join(lines)


def property_list_at(code: str, line: int) -> str | None:
    """The actions that a line of code compiles to, as an XML property list.

    Args:
        code: the document; None is returned where it does not compile.
        line: counted from 1.
    """
    from shortcuts_py.language.examination import examine

    found = examine(code)
    if found.workflow is None or found.places is None:
        return None
    indexes = [
        index
        for index, (start, _, end, _) in enumerate(
            map(found.places.action, range(len(found.places)))
        )
        if start <= line <= end
    ]
    if not indexes:
        return None
    plist = found.workflow.to_plist()
    entries = plist.get("WFWorkflowActions") if isinstance(plist, dict) else plist
    if not isinstance(entries, list):
        return None
    from shortcuts_py.plist.write import dumps

    actions = [entries[index] for index in indexes if index < len(entries)]
    text = dumps(actions, "xml").decode("utf-8")
    body = text.partition('<plist version="1.0">')[2].rpartition("</plist>")[0].strip()
    return body if len(body) <= _MOST else f"{body[:_MOST]}\n…"
