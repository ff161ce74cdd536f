"""Third-party apps: `jar = app("dk.simonbs.DataJar", ...)`, then `jar.GetValueIntent(...)`.

The actions of an app carry a dictionary that describes it: `AppIntentDescriptor` for App
Intents, `IntentAppDefinition` for the older SiriKit intents. Where it says the same in the
app's actions, it is said once, in the declaration. A call whose action has none says so
with `AppIntentDescriptor=None`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.values import PlainDictionary

if TYPE_CHECKING:
    from shortcuts_py.language.reader import Reader

__all__ = ["AppHandle", "descriptor_of", "print_app", "read_app"]

_KINDS = {"intent": "AppIntentDescriptor", "definition": "IntentAppDefinition"}
_FIELDS = {"Name": "name", "TeamIdentifier": "team"}


class AppHandle:
    """A declared app.

    Attributes:
        name: its identifier in code.
        bundle: what stands before the last component of its actions' identifiers.
        key: the parameter that describes it; None for an app without.
        fields: what that dictionary says besides the bundle and the intent.
    """

    def __init__(
        self, name: str, bundle: str, key: str | None = None, fields: dict[str, Any] | None = None
    ) -> None:
        self.name = name
        self.bundle = bundle
        self.key = key
        self.fields = fields or {}

    def descriptor(self, tail: str) -> dict[str, Any]:
        """The entries of the dictionary that an action of this app carries."""
        entries = {"BundleIdentifier": self.bundle, **self.fields}
        if self.key == "AppIntentDescriptor":
            entries["AppIntentIdentifier"] = tail
        return entries

    def print_parameters(self, parameters: dict[str, Any], tail: str) -> dict[str, Any]:
        """The parameters that a call has to say."""
        if self.key is None:
            return parameters
        value = parameters.get(self.key)
        if value is None:
            return {**parameters, self.key: None}
        if type(value) is PlainDictionary and value.entries == self.descriptor(tail):
            return {key: one for key, one in parameters.items() if key != self.key}
        return parameters

    def read_parameters(self, parameters: dict[str, Any], tail: str) -> None:
        """Add what the declaration says to the parameters of a call."""
        if self.key is not None and self.key not in parameters:
            parameters[self.key] = PlainDictionary(dict(self.descriptor(tail)))


def descriptor_of(action: Action) -> tuple[str, dict[str, Any]] | None:
    """Key and fields of an action's descriptor, where a declaration can say it."""
    bundle, _, tail = action.identifier.rpartition(".")
    for key in _KINDS.values():
        value = action.parameters.get(key)
        if type(value) is not PlainDictionary:
            continue
        fields = dict(value.entries)
        intent = fields.pop("AppIntentIdentifier", None)
        if (
            fields.pop("BundleIdentifier", None) == bundle
            and intent == (tail if key == "AppIntentDescriptor" else None)
            and all(field in _FIELDS and type(one) is str for field, one in fields.items())
        ):
            return key, fields
    return None


def print_app(handle: AppHandle) -> Expression:
    """The declaration of an app."""
    members: list[tuple[str, Expression]] = [("", print_string(handle.bundle, False))]
    for field, word in _FIELDS.items():
        if field in handle.fields:
            members.append((f"{word}=", print_string(handle.fields[field], False)))
    for kind, key in _KINDS.items():
        if handle.key == key:
            members.append(("kind=", print_string(kind)))
    return Group("app(", members)


def read_app(reader: Reader, name: str, node: ast.Call) -> AppHandle | None:
    """The inverse of `print_app`."""
    texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
    if len(node.args) != 1 or not texts or type(texts[0]) is not str:
        reader.error(
            node, "bad-argument", 'app() takes a bundle identifier: app("com.example.App")'
        )
        return None
    handle = AppHandle(name, texts[0])
    words = {word: field for field, word in _FIELDS.items()}
    for one in node.keywords:
        value = one.value.value if isinstance(one.value, ast.Constant) else None
        if one.arg in words and type(value) is str:
            handle.fields[words[one.arg]] = value
        elif one.arg == "kind" and value in _KINDS:
            handle.key = _KINDS[str(value)]
        elif one.arg in (*words, "kind"):
            reader.error(one.value, "bad-argument", f"{one.arg}= of app() cannot be this")
        else:
            near = nearest(one.arg or "", (*words, "kind"))
            message = "app() takes name=, team= and kind="
            reader.unknown_word(one, "unknown-keyword", message, near, one.arg)
    return handle
