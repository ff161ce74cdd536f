"""What chat models write around code: fences, prose, several blocks in one answer."""

from __future__ import annotations

import re
from typing import NamedTuple

from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workbench.source.kinds import KINDS
from shortcuts_py.workbench.source.places import Lines
from shortcuts_py.workbench.source.shapes import looks_like_statement, surely_statement

__all__ = ["find_other_lines"]

_FENCE = re.compile(r"\s{0,3}(?:>\s?)?(`{3,}|~{3,})\s*([\w+#.-]*)[^`]*$")
_CODE_NAMES = frozenset(
    {"", "python", "py", "python3", "code", "workflow", "shortcut", "shortcuts"}
)
_BULLET = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s|\s*#{1,6}\s+\S|\s*\*\*|\s*>\s|\s*\|")
_SENTENCE = re.compile(r"[A-Za-z'\u2019-]+[,:]?(?:\s+\S+){2,}")


class _Block(NamedTuple):
    first: int  # index of the line behind the opening fence
    stop: int  # index of the closing fence, or the number of lines
    name: str
    closed: bool


def find_other_lines(lines: Lines, names: frozenset[str], guesses: Guesses) -> frozenset[int]:
    """The indexes of lines that are no code; each run of them is reported.

    Args:
        lines: the text.
        names: the names that it assigns.
        guesses: takes up what was left out.
    """
    texts = lines.texts
    blocks = _find_blocks(texts)
    if blocks:
        return _outside(texts, blocks, names, guesses)
    return _prose_around(texts, names, guesses)


def _find_blocks(texts: list[str]) -> list[_Block]:
    blocks: list[_Block] = []
    opening: tuple[int, str, str] | None = None
    for index, text in enumerate(texts):
        if "```" not in text and "~~~" not in text:
            continue
        found = _FENCE.match(text)
        if found is None:
            continue
        fence, name = found.groups()
        if opening is None:
            opening = index, fence, name.lower()
        elif fence[0] == opening[1][0] and len(fence) >= len(opening[1]) and not name:
            blocks.append(_Block(opening[0] + 1, index, opening[2], True))
            opening = None
    if opening is not None:
        if opening[2] or (not blocks and _is_code(texts[opening[0] + 1 :])):
            blocks.append(_Block(opening[0] + 1, len(texts), opening[2], False))
        elif not blocks and _is_code(texts[: opening[0]]):
            blocks.append(_Block(0, opening[0], "", True))  # only the closing fence is there
    return blocks


def _is_code(texts: list[str]) -> bool:
    return any(looks_like_statement(text.strip()) for text in texts)


def _outside(
    texts: list[str], blocks: list[_Block], names: frozenset[str], guesses: Guesses
) -> frozenset[int]:
    chosen = _choose(texts, blocks)
    firsts = {block.first for block in chosen}
    skipped: set[int] = set()
    at = 0
    for block in [*blocks, _Block(len(texts) + 1, len(texts) + 1, "", False)]:
        fence = block.first - 1
        _leave_out(texts, at, min(fence, len(texts)), "prose", skipped, guesses)
        if fence < len(texts) and fence >= 0:
            _leave_out(texts, fence, fence + 1, "fence", skipped, guesses)
        if block.first <= len(texts) and block.first not in firsts:
            _leave_out(texts, block.first, block.stop, "left-out-block", skipped, guesses)
        if block.closed and block.stop < len(texts):
            _leave_out(texts, block.stop, block.stop + 1, "fence", skipped, guesses)
        at = block.stop + 1
    if len(chosen) > 1:
        first, last = chosen[0], chosen[-1]
        guesses.append(
            Guess(
                first.first + 1,
                1,
                max(last.stop, 1),
                len(texts[last.stop - 1]) + 1,
                "joined-blocks",
                f"{len(chosen)} blocks",
                "one workflow, in their order",
                KINDS["joined-blocks"].confidence,
            )
        )
    return frozenset(skipped)


def _choose(texts: list[str], blocks: list[_Block]) -> list[_Block]:
    """The blocks that make up the workflow.

    Those of other languages are out, and those that quote a few lines of a longer one. A
    block that repeats at least half of an earlier one is a new version of it, and the earlier
    one is out.
    """
    code = [block for block in blocks if block.name in _CODE_NAMES]
    code = [block for block in code if _is_code(texts[block.first : block.stop])] or code or blocks
    contents = [
        {text.strip() for text in texts[block.first : block.stop] if text.strip()} for block in code
    ]
    longest = max(contents, key=len, default=set())
    kept = [index for index, content in enumerate(contents) if not content < longest]
    code, contents = [code[index] for index in kept], [contents[index] for index in kept]
    seen: set[str] = set()
    chosen: list[_Block] = []
    for block, content in zip(reversed(code), reversed(contents), strict=True):
        if chosen and content and len(content & seen) * 2 >= len(content):
            continue
        chosen.append(block)
        seen |= content
    return chosen[::-1]


def _prose_around(texts: list[str], names: frozenset[str], guesses: Guesses) -> frozenset[int]:
    """Lines of prose in front of the first statement, and behind the last."""
    skipped: set[int] = set()
    start = _first_statement(texts)
    if start < 0:
        return frozenset()
    _leave_out(texts, 0, _with_comments(texts, start), "prose", skipped, guesses)
    stop = len(texts)
    while stop > start + 1 and not _ends_code(texts[stop - 1], names):
        stop -= 1
    tail = texts[stop:]
    if any(text.strip() for text in tail) and all(_is_prose(text) for text in tail):
        _leave_out(texts, stop, len(texts), "prose", skipped, guesses)
    return frozenset(skipped)


def _first_statement(texts: list[str]) -> int:
    for index, text in enumerate(texts):
        if looks_like_statement(text.strip()):
            return index
    return -1


def _with_comments(texts: list[str], start: int) -> int:
    """The first of the comment lines right above a statement."""
    while start > 0 and texts[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _ends_code(text: str, names: frozenset[str]) -> bool:
    """Whether a line is code: a statement, a comment, or the end of a string or call."""
    body = text.strip()
    if not body:
        return False
    if looks_like_statement(body) or surely_statement(body, names):
        return True
    if body[0] == "#" or "'''" in body or '"""' in body or body[-1] in ")]}":
        return not _SENTENCE.match(body) or "'''" in body
    return False


def _is_prose(text: str) -> bool:
    body = text.strip()
    return not body or _BULLET.match(text) is not None or _SENTENCE.match(body) is not None


def _leave_out(
    texts: list[str], first: int, stop: int, kind: str, skipped: set[int], guesses: Guesses
) -> None:
    while first < stop and not texts[first].strip():
        first += 1
    last = stop - 1
    while last >= first and not texts[last].strip():
        last -= 1
    if last < first:
        return
    if kind == "prose" and all(text.lstrip()[:1] in ("#", "") for text in texts[first : last + 1]):
        return  # comments are read as comments
    skipped.update(range(first, last + 1))
    read = "\n".join(texts[first : min(last + 1, first + 5)])[:200]
    confidence = KINDS[kind].confidence
    end = len(texts[last]) + 1
    guesses.append(Guess(first + 1, 1, last + 1, end, kind, read, "left out", confidence))
