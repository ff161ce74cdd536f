"""What outputs are called: by the user, by references to them, by the app."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from shortcuts_py.apple.session import usual_name
from shortcuts_py.language.analysis import Analysis
from shortcuts_py.language.outputs import naming_parameter
from shortcuts_py.workflow.actions import (
    BLOCK_IDENTIFIERS,
    RESULT_NAMES,
    Action,
    Block,
    Node,
)

__all__ = ["labels_of", "makers_of", "usual_names"]


def makers_of(nodes: list[Node]) -> dict[str, tuple[Any, str]]:
    """Id of an output to what has it, and the identifier of its action."""
    found: dict[str, tuple[Any, str]] = {}
    _add_makers(nodes, found)
    return found


def _add_makers(body: list[Node], found: dict[str, tuple[Any, str]]) -> None:
    for node in body:
        if isinstance(node, Block):
            for branch in node.branches:
                _add_makers(branch.body, found)
            if node.end.uuid is not None:
                found.setdefault(node.end.uuid, (node.end, BLOCK_IDENTIFIERS[type(node)]))
        elif type(node) is Action and node.uuid is not None:
            found.setdefault(node.uuid, (node, node.identifier))


def _most(shown: Mapping[str | None, int], usual: str | None) -> str | None:
    """What references call an output most often; the usual name where it is as common."""
    return max(shown, key=lambda one: (shown[one], one == usual, one is not None, one or ""))


def usual_names(analysis: Analysis, makers: dict[str, tuple[Any, str]]) -> dict[str, str]:
    """What this file calls the outputs of an action, where that is not their usual name."""
    votes: dict[str, Counter[str | None]] = {}
    for uuid, (owner, identifier) in makers.items():
        shown = analysis.shown.get(uuid)
        if owner.output_name is None and shown and naming_parameter(identifier) is None:
            usual = usual_name(owner, identifier)
            best = _most(shown, usual)
            votes.setdefault(identifier, Counter())[None if best == usual else best] += 1
    found = {name: _most(count, None) for name, count in sorted(votes.items())}
    return {name: best for name, best in found.items() if best is not None}


def labels_of(
    analysis: Analysis, makers: dict[str, tuple[Any, str]], output_names: dict[str, str]
) -> tuple[dict[str, str | None], dict[str, str]]:
    """What outputs are called: all of them, and those where that has to be announced."""
    labels: dict[str, str | None] = {}
    announced: dict[str, str] = {}
    for uuid, (owner, identifier) in makers.items():
        usual = usual_name(owner, identifier)
        if naming_parameter(identifier) is None and identifier in output_names:
            usual = output_names[identifier]
        expected = owner.output_name or usual
        shown = analysis.shown.get(uuid)
        best = _most(shown, expected) if shown else expected
        if best != expected:
            announced[uuid] = best or ""
        english = usual_name(owner, identifier)
        label = owner.output_name or best or english
        if not isinstance(owner, Action):
            label = RESULT_NAMES[identifier]
        labels[uuid] = label if label and label.isascii() else english or label
    return labels, announced
