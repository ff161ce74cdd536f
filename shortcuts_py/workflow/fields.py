"""Declared nodes: one list of fields serves reading and writing.

A node that stands for a dictionary of the file declares its keys once, in `FIELDS`.
`read_fields` accepts a dictionary only when every key is declared and every value has
the declared type exactly; the caller carries anything else as unknown. `write_fields`
gives the same dictionary back.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, TypeAlias, TypeVar

__all__ = ["Declared", "Field", "Plist", "Tree", "read_fields", "write_fields"]

# Any value of a property list, as it stands in the file.
Plist: TypeAlias = Any


class Field(NamedTuple):
    """One key of a dictionary in the file.

    Attributes:
        attribute: the node's attribute; None in it means that the key is absent.
        key: the key in the file.
        types: the exact types its value may have; empty for any property-list value.
        required: whether the node exists at all without the key.
    """

    attribute: str
    key: str
    types: tuple[type, ...]
    required: bool = False


_UNSHOWN = ("FIELDS", "type")


class Tree:
    """Base of everything in the tree: equality and printing, from the fields of a dataclass.

    Having them here once, rather than generated for each of forty classes, is a third of
    what importing the tree costs.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # nodes can be changed

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        return all(
            getattr(self, name) == getattr(other, name) for name in names if name != "FIELDS"
        )

    def __repr__(self) -> str:
        names = self.__dataclass_fields__  # type: ignore[attr-defined]
        shown = [f"{name}={getattr(self, name)!r}" for name in names if name not in _UNSHOWN]
        return f"{type(self).__name__}({', '.join(shown)})"


class Declared(Tree):
    """Base of nodes that are read and written from their `FIELDS`."""

    __slots__ = ()
    FIELDS: ClassVar[tuple[Field, ...]] = ()


Node = TypeVar("Node", bound=Declared)


def read_fields(kind: type[Node], plist: dict[str, Any], other_keys: int = 0) -> Node | None:
    """Read `plist` as a `kind`.

    Args:
        kind: the node's class; its first arguments are its fields, in order.
        plist: a dictionary of the file.
        other_keys: how many keys of `plist` the caller has accounted for itself.

    Returns:
        The node, or None where the dictionary does not fit it exactly.
    """
    found = other_keys
    values: list[Any] = []
    for _, key, types, required in kind.FIELDS:
        if key in plist:
            value = plist[key]
            if types and type(value) not in types:
                return None
            found += 1
            values.append(value)
        elif required:
            return None
        else:
            values.append(None)
    return kind(*values) if found == len(plist) else None


def write_fields(node: Declared, plist: dict[str, Any]) -> dict[str, Any]:
    """Add the fields of `node` to `plist`, which is returned."""
    for attribute, key, _, _ in node.FIELDS:
        value = getattr(node, attribute)
        if value is not None:
            plist[key] = value
    return plist
