"""The self-proof: code is compiled again before anybody sees it.

Printing is meant to be exact by construction. The proof finds out whether it was, action
by action, and has what was not printed again in the plain form, which is exact because it
says the property list itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from shortcuts_py.equivalence import Renaming, equivalent
from shortcuts_py.errors import CompileError
from shortcuts_py.language.compiler import compile_native
from shortcuts_py.language.decompiler import decompile
from shortcuts_py.limits import Limits, bounded, check_time
from shortcuts_py.plist.compare import same
from shortcuts_py.workflow.actions import Block, Node, write_action
from shortcuts_py.workflow.document import Workflow

__all__ = ["Proof", "find_owners", "prove"]

_ROUNDS = 3


class Proof(NamedTuple):
    """Code, and what compiling it gave.

    Attributes:
        code: the code.
        exact: whether it compiles to the same workflow (with ids kept: the same property
            list; else equal up to ids).
        plain: how many actions had to be printed in the plain form.
        problem: what went wrong where it is not exact.
    """

    code: str
    exact: bool
    plain: int
    problem: str | None


def prove(workflow: Workflow, *, keep_ids: bool = False, limits: Limits | None = None) -> Proof:
    """Print a workflow, compile the code in memory, and compare.

    Args:
        workflow: the workflow.
        keep_ids: whether the code carries every id.
        limits: bounds on what that may cost; None for the current ones.

    Raises:
        ShortcutError: the workflow cannot be printed at all.
    """
    with bounded(limits):
        return _prove(workflow, keep_ids)


def _prove(workflow: Workflow, keep_ids: bool) -> Proof:
    plist = workflow.to_plist()
    plain: frozenset[int] = frozenset()
    code, problem = "", None
    for _ in range(_ROUNDS):
        code = decompile(workflow, keep_ids=keep_ids, plain=plain)
        check_time()
        try:
            back = compile_native(code)
        except CompileError as error:
            problem = f"the code does not compile: {error}"
            found = _at_lines(workflow)
        else:
            check_time()
            again = back.to_plist()
            if same(plist, again) if keep_ids else equivalent(plist, again):
                return Proof(code, True, len(plain), None)
            problem = "the code compiles to another workflow"
            found = _differing(workflow, back)
        if found <= plain:
            break
        plain |= found
    return Proof(code, False, len(plain), problem)


def _at_lines(workflow: Workflow) -> frozenset[int]:
    """Every action: where code does not compile at all, nothing in it is trusted."""
    return frozenset(id(node) for node in workflow.walk())


def find_owners(nodes: list[Node], found: list[int]) -> None:
    """For each action of the file, the `id` of the node that prints it."""
    for node in nodes:
        found.append(id(node))
        if isinstance(node, Block):
            for position, branch in enumerate(node.branches):
                if position:
                    found.append(id(node))
                find_owners(branch.body, found)
            found.append(id(node))


def _differing(workflow: Workflow, back: Workflow) -> frozenset[int]:
    owners: list[int] = []
    find_owners(workflow.actions, owners)
    left: list[Any] = [write_action(one) for one in workflow.flat()]
    right: list[Any] = [write_action(one) for one in back.flat()]
    if len(left) != len(right):
        return frozenset(owners)
    renaming = Renaming()
    return frozenset(
        owner
        for owner, one, other in zip(owners, left, right, strict=True)
        if not renaming.same(one, other)
    )
