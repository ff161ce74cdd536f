"""What `check` costs where one statement assigns very many names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

import shortcuts_py as sp
from shortcuts_py.checks import source_names


def test_a_statement_is_looked_at_once_whatever_it_assigns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`a = a = a = ...` took time in the square of its length."""
    looked: list[ast.stmt] = []
    targets = source_names._targets

    def look(statement: ast.stmt) -> Iterator[ast.expr]:
        looked.append(statement)
        return targets(statement)

    monkeypatch.setattr(source_names, "_targets", look)
    sp.check("a = " * 300 + "1\nshow_content(a)\n")
    assert 0 < len(looked) <= 4
