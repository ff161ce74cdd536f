"""A workflow as code of the native dialect."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shortcuts_py.collecting import paused_collection
from shortcuts_py.errors import ShortcutError
from shortcuts_py.language.analysis import Analysis, analyse, pin
from shortcuts_py.language.apps import AppHandle, descriptor_of, print_app
from shortcuts_py.language.body import print_nodes
from shortcuts_py.language.features import Features
from shortcuts_py.language.header import print_header
from shortcuts_py.language.keywords import is_word
from shortcuts_py.language.layout import WIDTH, render, width
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.naming import slug
from shortcuts_py.language.outputs import intrinsic_name
from shortcuts_py.language.printer import Printer, most_common
from shortcuts_py.language.questions import print_questions
from shortcuts_py.language.statements import can_merge
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import BLOCK_IDENTIFIERS, Action, Block, Node
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.text import TokenString

__all__ = ["IMPORT", "decompile"]

IMPORT = "from shortcuts_py.lang import *"


def decompile(
    workflow: Workflow, *, keep_ids: bool = False, plain: frozenset[int] = frozenset()
) -> str:
    """Print a workflow as code.

    Args:
        workflow: the workflow; it is not changed.
        keep_ids: whether the code carries every id in margin notes, so that compiling it
            gives the same ids.
        plain: `id` of actions and blocks to print in the plain form.

    Returns:
        Python source that `compile` turns into an equal workflow.

    Raises:
        ShortcutError: the workflow is nested too deeply.
    """
    try:
        with paused_collection():
            return _decompile(workflow, keep_ids, plain)
    except RecursionError:
        raise ShortcutError("the workflow is nested too deeply to print") from None


def _decompile(workflow: Workflow, keep_ids: bool, plain: frozenset[int]) -> str:
    analysis = analyse(workflow.actions)
    for attribute, _, _, _ in workflow.FIELDS:
        pin(analysis, getattr(workflow, attribute))
    pin(analysis, workflow.unknown)
    printer = Printer(analysis, keep_ids, plain)
    owners = _owners(workflow.actions)
    printer.output_names = _output_names(analysis, owners)
    for owner, identifier in owners:
        printer.settle_shown(owner.uuid, owner, identifier)
    questions_said = print_questions(printer, workflow)
    for name, uuid in analysis.variables:
        printer.declare_variable(name, uuid)
    _declare_apps(printer, workflow)
    _name_outputs(printer, workflow.actions)
    print_nodes(printer, 0, workflow.actions)
    features = Features(workflow, analysis.shortcut_input)
    header = render(print_header(printer, workflow, features, questions_said), 0)
    lines = [IMPORT, "", header]
    lines += _declarations(printer)
    if printer.lines:
        lines.append("")
        lines += printer.lines
    return "\n".join(lines) + "\n"


def _owners(nodes: list[Node]) -> list[tuple[Any, str]]:
    """Actions and parts of blocks that have a UUID, each with its action's identifier."""
    found: list[tuple[Any, str]] = []
    _add_owners(nodes, found)
    return found


def _add_owners(body: list[Node], found: list[tuple[Any, str]]) -> None:
    for node in body:
        if type(node) is Action:
            if node.uuid is not None:
                found.append((node, node.identifier))
        elif isinstance(node, Block):
            identifier = BLOCK_IDENTIFIERS[type(node)]
            for branch in node.branches:
                if branch.uuid is not None:
                    found.append((branch, identifier))
                _add_owners(branch.body, found)
            if node.end.uuid is not None:
                found.append((node.end, identifier))


def _output_names(analysis: Analysis, owners: list[tuple[Any, str]]) -> dict[str, str]:
    """What this file calls the outputs of an action, where that is not the action's own name.

    The name is that of the app's language and version at the time of writing.
    """
    votes: dict[str, Counter[str | None]] = {}
    for owner, identifier in owners:
        shown = analysis.shown.get(owner.uuid)
        if owner.output_name is None and shown:
            intrinsic = intrinsic_name(owner, identifier)
            best = most_common(shown, intrinsic)
            count = votes.setdefault(identifier, Counter())
            count[None if best == intrinsic else best] += shown.get(best, 0)
    found: dict[str, str] = {}
    for identifier, count in votes.items():
        winner = most_common(count, None)
        if winner is not None:
            found[identifier] = winner
    return found


def _declare_apps(printer: Printer, workflow: Workflow) -> None:
    actions: dict[str, list[Action]] = {}
    for identifier in printer.analysis.identifiers:
        bundle, _, tail = identifier.rpartition(".")
        if "." in bundle and is_word(tail) and by_identifier(identifier) is None:
            actions.setdefault(bundle, [])
    if not actions:
        return
    for node in workflow.walk():
        if type(node) is Action:
            bundle = node.identifier.rpartition(".")[0]
            if bundle in actions and by_identifier(node.identifier) is None:
                actions[bundle].append(node)
    for bundle, members in actions.items():
        if bundle.startswith("is.workflow.actions") or not members:
            continue
        descriptors = [found for one in members if (found := descriptor_of(one)) is not None]
        key, fields = descriptors[0] if descriptors else (None, {})
        display = fields.get("Name") if isinstance(fields.get("Name"), str) else None
        base = slug(display or bundle.rpartition(".")[2]) or "app"
        handle = AppHandle(printer.namespace.give(base), bundle, key, fields)
        printer.apps[bundle] = handle


def _name_outputs(printer: Printer, nodes: list[Node]) -> None:
    """Give every output that is referred to its identifier, in the order of the actions."""
    for index, node in enumerate(nodes):
        following: Any = nodes[index + 1] if index + 1 < len(nodes) else None
        if isinstance(node, Block):
            for branch in node.branches:
                if branch.uuid is not None and branch.uuid in printer.analysis.shown:
                    # Nothing assigns the opening part of a block; its note says the id.
                    printer.analysis.owners[branch.uuid].append(branch)
                _name_outputs(printer, branch.body)
            _name_output(printer, node.end, BLOCK_IDENTIFIERS[type(node)], following)
        elif type(node) is Action and not node.without_parameters:
            _name_output(printer, node, node.identifier, following)


def _name_output(printer: Printer, owner: Any, identifier: str, following: Any) -> None:
    uuid = owner.uuid
    if uuid is None or uuid not in printer.analysis.shown or can_merge(printer, uuid, following):
        return
    printer.declare_output(owner, _base_name(printer, owner, identifier))


def _base_name(printer: Printer, owner: Any, identifier: str) -> str:
    """A name from what the output is called, or from what the action takes."""
    if owner.output_name:
        return slug(owner.output_name)
    if identifier == "is.workflow.actions.getvalueforkey":
        key = owner.parameters.get("WFDictionaryKey")
        if type(key) is TokenString and len(key.parts) == 1:
            key = key.parts[0]
        if type(key) is str:
            found = slug(key.rpartition(".")[2] or key)
            if found:
                return found
    english = intrinsic_name(owner, identifier)
    return slug(english or printer.shown(owner.uuid) or identifier.rpartition(".")[2])


def _declarations(printer: Printer) -> list[str]:
    """Named variables and apps, behind the header."""
    lines: list[str] = []
    plain = [
        name
        for (name, uuid), ident in printer.variables().items()
        if uuid is None and name == ident
    ]
    if len(plain) == 1:
        lines.append(f"{plain[0]} = variable({print_string(plain[0])})")
    elif plain:
        lines += _variables_line(plain)
    for (name, uuid), identifier in printer.variables().items():
        if uuid is None and name == identifier:
            continue
        arguments = print_string(name, False)
        if uuid is not None:
            arguments += f", id={print_string(uuid, False)}"
        call = f"variable({arguments})"
        lines.append(f"{identifier} = {render(call, 0, width(identifier) + 3)}")
    for handle in printer.apps.values():
        lines.append(f"{handle.name} = {render(print_app(handle), 0, len(handle.name) + 3)}")
    return lines


def _variables_line(names: list[str]) -> list[str]:
    """`a, b = variables("a", "b")`, or several such lines."""
    lines: list[str] = []
    start = 0
    while start < len(names):
        end = start + 1
        while end < len(names) and width(_one_line(names[start : end + 1])) <= WIDTH:
            end += 1
        lines.append(_one_line(names[start:end]))
        start = end
    return lines


def _one_line(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} = variable({print_string(names[0])})"
    targets = ", ".join(names)
    arguments = ", ".join(print_string(name) for name in names)
    return f"{targets} = variables({arguments})"
