"""Shortcut files as they stand on the disk: read, checked, mended and written again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from shortcuts_py.checks.edits import apply_fixes
from shortcuts_py.checks.families import rules as every_rule
from shortcuts_py.checks.rules import Finding, Rule, as_diagnostic, run_rules
from shortcuts_py.checks.view import View
from shortcuts_py.diagnostics.codes import CODES
from shortcuts_py.errors import Diagnostic, ShortcutError
from shortcuts_py.limits import Limits, current_limits
from shortcuts_py.plist.read import loads as load_plist
from shortcuts_py.plist.read import sniff
from shortcuts_py.workflow.document import Workflow

__all__ = ["ShortcutFile", "action_names", "check_plist", "mend", "read_file", "write_file"]

_ROUNDS = 8  # one fix may uncover the next; each round mends what does not overlap

# A cause on the left explains the problems on the right at the same action.
_EXPLAINS = {"block-other-action": frozenset({"unknown-action", "unknown-identifier"})}


class ShortcutFile(NamedTuple):
    """A file that was read.

    Attributes:
        plist: the property list at its root.
        format: "binary", "xml" or "json".
        signed: whether it was taken out of a signed file.
    """

    plist: Any
    format: str
    signed: bool


def read_file(data: bytes, limits: Limits | None = None) -> ShortcutFile:
    """Read a file, signed or not; the content decides the format.

    Raises:
        DecodeError: it is none, is damaged, or goes beyond the limits.
    """
    limits = limits or current_limits()
    signed = sniff(data) == "signed"
    if signed:
        from shortcuts_py import container

        data = container.unsign(data, limits=limits)
    plist = load_plist(data, limits=limits)
    Workflow.from_plist(plist)  # refuses what is no shortcut
    return ShortcutFile(plist, sniff(data), signed)


def write_file(file: ShortcutFile, plist: Any) -> bytes:
    """The bytes of a mended file, in the format that it had, unsigned.

    Raises:
        ShortcutError: the format cannot hold a value.
    """
    if file.format == "json":
        import json

        from shortcuts_py.plist.json_form import wrap

        try:
            text = json.dumps(wrap(plist), ensure_ascii=False, indent=1, allow_nan=False)
            # Halves of surrogate pairs have no UTF-8; as escapes, JSON has them.
            return f"{text}\n".encode("utf-8", "backslashreplace")
        except ValueError as error:
            raise ShortcutError(f"JSON cannot hold this property list: {error}") from None
    from shortcuts_py.plist.write import dumps

    return dumps(plist, file.format)


def _workflow_of(plist: Any) -> dict[str, Any]:
    """The workflow's dictionary: the root itself, or made of the bare actions that it is."""
    if type(plist) is list:
        if len(plist) == 1 and type(plist[0]) is dict and "WFWorkflowActions" in plist[0]:
            return plist[0]
        return {"WFWorkflowActions": plist}
    if type(plist) is dict and "WFWorkflowActionIdentifier" in plist:
        return {"WFWorkflowActions": [plist]}
    return plist if type(plist) is dict else {}


def _root_of(plist: Any, workflow: dict[str, Any]) -> Any:
    """The inverse of `_workflow_of`: the root of a file like `plist` with a workflow."""
    if type(plist) is list:
        if len(plist) == 1 and type(plist[0]) is dict and "WFWorkflowActions" in plist[0]:
            return [workflow]
        return workflow["WFWorkflowActions"]
    if "WFWorkflowActionIdentifier" in plist:
        return workflow["WFWorkflowActions"][0]
    return workflow


def _findings(plist: Any, rules: Iterable[Rule]) -> list[Finding]:
    found = list(run_rules(View(_workflow_of(plist)), rules))
    explained = {
        (code, one.action) for one in found for code in _EXPLAINS.get(one.code, frozenset())
    }
    kept = [one for one in found if (one.code, one.action) not in explained]
    return sorted(kept, key=lambda one: -1 if one.action is None else one.action)


def check_plist(plist: Any, rules: Iterable[Rule] | None = None) -> list[Diagnostic]:
    """Everything that is wrong with a shortcut, by the order of its actions.

    Args:
        plist: the property list at the root of a file.
        rules: what is checked; None for everything.
    """
    return [
        as_diagnostic(one) for one in _findings(plist, every_rule() if rules is None else rules)
    ]


def mend(
    plist: Any, rules: Iterable[Rule] | None = None, codes: Iterable[str] | None = None
) -> tuple[Any, int]:
    """Mend what has one safe answer, errors and warnings only.

    Args:
        plist: the property list at the root of a file; it is not changed.
        rules: what is checked; None for everything.
        codes: what is mended; None for everything.

    Returns:
        The mended property list (the same object where nothing was to be done), and how
        many problems were mended.
    """
    chosen = every_rule() if rules is None else tuple(rules)
    wanted = None if codes is None else frozenset(codes)
    count = 0
    for _ in range(_ROUNDS):
        fixes = [
            one.fix
            for one in _findings(plist, chosen)
            if one.fix is not None
            and one.fix.safe
            and CODES[one.code].severity != "note"
            and (wanted is None or one.code in wanted)
        ]
        if not fixes:
            break
        workflow, made = apply_fixes(_workflow_of(plist), fixes)
        if not made:
            break
        count += made
        plist = _root_of(plist, workflow)
    return plist, count


def action_names(plist: Any) -> tuple[str, ...]:
    """What the app calls each action of a file; the end of its identifier where unknown."""
    from shortcuts_py.catalog import load

    catalogue = load()
    names: dict[str, str] = {}
    found: list[str] = []
    for action in View(_workflow_of(plist)).actions:
        identifier = action.identifier
        if identifier not in names:
            known = catalogue.get(identifier)
            short = identifier.rpartition(".")[2] or "no action"
            names[identifier] = short if known is None or not known.name else known.name
        found.append(names[identifier])
    return tuple(found)
