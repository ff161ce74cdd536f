"""What a printer has to know of a workflow before it starts: one walk over all values."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.workflow import attachments as att
from shortcuts_py.workflow.actions import (
    Action,
    Block,
    Node,
    Repeat,
    RepeatEach,
    UnknownAction,
    write_action,
)
from shortcuts_py.workflow.aggrandizements import Property, UnknownAggrandizement
from shortcuts_py.workflow.dictionary import DictionaryField, Item
from shortcuts_py.workflow.predicates import PredicateTable
from shortcuts_py.workflow.quantities import Contacts, Quantity, TimeOffset
from shortcuts_py.workflow.states import SubstitutableState
from shortcuts_py.workflow.text import AttributedText, TokenString
from shortcuts_py.workflow.values import (
    ConditionSubject,
    PlainDictionary,
    TokenAttachment,
    UnknownValue,
)

__all__ = ["Analysis", "analyse", "pin"]


class Analysis:
    """What one walk finds.

    Attributes:
        shown: output UUID to how often references call it what.
        variables: (name, UUID or None) of named variables, in order of first use; loop
            variables are not among them.
        loops: `id` of a repeat block to the loop variables that its body uses: "index", "item".
        owners: output UUID to the nodes that have it: the actions and ends of blocks.
        groups: `GroupingIdentifier` to how many blocks have it.
        chained: UUIDs of outputs, and names of variables, of which a property, a key or another
            form is used, or that are added to.
        sources: name of a variable to what it is set to, where that is a reference.
        pinned: ids that occur where they are printed as they are, in unknown values and in
            stray parts of blocks; whatever else has them has to keep them.
        empty_ranges: texts without attachments with and without `attachmentsByRange`.
        shortcut_input: whether Shortcut Input is used.
        identifiers: how often each action identifier occurs.
    """

    __slots__ = (
        "chained",
        "empty_ranges",
        "fresh",
        "groups",
        "identifiers",
        "loops",
        "owners",
        "pinned",
        "shortcut_input",
        "shown",
        "sources",
        "stack",
        "variables",
    )

    def __init__(self) -> None:
        self.shown: dict[str, dict[str | None, int]] = {}
        self.variables: dict[tuple[str, str | None], None] = {}
        self.loops: dict[int, set[str]] = {}
        self.owners: dict[str, list[Any]] = {}
        self.groups: Counter[str] = Counter()
        self.pinned: set[str] = set()
        self.chained: set[str] = set()
        self.sources: dict[str, list[str]] = {}
        self.empty_ranges = [0, 0]
        self.shortcut_input = False
        self.identifiers: Counter[str] = Counter()
        self.fresh: list[tuple[str, str | None]] = []
        self.stack: list[Repeat | RepeatEach] = []


def analyse(nodes: list[Node]) -> Analysis:
    """Walk a workflow's nodes once."""
    analysis = Analysis()
    _body(analysis, nodes)
    _spread(analysis)
    # Generators use one id in several roles; renaming it in each would tear them apart.
    analysis.pinned |= analysis.owners.keys() & analysis.groups.keys()
    analysis.pinned |= analysis.shown.keys() - analysis.owners.keys()
    analysis.pinned |= {uuid for _, uuid in analysis.variables if uuid is not None}
    return analysis


def _body(analysis: Analysis, nodes: list[Node]) -> None:
    for node in nodes:
        kind = type(node)
        if kind is Action:
            analysis.identifiers[node.identifier] += 1  # type: ignore[union-attr]
            if node.uuid is not None:  # type: ignore[union-attr]
                analysis.owners.setdefault(node.uuid, []).append(node)  # type: ignore[union-attr]
            for value in node.parameters.values():  # type: ignore[union-attr]
                walk = _WALKS.get(type(value))
                if walk is not None:
                    walk(analysis, value)
            name = node.parameters.get("WFVariableName")  # type: ignore[union-attr]
            if type(name) is str and _is_assignment(node):
                _named(analysis, name, None)
                _assigned(analysis, name, node)  # type: ignore[arg-type]
            if analysis.fresh:
                _flush(analysis)
            _pin_parameters(analysis, node.parameters)  # type: ignore[union-attr]
            pin(analysis, node.other_keys)  # type: ignore[union-attr]
            if node.without_parameters:  # type: ignore[union-attr]
                pin(analysis, write_action(node))  # type: ignore[arg-type]
        elif kind is UnknownAction:
            pin(analysis, node.plist)  # type: ignore[union-attr]
        elif isinstance(node, Block):
            _block(analysis, node)


def _pin_parameters(analysis: Analysis, parameters: dict[str, Any]) -> None:
    """Ids that stand among an action's own parameters: of stray parts, of damaged values."""
    for key in ID_KEYS & parameters.keys():
        value = parameters[key]
        if type(value) is str:
            analysis.pinned.add(value)


def pin(analysis: Analysis, plist: Any) -> None:
    """Ids in a value that is printed as it stands in the file."""
    if type(plist) is dict:
        for key, value in plist.items():
            if type(value) is str:
                if key in ID_KEYS:
                    analysis.pinned.add(value)
            else:
                pin(analysis, value)
    elif type(plist) is list:
        for value in plist:
            pin(analysis, value)


def _is_assignment(node: Any) -> bool:
    return node.identifier in (
        "is.workflow.actions.setvariable",
        "is.workflow.actions.appendvariable",
    )


def _assigned(analysis: Analysis, name: str, node: Action) -> None:
    if node.identifier == "is.workflow.actions.appendvariable":
        analysis.chained.add(name)
        return
    value = node.parameters.get("WFInput")
    source = value.attachment if type(value) is TokenAttachment else None
    if type(source) is att.Output:
        analysis.sources.setdefault(name, []).append(source.output_uuid)
    elif type(source) is att.Variable:
        analysis.sources.setdefault(name, []).append(source.name)


def _spread(analysis: Analysis) -> None:
    """Whatever a chained variable is set to is chained too."""
    pending = [name for name in analysis.sources if name in analysis.chained]
    while pending:
        for source in analysis.sources.get(pending.pop(), ()):
            if source not in analysis.chained:
                analysis.chained.add(source)
                pending.append(source)


def _block(analysis: Analysis, block: Block) -> None:
    analysis.groups[block.group] += 1
    loop = isinstance(block, Repeat | RepeatEach)
    for index, branch in enumerate((*block.branches, block.end)):
        if branch.uuid is not None:
            analysis.owners.setdefault(branch.uuid, []).append(branch)
        _pin_parameters(analysis, branch.parameters)
        for value in branch.parameters.values():
            _walk(analysis, value)
        if analysis.fresh:
            _flush(analysis)
        if loop and index == 0:
            analysis.loops[id(block)] = set()
            analysis.stack.append(block)  # type: ignore[arg-type]
            _body(analysis, branch.body)
            analysis.stack.pop()
        else:
            _body(analysis, branch.body)


def _walk(analysis: Analysis, value: Any) -> None:
    walk = _WALKS.get(type(value))
    if walk is not None:
        walk(analysis, value)


def _output(analysis: Analysis, one: att.Output) -> None:
    uuid, name = one.output_uuid, one.output_name
    shown = analysis.shown.get(uuid)
    if shown is None:
        analysis.shown[uuid] = {name: 1}
    else:
        shown[name] = shown.get(name, 0) + 1
    if one.aggrandizements is not None:
        analysis.chained.add(uuid)
        _pin_user_info(analysis, one.aggrandizements)


def _pin_user_info(analysis: Analysis, aggrandizements: Any) -> None:
    """Ids in what stands beside a property's name, which is printed as it stands."""
    for one in aggrandizements:
        if type(one) is Property and type(one.user_info) in (dict, list):
            pin(analysis, one.user_info)
        elif type(one) is UnknownAggrandizement:
            pin(analysis, one.plist)


def _variable(analysis: Analysis, one: att.Variable) -> None:
    if one.aggrandizements is not None:
        _pin_user_info(analysis, one.aggrandizements)
    if one.variable_uuid is None and one.name.startswith("Repeat "):
        for depth, loop in enumerate(analysis.stack, 1):
            suffix = "" if depth == 1 else f" {depth}"
            if one.name == f"Repeat Index{suffix}":
                analysis.loops[id(loop)].add("index")
                return
            if one.name == f"Repeat Item{suffix}" and type(loop) is RepeatEach:
                analysis.loops[id(loop)].add("item")
                return
    _named(analysis, one.name, one.variable_uuid)
    if one.aggrandizements is not None:
        analysis.chained.add(one.name)


def _named(analysis: Analysis, name: str, uuid: str | None) -> None:
    if (name, uuid) not in analysis.variables:
        analysis.fresh.append((name, uuid))


def _flush(analysis: Analysis) -> None:
    """Take up the variables of one action, in an order that its keys do not decide."""
    if len(analysis.fresh) > 1:
        analysis.fresh.sort(key=lambda one: (one[0], one[1] or ""))
    for one in analysis.fresh:
        analysis.variables.setdefault(one)
    analysis.fresh = []


def _token_string(analysis: Analysis, text: TokenString) -> None:
    bare = True
    for part in text.parts:
        if type(part) is not str:
            bare = False
            _walk(analysis, part)
    if bare:
        analysis.empty_ranges[text.ranges] += 1


def _many(analysis: Analysis, values: Any) -> None:
    for value in values:
        _walk(analysis, value)


def _plain_dictionary(analysis: Analysis, record: PlainDictionary) -> None:
    for key, value in record.entries.items():
        if key in ID_KEYS and type(value) is str:
            analysis.pinned.add(value)
        else:
            _walk(analysis, value)


def _shortcut_input(analysis: Analysis, one: att.ShortcutInput) -> None:
    analysis.shortcut_input = True
    _always_there(analysis, one)


def _always_there(analysis: Analysis, one: Any) -> None:
    if one.aggrandizements is not None:
        _pin_user_info(analysis, one.aggrandizements)


_WALKS: dict[type, Any] = {
    att.Output: _output,
    att.Variable: _variable,
    att.ShortcutInput: _shortcut_input,
    att.ActionInput: _always_there,
    att.Ask: _always_there,
    att.Clipboard: _always_there,
    att.CurrentApp: _always_there,
    att.CurrentDate: _always_there,
    att.DeviceDetails: _always_there,
    TokenAttachment: lambda a, v: _walk(a, v.attachment),
    ConditionSubject: lambda a, v: _walk(a, v.attachment),
    TokenString: _token_string,
    AttributedText: lambda a, v: _many(a, v.parts),
    PlainDictionary: _plain_dictionary,
    DictionaryField: lambda a, v: _many(a, v.items),
    Item: lambda a, v: _many(a, (v.key, v.value)),
    PredicateTable: lambda a, v: _many(a, v.rows),
    Quantity: lambda a, v: _many(a, (v.magnitude, v.unit)),
    TimeOffset: lambda a, v: _many(a, (v.value, v.unit, v.operation)),
    Contacts: lambda a, v: _many(a, v.entries),
    UnknownValue: lambda a, v: pin(a, v.plist),
    att.UnknownAttachment: lambda a, v: pin(a, v.plist),
    list: _many,
}
_WALKS.update(
    {kind: lambda a, v: _walk(a, v.value) for kind in SubstitutableState.__subclasses__()}
)
