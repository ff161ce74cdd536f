"""CodeBLEU, with the weights of the WorkflowLLM paper, through the library `codebleu`.

The paper's own script cuts each line at its first `#`, also within strings; here comments
are what Python's tokenizer says they are.
"""

from __future__ import annotations

import io
import logging
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shortcuts_py.errors import ShortcutError

__all__ = ["WEIGHTS", "code_bleu", "without_comments"]

WEIGHTS = (0.1, 0.1, 0.4, 0.4)
"""Of n-grams, weighted n-grams, syntax and data flow."""

_NAMES = ("ngram_match_score", "weighted_ngram_match_score", "syntax_match_score",
          "dataflow_match_score")  # fmt: skip


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
