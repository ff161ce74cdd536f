"""The find action that the system makes up for an entity.

Facts: its identifier is that of the entity; its parameters are the same for all: the
predicate, sorting, limit, how the conditions join, and what is searched.
"""

from __future__ import annotations

from collections.abc import Iterable

from shortcuts_py.catalog.model import (
    ActionDefinition,
    AppReference,
    Condition,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.types import (
    AnyType,
    BooleanType,
    EntityType,
    EnumerationType,
    NumberType,
    QueryType,
    ValueType,
)

__all__ = ["FIND_KEYS", "find_action"]

FIND_KEYS = (
    "WFContentItemFilter", "WFContentItemSortProperty", "WFContentItemSortOrder",
    "WFContentItemLimitEnabled", "WFContentItemLimitNumber", "WFCompoundType",
    "WFContentItemInputParameter",
)  # fmt: skip


def find_action(
    identifier: str,
    entity: EntityType,
    app: AppReference | None,
    source: Provenance,
    compared: Iterable[str],
) -> ActionDefinition:
    """The find action of `entity`; `compared` are the properties its query can test."""
    types: dict[str, ValueType] = {
        "WFContentItemFilter": QueryType(of=entity.name),
        "WFContentItemSortProperty": EnumerationType(dynamic=True),
        "WFContentItemSortOrder": EnumerationType(dynamic=True),
        "WFContentItemLimitEnabled": BooleanType(),
        "WFContentItemLimitNumber": NumberType(integer=True, minimum=1),
        "WFCompoundType": EnumerationType(dynamic=True, stored_as="number"),
        "WFContentItemInputParameter": AnyType(),
    }
    limited = (Condition(parameter="WFContentItemLimitEnabled", values=(True,)),)
    label = entity.label or entity.name.rpartition(".")[2]
    return ActionDefinition(
        identifier=identifier,
        name=f"Find {label}",
        kind="app intent",
        app=app,
        parameters={
            key: ParameterDefinition(
                key=key,
                type=kind,
                conditions=limited if key == "WFContentItemLimitNumber" else (),
                sources=(source,),
            )
            for key, kind in types.items()
        },
        output_name=label,
        output_types=(entity.name,),
        output=entity,
        output_multiple=True,
        sources=(source,),
        extra={"properties": [name for name in compared if name]},
    )
