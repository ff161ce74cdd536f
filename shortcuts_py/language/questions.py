"""Import questions, printed in front of the action they ask about.

In the file a question points at its action by index, so that inserting an action breaks
it. In code the statement `import_question(...)` stands before the action, and the index is
counted when compiling. Questions that point nowhere, at the inner part of a block, or out
of order stay a list in `shortcut(...)`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from shortcuts_py.language.layout import Expression, Group
from shortcuts_py.language.literals import print_string
from shortcuts_py.language.nearest import nearest
from shortcuts_py.language.plain import read_plain
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import Action, Block, Node
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.identifiers import COMMENT
from shortcuts_py.workflow.values import read_value, write_value

if TYPE_CHECKING:
    from shortcuts_py.language.printer import Printer
    from shortcuts_py.language.reader import Reader

__all__ = ["index_nodes", "print_questions", "read_question"]

COMMENT_KEY = "WFCommentActionText"
_KEYS = {
    "ActionIndex": int,
    "Category": str,
    "ParameterKey": str,
    "Text": str,
    "DefaultValue": None,
}


def index_nodes(nodes: list[Node]) -> tuple[dict[int, int], dict[int, Any]]:
    """`id` of a node to its index in the file, and index to the node that starts there."""
    indexes: dict[int, int] = {}
    starts: dict[int, Any] = {}
    count = 0

    def walk(body: list[Node]) -> None:
        nonlocal count
        for node in body:
            indexes[id(node)] = count
            starts[count] = node
            count += 1
            if isinstance(node, Block):
                for position, branch in enumerate(node.branches):
                    count += 1 if position else 0
                    walk(branch.body)
                count += 1

    walk(nodes)
    return indexes, starts


def print_questions(printer: Printer, workflow: Workflow) -> bool:
    """Attach the questions to their actions; False where they have to stay a list."""
    questions = workflow.import_questions
    if not questions:
        return False
    _, starts = index_nodes(workflow.actions)
    found: dict[int, list[Expression]] = {}
    last = -1
    for question in questions:
        if type(question) is not dict or not question.keys() <= _KEYS.keys():
            return False
        index = question.get("ActionIndex")
        if type(index) is not int or index < last or index not in starts:
            return False
        if question.get("Category") != "Parameter" or type(question.get("ParameterKey")) is not str:
            return False
        if type(question.get("Text", "")) is not str:
            return False
        last = index
        node = starts[index]
        if getattr(node, "identifier", "") == COMMENT and question["ParameterKey"] != COMMENT_KEY:
            return False  # a question in front of a comment is about what follows it
        found.setdefault(id(node), []).append(_print_question(printer, node, question))
    printer.questions = found
    return True


def _print_question(printer: Printer, node: Any, question: dict[str, Any]) -> Expression:
    key = question["ParameterKey"]
    names = by_identifier(node.identifier) if type(node) is Action else None
    word = names.keywords.get(key, key) if names else key
    members: list[tuple[str, Expression]] = []
    if "Text" in question:
        members.append(("", print_string(question["Text"])))
    members.append(("parameter=", print_string(word, False)))
    if "DefaultValue" in question:
        value = read_value(question["DefaultValue"])
        members.append(("default=", printer.value(value)))
    return Group("import_question(", members)


def read_question(reader: Reader, node: ast.Call) -> dict[str, Any] | None:
    """The question of a statement, with the keyword still in place of the key."""
    question: dict[str, Any] = {"Category": "Parameter"}
    if len(node.args) == 1:
        text = read_plain(node.args[0])
        if type(text) is str:
            question["Text"] = text
    for one in node.keywords:
        if one.arg == "parameter":
            question["ParameterKey"] = read_plain(one.value)
        elif one.arg == "default":
            value = reader.value(one.value)
            question["DefaultValue"] = write_value(value)
        else:
            near = nearest(one.arg or "", ("parameter", "default"))
            message = "import_question() takes parameter= and default="
            reader.unknown_word(one, "unknown-keyword", message, near, one.arg)
    if type(question.get("ParameterKey")) is not str or len(node.args) > 1:
        reader.error(
            node,
            "bad-argument",
            'a question has a text and a parameter: import_question("City?", parameter="text")',
        )
        return None
    return question


def settle_question(question: dict[str, Any], node: Any, index: int) -> dict[str, Any]:
    """A read question with the key and the index of its action."""
    word = question["ParameterKey"]
    names = by_identifier(node.identifier) if type(node) is Action else None
    key = names.keys.get(word, word) if names else word
    return {**question, "ParameterKey": key, "ActionIndex": index}
