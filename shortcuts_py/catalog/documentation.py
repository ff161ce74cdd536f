"""Documentation of actions for people (Markdown) and for language models (JSON).

The form is the one in which API documentation is given to models: what the action is
called, what it does, its parameters with types and defaults, and the type and name of
what it returns. Where a friendly name exists, that and its keywords are what to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition
from shortcuts_py.names import ActionNames, by_identifier

__all__ = ["describe", "hierarchy", "markdown", "markdown_all"]


def describe(action: ActionDefinition) -> dict[str, Any]:
    """The seven things a model needs, and conditions and categories, as plain data.

    Returns:
        `function`, `identifier`, `name`, `description`, `parameters` (each with
        `keyword`, `key`, `type`, `default`, and `cases`, `required`, `when` where there
        are any), `return_type` and `return_name` (None without a result).
    """
    names = by_identifier(action.identifier)
    found: dict[str, Any] = {
        "function": names.name if names else None,
        "identifier": action.identifier,
        "name": action.name,
        "description": action.description,
        "category": category(action),
        "app": action.app.name or action.app.bundle if action.app else None,
        "parameters": [
            _parameter(parameter, names)
            for parameter in action.parameters.values()
            if not parameter.hidden
        ],
        "return_type": return_type(action),
        "return_name": return_name(action, names),
    }
    if action.status != "current":
        found["status"] = action.status
    return found


def _parameter(parameter: ParameterDefinition, names: ActionNames | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "keyword": names.keywords.get(parameter.key, parameter.key) if names else parameter.key,
        "key": parameter.key,
        "label": parameter.label,
        "type": str(parameter.type),
        "default": parameter.default,
    }
    if parameter.cases:
        found["cases"] = list(parameter.cases)
    if parameter.required:
        found["required"] = True
    if parameter.conditions:
        found["when"] = [str(condition) for condition in parameter.conditions]
    return found


def return_type(action: ActionDefinition) -> str | None:
    """The result's type in words; None if there is no result."""
    if action.output is not None:
        return str(action.output)
    return " or ".join(action.output_types) or None


def return_name(action: ActionDefinition, names: ActionNames | None = None) -> str | None:
    """What the app calls the result: the definition's word, else the action's own name."""
    if return_type(action) is None:
        return None
    return action.output_name or (names.output if names else None) or action.name


def category(action: ActionDefinition) -> str:
    """The category, with its part if there is one; the app's bundle where none is known."""
    if action.category:
        part = action.subcategory
        return f"{action.category}/{part}" if part else action.category
    return "Other" if action.identifier.startswith("is.workflow.") else "Apps"


def markdown(action: ActionDefinition, level: int = 2) -> str:
    """One action as a section of Markdown, headed at the level given."""
    found = describe(action)
    title = found["name"] or found["identifier"]
    lines = [f"{'#' * level} {title}", ""]
    if found["description"]:
        lines += [found["description"], ""]
    call = f"`{found['function']}(...)` · " if found["function"] else ""
    lines.append(f"{call}`{action.identifier}` · {found['category']}")
    if action.status != "current":
        lines[-1] += f" · {action.status}"
    lines.append("")
    if found["parameters"]:
        lines += [
            "| keyword | key | type | default | shown when |",
            "| --- | --- | --- | --- | --- |",
        ]
        for row in found["parameters"]:
            cells = (
                f"`{row['keyword']}`", f"`{row['key']}`",
                _cell(row["type"], row.get("cases"), row.get("required")),
                "" if row["default"] is None else f"`{row['default']!r}`",
                "; ".join(row.get("when", ())),
            )  # fmt: skip
            lines.append("| " + " | ".join(_escape(cell) for cell in cells) + " |")
        lines.append("")
    if found["return_type"]:
        lines += [f"Returns {found['return_type']}, called “{found['return_name']}”.", ""]
    return "\n".join(lines)


def _cell(kind: str, cases: list[str] | None, required: bool | None) -> str:
    text = kind
    if cases and kind.startswith("one of"):
        text = ", ".join(f"`{case}`" for case in cases[:40]) + (", ..." if len(cases) > 40 else "")
    return f"{text} (required)" if required else text


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def markdown_all(actions: Iterable[ActionDefinition]) -> str:
    """Several actions as one Markdown page, by category."""
    grouped: dict[str, list[ActionDefinition]] = {}
    for action in actions:
        grouped.setdefault(category(action), []).append(action)
    parts = ["# Actions", ""]
    for name in sorted(grouped):
        parts += [f"## {name}", ""]
        ordered = sorted(grouped[name], key=lambda item: (item.name or "", item.identifier))
        parts += [markdown(action, level=3) for action in ordered]
    return "\n".join(parts).rstrip() + "\n"


def hierarchy(actions: Iterable[ActionDefinition]) -> Mapping[str, Any]:
    """Category, app, action: a tree for choosing tools step by step.

    Returns:
        category -> app -> list of `identifier`, `name`, `description`.
    """
    tree: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for action in actions:
        app = action.bundle
        if action.app is not None and action.app.name:
            app = action.app.name
        elif action.identifier.startswith("is.workflow."):
            app = "Shortcuts"
        entry = {
            "identifier": action.identifier,
            "name": action.name,
            "description": action.description,
        }
        tree.setdefault(action.category or category(action), {}).setdefault(app, []).append(entry)
    return {
        name: {app: sorted(found, key=lambda entry: str(entry["name"])) for app, found in
               sorted(apps.items())}
        for name, apps in sorted(tree.items())
    }  # fmt: skip
