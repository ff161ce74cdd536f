"""String literals: every text of quotes, backslashes and lines comes back from Python."""

from __future__ import annotations

import ast
from itertools import product

import pytest

import shortcuts_py as sp
from shortcuts_py.language.literals import escape, print_string

SIGNS = "a\\\"\n'"


@pytest.mark.parametrize("length", range(6))
def test_python_reads_what_was_printed(length: int) -> None:
    for signs in product(SIGNS, repeat=length):
        text = "line\n" + "".join(signs)
        assert ast.literal_eval(print_string(text)) == text
        assert ast.literal_eval("'''" + escape(text, "'''") + "'''") == text


@pytest.mark.parametrize("dialect", ["native", "workflowbench", "apple"])
@pytest.mark.parametrize("end", ['"""""', "'''''", '\\"', "\\'", '""""\n'])
def test_quotes_in_a_row_survive(dialect: str, end: str) -> None:
    workflow = sp.repair(f"is_workflow_actions_exit()\nx = {'one' + chr(10) + end!r}").workflow
    assert sp.equivalent(sp.compile(sp.decompile(workflow, dialect)), workflow)
