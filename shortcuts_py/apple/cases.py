"""Cases of enumerations: `Enum.CASE`, and plain texts that name none of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.apple.fields import Field
from shortcuts_py.apple.parameters import Parameter

if TYPE_CHECKING:
    from shortcuts_py.apple.session import Reader

__all__ = ["is_case", "read_case", "warn_case"]


def is_case(reader: Reader, node: ast.Attribute) -> bool:
    """Whether `A.B` is a case: A is no name of the program, and B is in capitals."""
    base = node.value
    if type(base) is not ast.Name or base.id in reader.names:
        return False
    if reader.variable(base.id) is not None:
        return False
    return base.id not in reader.plan.assigned and node.attr == node.attr.upper()


def read_case(reader: Reader, field: Field, node: ast.Attribute) -> Any:
    """The id of the case; None, with a problem noted, where the parameter has no such case."""
    from shortcuts_py.apple.nearest import nearest

    parameter = field.parameter
    cases = parameter.cases if parameter else ()
    for case in cases:
        if case.name == node.attr:
            return case.id if case.id is not None else node.attr
    names = [case.name for case in cases if case.name]
    if not names:
        what = (parameter.title or parameter.key) if parameter else "this parameter"
        reader.error(node, "no-such-case", f"{what} has no cases: give it a value")
        return None
    near = nearest(node.attr, names) or tuple(names[:3])
    class_name = node.value.id if type(node.value) is ast.Name else ""
    reader.error(
        node,
        "no-such-case",
        f"{class_name} has no case {node.attr}; did you mean {near[0]}?",
        tuple(f"{class_name}.{one}" for one in near),
        (reader.word(node, node.attr, last=True), near[0]),
    )
    return None


def warn_case(reader: Reader, parameter: Parameter, node: ast.Constant, value: str) -> None:
    """A text that is none of a parameter's cases is taken as it stands: cases come and go."""
    ids = [case.id for case in parameter.cases if case.id is not None]
    if not ids:
        return
    from shortcuts_py.apple.nearest import nearest

    what = parameter.title or parameter.key
    message = f"{what} has no {value!r} that is known here"
    reader.warn(node, "unknown-case", message, near=lambda: nearest(value, ids) or tuple(ids[:3]))
