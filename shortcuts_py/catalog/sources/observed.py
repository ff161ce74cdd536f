"""Shortcuts themselves as a source: what they use is there, whoever defines it.

Facts: an action's identifier and parameters stand in `WFWorkflowActions`. Values come
in serialization forms (`WFSerializationType`) or plain. Third-party actions name their
app in `IntentAppDefinition` or `AppIntentDescriptor`. Some files are JSON renderings.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import (
    ActionDefinition,
    AppReference,
    Observed,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.types import (
    AnyType,
    AppType,
    BooleanType,
    DictionaryType,
    FileType,
    ListType,
    NumberType,
    QueryType,
    TextType,
    ValueType,
)
from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.plist import loads
from shortcuts_py.workflow.actions import SHARED_KEYS

__all__ = ["Pile", "read_shortcut", "value_form"]

_LONGEST_VALUE = 80
_MOST_VALUES = 64
_FORMS: dict[str, ValueType] = {
    "boolean": BooleanType(), "number": NumberType(), "text": TextType(),
    "WFTextTokenString": TextType(), "WFTextTokenAttachment": AnyType(variable=True),
    "WFDictionaryFieldValue": DictionaryType(), "WFContentPredicateTableTemplate": QueryType(),
    "list": ListType(item=AnyType()), "WFArrayParameterState": ListType(item=TextType()),
}  # fmt: skip


def read_shortcut(data: bytes) -> dict[str, Any]:
    """The workflow of a shortcut file: signed, property list or JSON.

    Raises:
        DecodeError: the file is none of these.
    """
    if data.startswith(b"AEA1"):
        from shortcuts_py.container import unsign

        data = unsign(data)
    value = loads(data)
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict) or not isinstance(value.get("WFWorkflowActions"), list):
        raise DecodeError("no shortcut: it has no list of actions")
    return value


def value_form(value: object) -> str:
    """The form of a stored value: its serialization type, or the plain type's name."""
    if isinstance(value, dict):
        kind = value.get("WFSerializationType")
        return kind if isinstance(kind, str) else "dictionary"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, (list, tuple)):
        return "list"
    return "data" if isinstance(value, (bytes, bytearray)) else type(value).__name__


class Pile:
    """Counts over many shortcuts.

    Args:
        keep_values: keep short stored texts as possible enumeration values; people's
            own texts are among them, so nothing that is published should.
        most_values: how many of them for a parameter; None for all, in a pile that is
            merged into another.
    """

    def __init__(self, *, keep_values: bool = True, most_values: int | None = _MOST_VALUES) -> None:
        self.keep_values = keep_values
        self.most_values = sys.maxsize if most_values is None else most_values
        self.files = 0
        self._counts: Counter[str] = Counter()
        self._in_files: Counter[str] = Counter()
        self._key_counts: dict[tuple[str, str], Counter[str]] = {}
        self._key_files: Counter[tuple[str, str]] = Counter()
        self._values: dict[tuple[str, str], Counter[str]] = {}
        self._order: dict[str, dict[str, None]] = {}
        self._apps: dict[str, AppReference] = {}

    def add(self, data: bytes, problems: Problems) -> None:
        """Counts one file; what is wrong with it goes to `problems`."""
        try:
            workflow = read_shortcut(data)
        except ShortcutError as error:
            problems.add("", str(error))
            return
        self.files += 1
        seen: set[str] = set()
        keys: set[tuple[str, str]] = set()
        for position, action in enumerate(workflow["WFWorkflowActions"]):
            identifier = (
                action.get("WFWorkflowActionIdentifier") if isinstance(action, dict) else None
            )
            where = f"WFWorkflowActions[{position}]"
            if not isinstance(identifier, str):
                problems.add(where, "an action without an identifier")
                continue
            self._counts[identifier] += 1
            seen.add(identifier)
            parameters = action.get("WFWorkflowActionParameters")
            if isinstance(parameters, dict):
                self._parameters(identifier, parameters, keys)
            elif parameters is not None:
                problems.add(f"{where}.WFWorkflowActionParameters", "a dictionary is expected")
        self._in_files.update(seen)
        self._key_files.update(keys)

    def merge(self, other: Pile) -> None:
        """Adds the counts of another pile, as if its files came behind the ones here."""
        self.files += other.files
        self._counts.update(other._counts)
        self._in_files.update(other._in_files)
        self._key_files.update(other._key_files)
        for name, forms in other._key_counts.items():
            self._key_counts.setdefault(name, Counter()).update(forms)
        for name, texts in other._values.items():
            values = self._values.setdefault(name, Counter())
            for text, count in texts.items():
                if text in values or len(values) < self.most_values:
                    values[text] += count
        for identifier, order in other._order.items():
            self._order.setdefault(identifier, {}).update(order)
        for identifier, app in other._apps.items():
            self._apps.setdefault(identifier, app)

    def _parameters(
        self, identifier: str, parameters: dict[Any, Any], keys: set[tuple[str, str]]
    ) -> None:
        order = self._order.setdefault(identifier, {})
        for key, value in parameters.items():
            if not isinstance(key, str):
                continue
            order.setdefault(key)
            keys.add((identifier, key))
            form = value_form(value)
            self._key_counts.setdefault((identifier, key), Counter())[form] += 1
            if self.keep_values and isinstance(value, (str, int, float)):
                text = str(value)
                values = self._values.setdefault((identifier, key), Counter())
                if len(text) <= _LONGEST_VALUE and (
                    text in values or len(values) < self.most_values
                ):
                    values[text] += 1
        for key in ("IntentAppDefinition", "AppIntentDescriptor"):
            found = _app(parameters.get(key))
            if found is not None:
                self._apps.setdefault(identifier, found)

    def actions(self, source: Provenance) -> list[ActionDefinition]:
        """A definition for each identifier, with counts and guessed types."""
        return [
            ActionDefinition(
                identifier=identifier,
                status="unconfirmed",
                app=self._apps.get(identifier),
                parameters=dict(self._definitions(identifier, source)),
                observed=Observed(count=count, files=self._in_files[identifier]),
                sources=(source,),
            )
            for identifier, count in sorted(self._counts.items())
        ]

    def _definitions(
        self, identifier: str, source: Provenance
    ) -> Iterable[tuple[str, ParameterDefinition]]:
        for key in self._order.get(identifier, {}):
            if key in SHARED_KEYS or key.startswith(("Show-", "Advanced-")):
                continue
            forms = self._key_counts[identifier, key]
            yield (
                key,
                ParameterDefinition(
                    key=key,
                    type=_guess(key, forms),
                    observed=Observed(
                        count=forms.total(),
                        files=self._key_files[identifier, key],
                        forms=dict(forms.most_common()),
                        values=dict(self._values.get((identifier, key), Counter()).most_common()),
                    ),
                    sources=(source,),
                ),
            )


def _guess(key: str, forms: Counter[str]) -> ValueType:
    if key.endswith("App") and set(forms) <= {"dictionary", "text"}:
        return AppType()
    if "data" in forms:
        return FileType()
    kinds = {str(_FORMS.get(form, AnyType())): _FORMS.get(form, AnyType()) for form in forms}
    without = [kind for name, kind in kinds.items() if name != "variable"]
    if len(without) == 1:
        return without[0]
    return AnyType() if without else AnyType(variable=True)


def _app(value: object) -> AppReference | None:
    if not isinstance(value, dict):
        return None
    bundle, name, team = (value.get(key) for key in ("BundleIdentifier", "Name", "TeamIdentifier"))
    if not isinstance(bundle, str) or not bundle:
        return None
    return AppReference(
        bundle=bundle,
        name=name if isinstance(name, str) else None,
        team=team if isinstance(team, str) else None,
    )
