"""The workflow: the property list's root."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.workflow.actions import (
    Action,
    Block,
    Node,
    UnknownAction,
    read_action,
    write_action,
)
from shortcuts_py.workflow.fields import Declared, Field, Plist
from shortcuts_py.workflow.tree import flatten, nest

__all__ = ["DEFAULT_CLIENT_VERSION", "DEFAULT_ICON", "Workflow"]

Root = Literal["dictionary", "list", "actions", "action"]

# A build of iOS 26, as real files name it; the app migrates older ones on import.
DEFAULT_CLIENT_VERSION = "4033.0.4.3"
DEFAULT_ICON = {"WFWorkflowIconGlyphNumber": 61440, "WFWorkflowIconStartColor": 463140863}


@dataclass(slots=True, repr=False, eq=False)
class Workflow(Declared):
    """A shortcut.

    Every attribute but `actions`, `unknown` and `root` is a key of the root dictionary;
    None means that the file does not have the key. A workflow made without a file has the
    keys that real files always have.

    Attributes:
        actions: actions and blocks, in the order in which they run.
        name: `WFWorkflowName`; signed files never have it, the file's name counts.
        icon: `WFWorkflowIcon`, a glyph number and a colour.
        client_version: `WFWorkflowClientVersion`, the app that last wrote the file.
        client_release: `WFWorkflowClientRelease`, only up to iOS 13.
        minimum_client_version: the oldest app that may open the file.
        minimum_client_version_string: the same as text.
        import_questions: what the app asks on import, by the index of an action.
        input_classes: the content item classes that the shortcut receives.
        output_classes: those it gives out.
        types: where it shows (`ActionExtension` is the share sheet, `Watch`, ...).
        surfaces: `WFQuickActionSurfaces`.
        no_input_behavior: what happens without input, `{Name, Parameters}`.
        has_shortcut_input_variables: whether Shortcut Input is used.
        has_output_fallback: whether a Stop and Output has a fallback.
        disabled_on_lock_screen: `WFWorkflowIsDisabledOnLockScreen`, written when true.
        triggers: `WFWorkflowTriggers`, automations of OS 27.
        unknown: every other key, and keys above with a value of another type.
        root: "dictionary" is the ordinary file; "list" one in a list; "actions" a bare list
            of actions; "action" a single action, as the pasteboard holds it.
        has_actions: whether the file has a list of actions at all.
    """

    actions: list[Node] = field(default_factory=list)
    name: str | None = None
    icon: dict[str, Plist] | None = field(default_factory=lambda: dict(DEFAULT_ICON))
    client_version: str | None = DEFAULT_CLIENT_VERSION
    client_release: str | None = None
    minimum_client_version: int | None = 900
    minimum_client_version_string: str | None = "900"
    import_questions: list[Plist] | None = field(default_factory=list)
    input_classes: list[Plist] | None = field(default_factory=list)
    output_classes: list[Plist] | None = field(default_factory=list)
    types: list[Plist] | None = field(default_factory=list)
    surfaces: list[Plist] | None = field(default_factory=list)
    no_input_behavior: dict[str, Plist] | None = None
    has_shortcut_input_variables: bool | None = False
    has_output_fallback: bool | None = False
    disabled_on_lock_screen: bool | None = None
    triggers: list[Plist] | None = None
    unknown: dict[str, Plist] = field(default_factory=dict)
    root: Root = "dictionary"
    has_actions: bool = True
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", "WFWorkflowName", (str,)),
        Field("icon", "WFWorkflowIcon", (dict,)),
        Field("client_version", "WFWorkflowClientVersion", (str,)),
        Field("client_release", "WFWorkflowClientRelease", (str,)),
        Field("minimum_client_version", "WFWorkflowMinimumClientVersion", (int,)),
        Field("minimum_client_version_string", "WFWorkflowMinimumClientVersionString", (str,)),
        Field("import_questions", "WFWorkflowImportQuestions", (list,)),
        Field("input_classes", "WFWorkflowInputContentItemClasses", (list,)),
        Field("output_classes", "WFWorkflowOutputContentItemClasses", (list,)),
        Field("types", "WFWorkflowTypes", (list,)),
        Field("surfaces", "WFQuickActionSurfaces", (list,)),
        Field("no_input_behavior", "WFWorkflowNoInputBehavior", (dict,)),
        Field("has_shortcut_input_variables", "WFWorkflowHasShortcutInputVariables", (bool,)),
        Field("has_output_fallback", "WFWorkflowHasOutputFallback", (bool,)),
        Field("disabled_on_lock_screen", "WFWorkflowIsDisabledOnLockScreen", (bool,)),
        Field("triggers", "WFWorkflowTriggers", (list,)),
    )

    @classmethod
    def from_plist(cls, value: Any) -> Workflow:
        """Read a workflow from a property list.

        Args:
            value: the root: a workflow dictionary, a list with one, a bare list of
                actions, or a single action.

        Raises:
            DecodeError: none of these, or nested too deeply.
        """
        try:
            return _read(value)
        except RecursionError:
            raise DecodeError("the workflow is nested too deeply") from None

    def to_plist(self) -> Any:
        """The property list, exactly what `from_plist` was given.

        Raises:
            ShortcutError: the root is to be a single action, and there is not exactly one.
        """
        return self._root([write_action(action) for action in flatten(self.actions)])

    def streamed_plist(self) -> Any:
        """The property list with an iterator of the actions, for a writer that takes them so.

        Each action is made when it is asked for, so that all of them are never in memory.

        Raises:
            ShortcutError: the root is to be a single action, and there is not exactly one.
        """
        if self.root == "action":
            return self.to_plist()
        return self._root(map(write_action, flatten(self.actions)))

    def _root(self, actions: Any) -> Any:
        if self.root == "actions":
            return actions
        if self.root == "action":
            if len(actions) != 1:
                raise ShortcutError(f'root "action" is one action, and here are {len(actions)}')
            return actions[0]
        plist: dict[str, Any] = {}
        if self.has_actions:
            plist["WFWorkflowActions"] = actions
        for attribute, key, _, _ in self.FIELDS:
            value = getattr(self, attribute)
            if value is not None:
                plist[key] = value
        plist.update(self.unknown)
        return [plist] if self.root == "list" else plist

    def walk(self) -> Iterator[Node]:
        """Every action and block, blocks before what is in them, in the order of the file."""
        stack = list(reversed(self.actions))
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Block):
                for branch in reversed(node.branches):
                    stack.extend(reversed(branch.body))

    def find(self, identifier: str) -> Iterator[Action]:
        """The plain actions with an identifier."""
        return (
            node
            for node in self.walk()
            if isinstance(node, Action) and node.identifier == identifier
        )

    def flat(self) -> Iterator[Action | UnknownAction]:
        """The actions as the file lists them, parts of blocks included."""
        return flatten(self.actions)

    def transform(self, change: Callable[[Node], Node | list[Node] | None]) -> Workflow:
        """A workflow in which `change` has been asked about every node, innermost first.

        Args:
            change: gives the node itself, another one, several, or None to drop it. Blocks
                it is given are new ones; actions are those of this workflow, so it makes
                a copy (`dataclasses.replace`) of what it alters.
        """
        from dataclasses import replace

        def body(nodes: list[Node]) -> list[Node]:
            result: list[Node] = []
            for node in nodes:
                if isinstance(node, Block):
                    branches = [replace(one, body=body(one.body)) for one in node.branches]
                    node = replace(node, branches=branches)
                changed = change(node)
                if isinstance(changed, list):
                    result += changed
                elif changed is not None:
                    result.append(changed)
            return result

        return replace(self, actions=body(self.actions))

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """The JSON schema of `to_json`, to ask a language model for a workflow."""
        from shortcuts_py.workflow.schema import json_schema

        return json_schema()

    @classmethod
    def model_validate(cls, value: Any) -> Workflow:
        """A workflow from the Python form of its JSON; ShortcutError where it does not fit."""
        from shortcuts_py.workflow.schema import from_python

        return from_python(value)

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Workflow:
        """A workflow from its JSON form; ShortcutError where it does not fit the schema."""
        from shortcuts_py.workflow.schema import from_json

        return from_json(text)

    def model_dump(self) -> Any:
        """The Python form of the JSON form: dictionaries, lists and scalars."""
        from shortcuts_py.workflow.schema import to_python

        return to_python(self)

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The JSON form, which `model_validate_json` reads back exactly."""
        from shortcuts_py.workflow.schema import to_json

        return to_json(self, indent=indent)


def _read(value: Any) -> Workflow:
    root: Root = "dictionary"
    plist = value
    if type(plist) is list:
        if len(plist) == 1 and type(plist[0]) is dict and "WFWorkflowActions" in plist[0]:
            root, plist = "list", plist[0]
        elif plist and all(type(a) is dict and "WFWorkflowActionIdentifier" in a for a in plist):
            root, plist = "actions", {"WFWorkflowActions": plist}
    elif type(plist) is dict and "WFWorkflowActionIdentifier" in plist:
        root, plist = "action", {"WFWorkflowActions": [plist]}
    if type(plist) is not dict:
        raise DecodeError("the root is no shortcut: neither a dictionary nor a list of actions")
    if not any(type(key) is str and key.startswith("WF") for key in plist):
        raise DecodeError("the root is no shortcut: none of a shortcut's keys is there")
    workflow = Workflow(root=root)
    known = {"WFWorkflowActions"}
    for attribute, key, types, _ in Workflow.FIELDS:
        found = plist.get(key)
        if type(found) in types:
            setattr(workflow, attribute, found)
            known.add(key)
        else:
            setattr(workflow, attribute, None)
    workflow.unknown = {key: one for key, one in plist.items() if key not in known}
    actions = plist.get("WFWorkflowActions")
    if type(actions) is list:
        workflow.actions = nest([read_action(one) for one in actions])
    else:
        # Absent, or no list: the app takes it for an empty one.
        workflow.has_actions = False
        if actions is not None:
            workflow.unknown["WFWorkflowActions"] = actions
    return workflow
