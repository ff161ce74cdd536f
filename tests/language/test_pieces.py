"""Long code is compiled in pieces; it has to say the same as in one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import shortcuts_py as sp
from shortcuts_py.language import pieces
from shortcuts_py.plist import same

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CODE = sorted([*(FIXTURES / "cases").glob("*.py"), *(FIXTURES / "shortcuts").glob("*.py")])


def compiled(code: str, lines: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, int]:
    """What code with pieces of so many lines compiles to, and how many pieces there were."""
    count = 0
    parse = pieces.parse_pieces

    def counted(source: str, filename: str) -> Iterator[pieces.Piece]:
        nonlocal count
        for count, piece in enumerate(parse(source, filename), 1):  # noqa: B007  it is kept
            yield piece

    with monkeypatch.context() as patch:
        patch.setattr(pieces, "_LINES", lines)
        patch.setattr("shortcuts_py.language.compiler.parse_pieces", counted)
        return sp.compile(code, "native").to_plist(), count


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_all_code_says_the_same_in_pieces(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = 0
    for path in CODE:
        code = path.read_text("utf-8")
        in_pieces, count = compiled(code, lines, monkeypatch)
        assert same(in_pieces, compiled(code, 1_000_000, monkeypatch)[0]), path.name
        cut += count > 1
    assert cut > 20


LONG = "\n".join(
    f'text_{number} = "{number}"\nshow_content(text_{number})' for number in range(250)
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(LONG, 3, id="long"),
        pytest.param(LONG.replace("\n", "\r\n"), 3, id="returns"),
        pytest.param("pass\n" * 100, 1, id="short"),
        # A text whose lines look like statements: 501 lines, and then 500 more.
        pytest.param(f'text("""\n{LONG}""")\n{LONG}', 4, id="in a text"),
        # Quotes in quotes: cutting behind 220 and 440 lines gives no code.
        pytest.param(f'text("""\n\'\'\'\n{LONG}""")\n{LONG}', 1, id="quotes in a text"),
        pytest.param(f"text(\"'''\")\n{LONG}", 1, id="quotes between quotes"),
        pytest.param(f"for index in range(3):\n    pass\n{LONG}", 3, id="after a block"),
        # What a name stands for is decided by all of the code.
        pytest.param(f'x = "a"\n{LONG}\nx = "b"\nshow_content(x)', 3, id="set twice"),
        pytest.param(f'show_content(x)\n{LONG}\nx = text("b")', 3, id="used before"),
        pytest.param(f'show_content(x)\n{LONG}\nx = variable("y z")', 3, id="declared late"),
        pytest.param(f"x = 1\n{LONG}\nx = 2\nif x == 1:\n    pass", 3, id="a number"),
        # Bodies of functions are read elsewhere.
        pytest.param(f"def f():\n    show_content('a')\n{LONG}\nf()", 1, id="functions"),
        # Comments above the first statement belong to the source: read as a whole, then.
        pytest.param("# a\n" * 300 + "import os\n" + LONG, 0, id="licence"),
        pytest.param(f"{LONG}\n# a\n\n# b\n{LONG}\n# c", 5, id="comments"),
    ],
)
def test_where_code_is_cut(code: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    in_pieces, count = compiled(code, 220, monkeypatch)
    assert count == expected
    assert in_pieces == compiled(code, 1_000_000, monkeypatch)[0]


def test_errors_have_the_lines_of_the_source() -> None:
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(f"{LONG}\n{LONG}\nshow_content(nobody)\n", "native")
    assert [one.line for one in caught.value.diagnostics] == [1001]
    with pytest.raises(sp.CompileError) as caught:
        sp.compile(f"{LONG}\n{LONG}\nshow_content((\n", "native")
    assert caught.value.diagnostics[0].line == 1001
