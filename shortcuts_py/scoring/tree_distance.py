"""The edit distance of two trees of actions.

Inserting or deleting an action, a block or a branch costs 1 and leaves what is in it where
it is. Changing an action into another costs 1; changing its parameters costs half the share
of them that changes. The algorithm is that of Zhang and Shasha (SIAM J. Comput. 18(6),
1989). Trees for which it would take long are compared as sequences instead, and the result
says so.
"""

from __future__ import annotations

from typing import NamedTuple

from shortcuts_py.scoring.alignment import parameter_distance
from shortcuts_py.scoring.forms import FlatAction

__all__ = ["LARGEST", "Distance", "TreeNode", "make_tree", "tree_distance"]

LARGEST = 3_000_000
"""Steps up to which trees are compared as trees: a few seconds."""


class TreeNode:
    """A node: an action, a part of a block, or the root (None)."""

    __slots__ = ("action", "children")

    def __init__(self, action: FlatAction | None) -> None:
        self.action = action
        self.children: list[TreeNode] = []


class Distance(NamedTuple):
    """A distance and how it was found.

    Attributes:
        distance: the cost of the cheapest edits.
        similarity: 1 for equal trees, 0 for trees that share nothing.
        method: "tree", or "sequence" where the trees are too large; then actions are
            compared as a list, and a changed action costs 1 whatever changes.
        reference: nodes of the reference.
        candidate: nodes of the candidate.
    """

    distance: float
    similarity: float
    method: str
    reference: int
    candidate: int


def make_tree(actions: list[FlatAction]) -> TreeNode:
    """The tree of a list of actions: blocks by their parts, whatever their ids are.

    The part that opens a block is a node whose children are the branches; the part that
    closes it is none. Parts without a block are plain nodes.
    """
    root = TreeNode(None)
    stack: list[tuple[str, TreeNode, TreeNode]] = []  # identifier, block, open branch
    for action in actions:
        body = stack[-1][2] if stack else root
        if action.mode == 0:
            block, branch = TreeNode(action), TreeNode(None)
            body.children.append(block)
            block.children.append(branch)
            stack.append((action.identifier, block, branch))
        elif action.mode == 1 and stack and stack[-1][0] == action.identifier:
            branch = TreeNode(action)
            stack[-1][1].children.append(branch)
            stack[-1] = (action.identifier, stack[-1][1], branch)
        elif action.mode == 2 and stack and stack[-1][0] == action.identifier:
            stack.pop()
        else:
            body.children.append(TreeNode(action))
    return root


class _Flat:
    """A tree in post-order, as the algorithm wants it.

    Attributes:
        nodes: the nodes.
        leftmost: for each node the index of its leftmost leaf.
        keyroots: the nodes with another leftmost leaf than their parents.
        steps: the sum of the sizes of the keyroots' trees.
    """

    def __init__(self, root: TreeNode) -> None:
        self.nodes: list[TreeNode] = []
        self.leftmost: list[int] = []
        stack: list[tuple[TreeNode, int]] = [(root, 0)]
        first: list[int] = [0]
        while stack:
            node, position = stack.pop()
            if position < len(node.children):
                stack += [(node, position + 1), (node.children[position], 0)]
                first.append(len(self.nodes))
                continue
            self.leftmost.append(first.pop())
            self.nodes.append(node)
        last = {leaf: index for index, leaf in enumerate(self.leftmost)}
        self.keyroots = sorted(last.values())
        self.steps = sum(one - self.leftmost[one] + 1 for one in self.keyroots)


def _cost(left: TreeNode, right: TreeNode) -> float:
    one, other = left.action, right.action
    if one is None or other is None:
        return 0.0 if one is other else 1.0
    if one.identifier != other.identifier or one.mode != other.mode:
        return 1.0
    return parameter_distance(one, other) / 2


def tree_distance(reference: list[FlatAction], candidate: list[FlatAction]) -> Distance:
    """The distance of two lists of actions as trees."""
    left, right = _Flat(make_tree(reference)), _Flat(make_tree(candidate))
    sizes = len(left.nodes), len(right.nodes)
    if reference == candidate:
        return Distance(0.0, 1.0, "tree", *sizes)
    if left.steps * right.steps > LARGEST:
        return _sequences(reference, candidate, sizes)
    distance = _zhang_shasha(left, right)
    # The roots are always equal and would make any two trees similar.
    total = sum(sizes) - 2
    return Distance(round(distance, 4), round(1 - distance / total, 4), "tree", *sizes)


def _zhang_shasha(left: _Flat, right: _Flat) -> float:
    wide = len(right.nodes)
    distances = [[0.0] * wide for _ in left.nodes]
    costs: dict[tuple[int, int], float] = {}
    for one in left.keyroots:
        for other in right.keyroots:
            _forests(left, right, one, other, distances, costs)
    return distances[-1][-1]


def _forests(
    left: _Flat,
    right: _Flat,
    one: int,
    other: int,
    distances: list[list[float]],
    costs: dict[tuple[int, int], float],
) -> None:
    start, begin = left.leftmost[one], right.leftmost[other]
    columns = other - begin + 2
    table = [[float(column) for column in range(columns)]]
    for row in range(1, one - start + 2):
        node = start + row - 1
        above, line = table[-1], [float(row)]
        own_leftmost = left.leftmost[node] == start
        for column in range(1, columns):
            mate = begin + column - 1
            best = min(above[column], line[column - 1]) + 1
            if own_leftmost and right.leftmost[mate] == begin:
                cost = costs.get((node, mate))
                if cost is None:
                    cost = costs[node, mate] = _cost(left.nodes[node], right.nodes[mate])
                best = min(best, above[column - 1] + cost)
                distances[node][mate] = best
            else:
                before = table[left.leftmost[node] - start]
                whole = before[right.leftmost[mate] - begin] + distances[node][mate]
                best = min(best, whole)
            line.append(best)
        table.append(line)


def _sequences(
    reference: list[FlatAction], candidate: list[FlatAction], sizes: tuple[int, int]
) -> Distance:
    from rapidfuzz.distance import Levenshtein

    numbers: dict[tuple[object, ...], int] = {}

    def number(action: FlatAction) -> int:
        key = (action.identifier, action.mode, *sorted(action.parameters.items()))
        return numbers.setdefault(key, len(numbers))

    left, right = [number(one) for one in reference], [number(one) for one in candidate]
    distance = Levenshtein.distance(left, right)
    longest = max(len(left), len(right))
    similarity = round(1 - distance / longest, 4)
    return Distance(float(distance), similarity, "sequence", *sizes)
