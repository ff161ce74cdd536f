"""CodeBLEU, with the weights of the WorkflowLLM paper, through the library `codebleu`.

The paper's own script cuts each line at its first `#`, also within strings; here comments
are what Python's tokenizer says they are.
"""

from __future__ import annotations

import io
import logging
import re
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shortcuts_py.errors import ShortcutError

__all__ = ["WEIGHTS", "beyond", "code_bleu", "without_comments"]

WEIGHTS = (0.1, 0.1, 0.4, 0.4)
"""Of n-grams, weighted n-grams, syntax and data flow."""

_NAMES = ("ngram_match_score", "weighted_ngram_match_score", "syntax_match_score",
          "dataflow_match_score")  # fmt: skip

# The library's time grows with the square of the code and of a statement, and doubles with each
# loop around a token, since it follows the data through every loop twice.
_CHARACTERS = 1_000_000
_TOKENS = 20_000
_STATEMENT = 3_000
_IN_LOOPS = 100_000
_MOST_LOOPS = 40  # beyond it the size does not matter, and numbers stay small

_UNREAD = re.compile(r"\w+|[^\w\s]")
_LOOPS = frozenset({"for", "while"})
_NO_TOKENS = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER})


def beyond(code: str) -> str | None:
    """Why code is too large for the library; None if it is not."""
    if len(code) > _CHARACTERS:
        return f"more than {_CHARACTERS:,} characters"
    size = _Size()
    read = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            read = token.end[0]
            size.add(token)
    except (tokenize.TokenError, SyntaxError):
        size.add_unread("\n".join(code.splitlines()[max(0, read - 1) :]))
    if size.tokens > _TOKENS:
        return f"more than {_TOKENS:,} tokens"
    if size.longest > _STATEMENT:
        return f"a statement of more than {_STATEMENT:,} tokens"
    if size.in_loops > _IN_LOOPS:
        return f"more than {_IN_LOOPS:,} tokens, each counted twice for every loop around it"
    return None


class _Size:
    """What the library's time depends on."""

    def __init__(self) -> None:
        self.tokens = self.longest = self.in_loops = 0
        self._statement = self._loops = 0  # tokens and loops of the statement under way
        self._head = self._around = 0  # loops of the last statement, and of all open blocks
        self._blocks: list[int] = []

    def add(self, token: tokenize.TokenInfo) -> None:
        """Count a token."""
        if token.type == tokenize.INDENT:
            self._blocks.append(self._head)
            self._around += self._head
        elif token.type == tokenize.DEDENT:
            self._around -= self._blocks.pop()
        elif token.type == tokenize.NEWLINE:
            self._head, self._loops, self._statement = self._loops, 0, 0
        elif token.type not in _NO_TOKENS:
            self._loops += token.string in _LOOPS
            self._count(1, self._around + self._loops)

    def add_unread(self, rest: str) -> None:
        """Count what the tokenizer cannot read: it may be one nest of brackets, or of loops."""
        words = _UNREAD.findall(rest)
        loops = sum(word in _LOOPS for word in words)
        self._count(len(words), self._around + self._loops + loops)

    def _count(self, tokens: int, loops: int) -> None:
        self.tokens += tokens
        self._statement += tokens
        self.longest = max(self.longest, self._statement)
        self.in_loops += tokens << min(loops, _MOST_LOOPS)


def code_bleu(reference: str, candidate: str) -> dict[str, float]:
    """CodeBLEU of two pieces of code, comments left out.

    The library counts a data flow of 0 as 1 in the sum (its default for code without any),
    as the version that the paper used does.

    Returns:
        `codebleu` and its four parts, each from 0 to 1.

    Raises:
        ShortcutError: the library is not installed, or not with a grammar that it can use.
    """
    calculate = _library()
    with _quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the grammar's form of 2024
        try:
            found: dict[str, Any] = calculate(
                [without_comments(reference)],
                [without_comments(candidate)],
                lang="python",
                weights=WEIGHTS,
            )
        except RecursionError:
            raise ShortcutError("the code is nested too deeply for codebleu") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise ShortcutError(
                f"codebleu cannot work with what is installed ({error}): {_INSTALL}"
            ) from error
    return {name: round(float(found[name]), 4) for name in ("codebleu", *_NAMES)}


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the line that the library logs for each reference that has no data flow."""
    root = logging.getLogger()

    def keeps(record: logging.LogRecord) -> bool:
        return "data-flow" not in record.getMessage()

    root.addFilter(keeps)
    try:
        yield
    finally:
        root.removeFilter(keeps)


_INSTALL = "pip install 'shortcuts_py[codebleu]' brings versions that fit"


def _library() -> Any:
    try:
        from codebleu import calc_codebleu
    except ImportError:
        raise ShortcutError(f"CodeBLEU needs the library codebleu: {_INSTALL}") from None
    return calc_codebleu


def without_comments(code: str) -> str:
    """Code without its comments, and without lines that only held one.

    What Python's tokenizer cannot read (and all behind it) only loses lines that start
    with `#`.
    """
    lines = code.splitlines(keepends=True)
    comments: dict[int, int] = {}
    read = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            read = token.end[0]
            if token.type == tokenize.COMMENT:
                comments[token.start[0]] = token.start[1]
    except (tokenize.TokenError, SyntaxError):
        pass
    else:
        read = len(lines)
    kept: list[str] = []
    for number, line in enumerate(lines, 1):
        column = comments.get(number)
        if column is None and number > read and line.lstrip().startswith("#"):
            continue
        if column is not None:
            line = line[:column].rstrip()
            if not line:
                continue
            line += "\n"
        kept.append(line)
    return "".join(kept)
