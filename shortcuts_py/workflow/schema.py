"""The JSON form of a workflow, and its schema: pydantic over the tree's own types.

pydantic is imported here and nowhere else in the tree, so that reading and printing
shortcuts does not pay for it. The form is the tree: every node is an object with its
`type`, in most cases the file's own tag. Plain values are themselves; data, dates and the
few other values that JSON lacks are the dollar objects of the property list's rendering.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    PlainSerializer,
    Tag,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from typing_extensions import TypeAliasType

from shortcuts_py.errors import DecodeError, ShortcutError
from shortcuts_py.limits import current_limits
from shortcuts_py.plist.json_form import unwrap, wrap
from shortcuts_py.workflow import (
    actions,
    aggrandizements,
    attachments,
    dictionary,
    document,
    fields,
    predicates,
    quantities,
    states,
    text,
    values,
)
from shortcuts_py.workflow.document import Workflow

__all__ = ["from_json", "from_python", "json_schema", "to_json", "to_python"]

_VALUES = (attachments, text, values, states, dictionary, quantities, predicates)
_MODULES = (fields, aggrandizements, *_VALUES, actions, document)
_UNKNOWN_ATTACHMENT = "unknown_attachment"

_DOLLAR = {
    "type": "object",
    "description": "data, a date or another value that JSON does not have",
    "minProperties": 1,
    "maxProperties": 1,
    "patternProperties": {"^\\$(data|date|real|uid|dictionary)$": {}},
    "additionalProperties": False,
}
_SCALAR_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {"type": "boolean"},
        {"type": "integer"},
        {"type": "number"},
        _DOLLAR,
    ]
}


def _tag(value: Any) -> str:
    """Which member of the union a value is, as a node or as its JSON object."""
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        tag = value.get("type")
        return tag if isinstance(tag, str) and tag in _nodes() else "plain"
    if type(value) is attachments.UnknownAttachment:
        return _UNKNOWN_ATTACHMENT
    own = getattr(type(value), "__dataclass_fields__", None)
    return "plain" if own is None else str(own["type"].default)


def _part_tag(value: Any) -> str:
    return "plain" if isinstance(value, str) else "attachment"


@lru_cache(maxsize=1)
def _nodes() -> dict[str, type[Any]]:
    """Tag to class of every node that can be a parameter's value."""
    found: dict[str, type[Any]] = {}
    for module in _VALUES:
        for kind in vars(module).values():
            own = getattr(kind, "__dataclass_fields__", {})
            if isinstance(kind, type) and kind.__module__ == module.__name__ and "type" in own:
                found[str(own["type"].default)] = kind
    return found


def _one_scalar(value: Any) -> Any:
    if value is None or isinstance(value, list):
        raise ValueError("this is no value of a property list")
    return unwrap(value)


_Plist = Annotated[
    Any,
    BeforeValidator(unwrap),
    PlainSerializer(wrap),
    WithJsonSchema({"description": "any value of a property list"}),
]
_Scalar = Annotated[
    Any,
    BeforeValidator(_one_scalar),
    PlainSerializer(wrap),
    WithJsonSchema(_SCALAR_SCHEMA),
]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Workflow]:
    """The adapter of the whole tree; built when it is first asked for."""
    union: Any = Annotated[_Scalar, Tag("plain")]
    for tag, kind in _nodes().items():
        union = union | Annotated[kind, Tag(tag)]
    union = union | Annotated[list["Value"], Tag("list")]  # type: ignore[name-defined]  # noqa: F821
    value: Any = TypeAliasType("Value", Annotated[union, Discriminator(_tag)])
    # The annotations of the tree are resolved now, by these names. Every union goes by a
    # tag: trying all members would take time that grows with the power of the depth.
    names: dict[str, Any] = {
        "Value": value,
        "Plist": _Plist,
        "Node": Annotated[actions.Node, Discriminator("type")],
        "Attachment": Annotated[attachments.Attachment, Discriminator("type")],
        "Aggrandizement": Annotated[aggrandizements.Aggrandizement, Discriminator("type")],
    }
    attachment: Any = names["Attachment"]
    part: Any = Annotated[str, Tag("plain")] | Annotated[attachment, Tag("attachment")]
    names["Part"] = Annotated[part, Discriminator(_part_tag)]
    for module in _MODULES:
        for name in names.keys() & vars(module).keys():
            vars(module)[name] = names[name]
        for kind in vars(module).values():
            if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__"):
                kind.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
    globals()["Value"] = value
    return TypeAdapter(Workflow)


def json_schema() -> dict[str, Any]:
    """The JSON schema of the form."""
    schema = _adapter().json_schema()
    for kind in schema.get("$defs", {}).values():
        # A node without its tag is not read; saying so keeps validators off wrong branches.
        if "const" in kind.get("properties", {}).get("type", {}):
            kind["required"] = ["type", *kind.get("required", [])]
    return {"title": "Workflow", **schema}


def from_json(text: str | bytes) -> Workflow:
    """Read a workflow from its JSON form.

    Raises:
        DecodeError: it is not JSON, does not fit the schema (says where), is too large, or
            has a block that no file can say.
    """
    if len(text) > current_limits().file_size:
        raise DecodeError(f"the JSON is longer than the limit of {current_limits().file_size}")
    try:
        workflow = _adapter().validate_json(text)
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, one['loc'])) or 'the root'}: {one['msg']}"
            for one in error.errors(include_url=False, include_input=False)[:10]
        ]
        raise DecodeError("; ".join(lines)) from None
    for node in workflow.walk():
        if isinstance(node, actions.Block):
            if not node.branches:
                raise DecodeError(f"the block {node.group!r} has no branches; one opens it")
            if node.end.body:
                raise DecodeError(f"the end of the block {node.group!r} has a body; it has none")
    return workflow


def from_python(value: Any) -> Workflow:
    """Read a workflow from the Python form of its JSON."""
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise DecodeError(f"this is no JSON: {error}") from None
    return from_json(text)


def to_python(workflow: Workflow) -> Any:
    """The Python form of a workflow's JSON.

    Raises:
        ShortcutError: it is nested more deeply than pydantic goes.
    """
    try:
        return _adapter().dump_python(workflow, mode="json")
    except ValueError as error:
        raise ShortcutError(f"JSON cannot hold this workflow: {error}") from None


def to_json(workflow: Workflow, *, indent: int | None = None) -> str:
    """The JSON form of a workflow.

    Raises:
        ShortcutError: a string holds half of a surrogate pair, which JSON text cannot.
    """
    try:
        return _adapter().dump_json(workflow, indent=indent).decode("utf-8")
    except (UnicodeError, ValueError) as error:
        raise ShortcutError(f"JSON cannot hold this workflow: {error}") from None
