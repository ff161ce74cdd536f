"""Several sources' definitions of an action as one.

Each fact is taken from the best source that states it. Which source is best depends on
the fact: the tool index knows the newest names, the editor's definitions know defaults
and conditions, a catalogue by hand knows descriptions. Within a kind the newest version
counts. What other sources say differently stays visible as disagreements; nothing that
a source says and the model has no place for is lost (`extra`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from shortcuts_py.catalog.model import (
    ActionDefinition,
    Disagreement,
    Observed,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.types import (
    AnyType,
    BooleanType,
    ContentType,
    EnumerationCase,
    EnumerationType,
    ListType,
    UnknownType,
    ValueType,
)

__all__ = ["merge_definitions"]

_T = TypeVar("_T", ActionDefinition, ParameterDefinition)

_ORDER = ("written", "toolkit", "actionsdata", "intentdefinition", "dump", "wfactions", "index",
          "observed", "claimed", "generated")  # fmt: skip
_NAMES = ("written", "actionsdata", "intentdefinition", "index", "toolkit", "dump", "wfactions",
          "observed", "claimed", "generated")  # fmt: skip
_EDITOR = ("written", "actionsdata", "intentdefinition", "dump", "wfactions", "toolkit", "index",
           "observed", "claimed", "generated")  # fmt: skip
_CONDITIONS = ("written", "actionsdata", "intentdefinition", "wfactions", "dump", "toolkit",
               "index", "observed", "claimed", "generated")  # fmt: skip
_BY_FIELD: Mapping[str, tuple[str, ...]] = {
    "name": _NAMES, "label": _NAMES, "default": _EDITOR, "conditions": _CONDITIONS,
    "class_name": _EDITOR, "hidden": _EDITOR, "variables": _EDITOR, "summaries": _EDITOR,
    "resources": _EDITOR, "input": _EDITOR, "output_name": _EDITOR, "output_types": _EDITOR,
    "output": _EDITOR, "output_multiple": _EDITOR, "multiple": _EDITOR, "category": _EDITOR,
    "subcategory": _EDITOR, "parameters": _EDITOR,
}  # fmt: skip
_SHOWN = {"name", "label", "default", "output_name", "required"}
"""Facts whose disagreements are kept (others differ in wording or detail only)."""
_APART = {"identifier", "key", "sources", "origins", "disagreements", "observed", "extra", "type",
          "parameters", "localized", "status", "output", "default"}  # fmt: skip
_WEAK_SOURCES = {"observed", "claimed", "generated"}
_CHUNK = re.compile(r"\d+|[A-Za-z]+")


def merge_definitions(definitions: Sequence[ActionDefinition]) -> ActionDefinition:
    """One definition out of several of the same identifier.

    Args:
        definitions: at least one; of sources of the same kind and version the earlier in
            the sequence counts more.
    """
    if len(definitions) == 1:
        return definitions[0]
    fields = _merge(definitions, ActionDefinition)
    fields["parameters"] = dict(_parameters(definitions))
    with_output = [item for item in _ranked(definitions, "output") if item.output is not None]
    if with_output:
        fields["output"] = with_output[0].output
    localized: dict[str, dict[str, str]] = {}
    for item in reversed(_ranked(definitions, "name")):
        for language, texts in item.localized.items():
            localized.setdefault(language, {}).update(texts)
    fields["localized"] = localized
    states = {item.status for item in definitions}
    fields["status"] = next(
        state for state in ("retired", "current", "unconfirmed") if state in states
    )
    return ActionDefinition(identifier=definitions[0].identifier, **fields)


def _parameters(
    definitions: Sequence[ActionDefinition],
) -> Iterator[tuple[str, ParameterDefinition]]:
    grouped: dict[str, list[ParameterDefinition]] = {}
    for action in _ranked(definitions, "parameters"):
        for key, parameter in action.parameters.items():
            grouped.setdefault(key, []).append(parameter)
    for key, found in grouped.items():
        yield key, _parameter(key, found)


def _parameter(key: str, found: Sequence[ParameterDefinition]) -> ParameterDefinition:
    if len(found) == 1:
        return found[0]
    fields = _merge(found, ParameterDefinition)
    kind, origin = _type(found)
    fields["type"] = kind
    first = fields["sources"][0]
    if origin is not None and origin != first:
        fields["origins"]["type"] = origin
    for item in _ranked(found, "default"):
        if item.default is not None:
            fields["default"] = _as_type(item.default, kind)
            origin = item.provenance("default")
            if origin is not None and origin != first:
                fields["origins"]["default"] = origin
            fields["disagreements"] += tuple(
                Disagreement(field="default", value=other.default, source=source)
                for other in found
                if other.default is not None
                and _as_type(other.default, kind) != fields["default"]
                and (source := other.provenance("default")) is not None
            )
            break
    if fields.get("default") is not None or fields.get("conditions"):
        fields.pop("required", None)  # whatever has a default or may be hidden can be left out
    return ParameterDefinition(key=key, **fields)


def _as_type(value: Any, kind: ValueType) -> Any:
    if isinstance(kind, BooleanType) and value in (0, 1):
        return bool(value)
    if isinstance(kind, EnumerationType) and isinstance(value, (int, float)):
        return str(value)
    return value


def _version(source: Provenance) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (1, int(chunk), "") if chunk.isdigit() else (0, 0, chunk)
        for chunk in _CHUNK.findall(source.version or "")[:12]
    )


def _newest_first(items: Sequence[_T]) -> list[_T]:
    """By version within each kind, newest first; the sort is stable."""

    def key(item: _T) -> tuple[tuple[int, int, str], ...]:
        return _version(item.sources[0]) if item.sources else ()

    return sorted(items, key=key, reverse=True)


def _ranked(items: Sequence[_T], field: str) -> list[_T]:
    order = _BY_FIELD.get(field, _ORDER)

    def rank(item: _T) -> int:
        source = item.provenance(field)
        return order.index(source.kind) if source is not None else len(order)

    return sorted(_newest_first(items), key=rank)


def _merge(items: Sequence[_T], model: type[_T]) -> dict[str, Any]:
    """Every field on its own from the best source that states it, with provenance."""
    ordered = _ranked(items, "")
    sources = tuple(dict.fromkeys(source for item in ordered for source in item.sources))
    fields: dict[str, Any] = {"sources": sources, "origins": {}}
    disagreements: list[Disagreement] = [entry for item in ordered for entry in item.disagreements]
    for name, information in model.model_fields.items():
        if name in _APART:
            continue
        empty = information.get_default(call_default_factory=True)
        stated = [item for item in _ranked(items, name) if getattr(item, name) != empty]
        if name == "required":
            stated = [item for item in _ranked(items, name) if _states_required(item)]
        elif name == "conditions":  # an editor's definition without any says that there are none
            stated = [item for item in _ranked(items, name) if _states_conditions(item)]
        if not stated:
            continue
        value = getattr(stated[0], name)
        fields[name] = value
        origin = stated[0].provenance(name)
        if origin is not None and origin != sources[0]:
            fields["origins"][name] = origin
        if name in _SHOWN:
            disagreements += [
                Disagreement(field=name, value=getattr(item, name), source=source)
                for item in stated[1:]
                if getattr(item, name) != value and (source := item.provenance(name)) is not None
            ]
    fields["disagreements"] = tuple(_unique(disagreements, repr))
    fields["observed"] = _observed([item.observed for item in items if item.observed])
    extra: dict[str, Any] = {}
    for item in ordered:
        for key, value in item.extra.items():
            extra.setdefault(key, value)
    fields["extra"] = extra
    return fields


def _states_required(item: Any) -> bool:
    source = item.provenance("required")
    return source is not None and source.kind in {
        "written", "toolkit", "actionsdata", "index",
    }  # fmt: skip


def _states_conditions(item: Any) -> bool:
    source = item.provenance("conditions")
    return bool(item.conditions) or (source is not None and source.kind == "wfactions")


def _unique(items: Iterable[Disagreement], key: Callable[[Any], str]) -> list[Disagreement]:
    return list({key(item): item for item in items}.values())


def _observed(found: Sequence[Observed]) -> Observed | None:
    if len(found) < 2:
        return found[0] if found else None
    total: dict[str, dict[str, int]] = {"forms": {}, "values": {}}
    for item in found:
        for name, counts in (("forms", item.forms), ("values", item.values)):
            for key, count in counts.items():
                total[name][key] = total[name].get(key, 0) + count
    return Observed(
        count=sum(item.count for item in found), files=sum(item.files for item in found), **total
    )


def strength(kind: ValueType) -> int:
    """How much a type says: 3 a real one, down to 0 for none."""
    if isinstance(kind, UnknownType) or (isinstance(kind, AnyType) and not kind.variable):
        return 0
    if isinstance(kind, ListType):
        return strength(kind.item)
    if isinstance(kind, EnumerationType):
        return 3 if kind.cases else 2 if kind.dynamic else 1
    if isinstance(kind, AnyType):
        return 2
    return 1 if isinstance(kind, ContentType) else 3


def _type(found: Sequence[ParameterDefinition]) -> tuple[ValueType, Provenance | None]:
    """The best source's type that says enough, with the enumeration cases of all."""
    ordered = _ranked(found, "type")

    def kind_of(item: ParameterDefinition) -> str:
        source = item.provenance("type")
        return source.kind if source is not None else "claimed"

    strong = [item for item in ordered if kind_of(item) not in _WEAK_SOURCES]
    weak = [item for item in ordered if kind_of(item) in _WEAK_SOURCES]
    best = max(strong, key=lambda item: strength(item.type), default=None)
    if (best is None or strength(best.type) == 0) and weak:
        other = max(weak, key=lambda item: strength(item.type))
        best = other if best is None or strength(other.type) else best
    assert best is not None  # noqa: S101 - `found` is not empty
    kind: ValueType = best.type
    inner = kind.item if isinstance(kind, ListType) else kind
    if isinstance(inner, EnumerationType):
        merged = _cases(inner, best, ordered)
        kind = kind.model_copy(update={"item": merged}) if isinstance(kind, ListType) else merged
    return kind, best.provenance("type")


def _cases(
    kind: EnumerationType, best: ParameterDefinition, ordered: Sequence[ParameterDefinition]
) -> EnumerationType:
    cases = {case.value: case for case in kind.cases}
    dynamic = kind.dynamic
    for item in ordered:
        other = item.type.item if isinstance(item.type, ListType) else item.type
        if item is best or not isinstance(other, EnumerationType):
            continue
        source = item.provenance("type")
        older = source is not None and source.kind == "wfactions"
        dynamic = dynamic or (other.dynamic and not other.cases)
        for case in other.cases:
            known = cases.get(case.value)
            if known is None:
                retired = case.retired or older
                cases[case.value] = EnumerationCase(
                    value=case.value, title=case.title, retired=retired
                )
            elif known.title is None and case.title is not None:
                cases[case.value] = known.model_copy(update={"title": case.title})
    return kind.model_copy(update={"cases": tuple(cases.values()), "dynamic": dynamic})
