"""Names in code, replaced through LibCST: every blank and comment stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

import libcst as cst

from shortcuts_py.announcements import read_announcement, write_announcement
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.errors import ShortcutError

__all__ = ["apply_names", "names_in"]

_MARK = "\ufeff"
_HEADING = re.compile(r"^# shortcuts_py: workflow \{", re.MULTILINE)
_IN_TITLE = re.compile(r"\{(\w+)")
# Words of announcements whose value has names of the code as keys, or is one.
_NAMES = frozenset({"forward", "ids", "outputs", "shown", "variables"})
_ONE_NAME = frozenset({"result"})


def _parse(code: str) -> cst.Module:
    try:
        return cst.parse_module(code.removeprefix(_MARK))
    except cst.ParserSyntaxError as error:
        raise ShortcutError(f"LibCST cannot read the code: {error.message}") from None


def names_in(code: str) -> set[str]:
    """Every name that stands in code, whatever for.

    Raises:
        ShortcutError: the code cannot be read, or is nested too deeply.
    """
    visitor = _Names()
    try:
        _parse(code).visit(visitor)
    except RecursionError:
        raise ShortcutError("the code is nested too deeply for LibCST") from None
    return visitor.found


def apply_names(
    code: str,
    mapping: Mapping[str, str],
    variables: Mapping[str, str] | None = None,
    *,
    titles: bool = False,
) -> str:
    """Replace names, all at once.

    Names of actions that are called, of attributes and of keywords are others' and stay;
    keywords go along where the code defines the function that is called.

    Args:
        code: code that Python's own parser accepts. LibCST's would overflow the stack of
            the process on code that is nested much deeper than that accepts.
        mapping: old name to new name.
        variables: new name to the name that a variable has in the shortcut, for dialects
            that say it in the announcement at the top.
        titles: whether `{name}` in the title of a case is a name.

    Raises:
        ShortcutError: the code cannot be read, or is nested too deeply.
    """
    mark = _MARK if code.startswith(_MARK) else ""
    if variables and not _HEADING.search(code):
        code = f"{write_announcement('workflow', {'variables': {}})}\n{code.removeprefix(_MARK)}"
    try:
        module = _parse(code)
        functions = _Functions()
        module.visit(functions)
        renaming = _Renaming(mapping, functions.found, variables or {}, titles)
        return mark + module.visit(renaming).code
    except RecursionError:
        raise ShortcutError("the code is nested too deeply for LibCST") from None


def _spelling(node: cst.Name) -> str:
    """The name that Python takes it for."""
    return node.value if node.value.isascii() else normalize("NFKC", node.value)


class _Names(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_Name(self, node: cst.Name) -> None:  # noqa: N802  LibCST's spelling
        self.found.add(_spelling(node))

    def visit_Attribute(self, node: cst.Attribute) -> bool:  # noqa: N802
        node.value.visit(self)
        return False  # an attribute's own name is no name of the code

    def visit_Arg(self, node: cst.Arg) -> bool:  # noqa: N802
        node.value.visit(self)
        return False  # nor is a keyword


class _Functions(cst.CSTVisitor):
    """The functions that code defines, with the names of their parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = {}

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:  # noqa: N802
        parameters = node.params
        every = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
        self.found[_spelling(node.name)] = {_spelling(one.name) for one in every}


class _Renaming(cst.CSTTransformer):
    def __init__(
        self,
        mapping: Mapping[str, str],
        functions: Mapping[str, set[str]],
        variables: Mapping[str, str],
        titles: bool,
    ) -> None:
        super().__init__()
        self._titles = titles
        self._mapping = mapping
        self._functions = functions
        self._variables = dict(variables)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:  # noqa: N802
        new = self._mapping.get(_spelling(original_node))
        return updated_node if new is None else updated_node.with_changes(value=new)

    def leave_Attribute(  # noqa: N802
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: N802
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        function = original_node.func
        if not isinstance(function, cst.Name):
            return updated_node
        parameters = self._functions.get(_spelling(function))
        if parameters is None:
            return updated_node.with_changes(func=function)
        return updated_node.with_changes(
            args=[self._argument(one, parameters) for one in updated_node.args]
        )

    def _argument(self, node: cst.Arg, parameters: set[str]) -> cst.Arg:
        keyword = node.keyword
        if keyword is None or _spelling(keyword) not in parameters:
            return node
        return node.with_changes(keyword=self.leave_Name(keyword, keyword))

    def leave_MatchValue(  # noqa: N802
        self, original_node: cst.MatchValue, updated_node: cst.MatchValue
    ) -> cst.MatchValue:
        """In the WorkflowBench dialect `{name}` in the title of a case is a variable."""
        title = updated_node.value
        if not self._titles or not isinstance(title, cst.SimpleString):
            return updated_node
        text = _IN_TITLE.sub(lambda one: "{" + self._mapping.get(one[1], one[1]), title.value)
        return updated_node.with_changes(value=title.with_changes(value=text))

    def leave_ImportFrom(  # noqa: N802
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        return original_node

    def leave_Import(  # noqa: N802
        self, original_node: cst.Import, updated_node: cst.Import
    ) -> cst.Import:
        return original_node

    def leave_Comment(  # noqa: N802
        self, original_node: cst.Comment, updated_node: cst.Comment
    ) -> cst.Comment:
        """What an announcement says about a name goes along; other comments stay."""
        announced = read_announcement(original_node.value)
        if announced is None or announced.value is None:
            return updated_node
        value = self._announced(announced.word, announced.value)
        if announced.word == "workflow" and self._variables and type(value) is dict:
            named = value.get("variables")
            value["variables"] = {**(named if type(named) is dict else {}), **self._variables}
            self._variables = {}
        if value == announced.value:
            return updated_node
        return updated_node.with_changes(value=write_announcement(announced.word, value))

    def _announced(self, word: str, value: Any) -> Any:
        """A value in which names of the code are renamed; a copy."""
        if word in _NAMES and type(value) is dict:
            return {self._name(name): one for name, one in value.items()}
        if type(value) is str:
            return self._name(value) if word in _ONE_NAME else value
        if type(value) is dict:
            return {
                key: self._name(one)
                if key in ID_KEYS and type(one) is str
                else self._announced(key, one)
                for key, one in value.items()
            }
        if type(value) is list:
            return [self._announced("", one) for one in value]
        return value

    def _name(self, text: str) -> str:
        """A name as it stands, or in braces as the WorkflowBench dialect has it."""
        if text.startswith("{") and text.endswith("}"):
            return "{" + self._mapping.get(text[1:-1], text[1:-1]) + "}"
        return self._mapping.get(text, text)
