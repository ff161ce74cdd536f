"""String literals as models write them: unclosed, escaped twice, with braces of any kind."""

from __future__ import annotations

import ast
import re

from shortcuts_py.workbench.source.cursor import Cursor, StuckError
from shortcuts_py.workbench.source.escapes import (
    OVER_ESCAPED,
    decode,
    is_literal,
    unescape_quotes,
)

__all__ = ["read_string", "starts_string"]

_SINGLE, _DOUBLE = "'\u2018\u2019\u201b", '"\u201c\u201d\u201e\u201f'
_START = re.compile(
    rf"([fFrRbBuU]{{0,2}})(\\*)([{_SINGLE}]{{3}}|[{_DOUBLE}]{{3}}|[{_SINGLE}{_DOUBLE}])"
)
# What may stand behind the end of a string.
_BEHIND = re.compile(r"\s*(?:$|[,)\]}:;\[.#+&|]|[=!<>]=|[<>]\s|(?:in|not|and|or|if|else|is|for)\b)")
_CLOSES = {
    sign * count: re.compile(rf"\\.|[{signs}]{{{count}}}", re.DOTALL)
    for signs in (_SINGLE, _DOUBLE)
    for sign in signs
    for count in (1, 3)
}
_ASK = re.compile(r"""f\\*'\{input\((\\*["'])Please enter the value:\s?\1\)\}\\*'?""")
_ASK_END = re.compile(r"\}\\+'''\\*'")
_MARK = re.compile(_ASK.pattern + r"|\{\{|\}\}|[{}]")
_REFERENCE = re.compile(r"\{\s*[^\W\d]")


def starts_string(cursor: Cursor) -> bool:
    """Whether a string literal starts here."""
    return _START.match(cursor.text, cursor.at, cursor.end) is not None


def read_string(cursor: Cursor) -> ast.expr:
    """Read a string literal.

    Raises:
        StuckError: none is here, or one of a single line has no end.
    """
    start = cursor.at
    opening = cursor.match(_START)
    if opening is None:
        raise StuckError
    prefix, slashes, quote = opening.groups()
    inside = cursor.at
    close, after = _find_close(cursor, inside, quote, slashes)
    content = cursor.text[inside:close]
    if any(sign in "\u2018\u2019\u201b\u201c\u201d\u201e\u201f" for sign in quote):
        cursor.guess("smart-quote", start, inside, "'''" if len(quote) == 3 else quote)
    plain = "r" in prefix.lower()
    if not plain and (found := OVER_ESCAPED.search(content)) is not None and not slashes:
        cursor.guess("over-escaped-quote", inside + found.start(), inside + found.end() + 1, "'")
    text = _Text(cursor, inside, close, plain, quote)
    node: ast.expr
    node = text.formatted() if "f" in prefix.lower() else text.plain_or_formatted()
    cursor.at = after
    if "b" in prefix.lower() and isinstance(node, ast.Constant) and isinstance(node.value, str):
        node.value = node.value.encode("latin-1", "replace")
    return cursor.put(node, start)


def _find_close(cursor: Cursor, inside: int, quote: str, slashes: str) -> tuple[int, int]:
    """Offsets of the end of the content, and behind the literal."""
    text, end = cursor.text, cursor.end
    if slashes:
        # A quote that is itself escaped, within an expression in a text.
        stop = text.find(slashes + quote, inside, end)
        if stop < 0:
            raise StuckError
        return stop, stop + len(slashes) + len(quote)
    pattern = _CLOSES[quote if len(set(quote)) == 1 else quote[0] * 3]
    first: tuple[int, int] | None = None
    if quote == "'''" and (ask := _ASK.search(text, inside, min(end, inside + 4000))) is not None:
        ending = _ASK_END.match(text, text.find("}", ask.start()), end)
        if ending is not None:
            return ask.end(), ending.end()
    for found in pattern.finditer(text, inside, end):
        if found.group()[0] == "\\":
            continue
        if len(quote) == 1 and "\n" in text[inside : found.start()]:
            break
        stop, after = found.span()
        while len(quote) == 3 and after < end and text[after] == quote[0] and after - stop < 5:
            stop, after = stop + 1, after + 1
        if first is None:
            first = stop, after
        if _BEHIND.match(text, after, end):
            return stop, after
        cursor.work -= after - first[1]
        if cursor.work < 0:
            raise StuckError
    if len(quote) == 1:
        raise StuckError
    if first is not None:
        return first
    stop = len(text[:end].rstrip())
    # What closes the call stays outside of the text, where nothing else can be meant.
    cursor.guess("unclosed-string" if cursor.whole else "truncated", inside - 3, stop, "'''")
    return max(stop, inside), end


class _Text:
    """The inside of a literal."""

    def __init__(self, cursor: Cursor, start: int, end: int, plain: bool, quote: str) -> None:
        self.cursor, self.start, self.end = cursor, start, end
        self.plain = plain
        content = cursor.text[start:end]
        self.literal = len(quote) == 3 and not plain and is_literal(content, pattern=cursor.pattern)
        if self.literal:
            at = start + content.index("\\")
            cursor.guess("literal-backslash", at, at + 2, "\\\\")

    def decoded(self, start: int, end: int) -> str:
        text = self.cursor.text[start:end]
        if self.plain:
            return text
        if self.literal:
            return unescape_quotes(text)
        return decode(OVER_ESCAPED.sub("", text))

    def constant(self, start: int, end: int) -> ast.Constant:
        node = ast.Constant(self.decoded(start, end), kind=None)
        return self.cursor.put(node, start, end)

    def plain_or_formatted(self) -> ast.expr:
        """A literal without f: text, unless it holds variables of this text in braces."""
        if "{" in self.cursor.text[self.start : self.end]:
            mark = self.cursor.mark()
            values = self.pieces(doubled=False, forgotten=True)
            if values is not None and any(isinstance(one, ast.FormattedValue) for one in values):
                return ast.JoinedStr(values)
            self.cursor.back(mark)
        return ast.Constant(self.decoded(self.start, self.end), kind=None)

    def formatted(self) -> ast.JoinedStr:
        """A literal with f. Where one brace is not doubled, none is."""
        mark = self.cursor.mark()
        values = self.pieces(doubled=True, forgotten=False)
        if values is None:
            self.cursor.back(mark)
            values = self.pieces(doubled=False, forgotten=False) or []
        return ast.JoinedStr(values)

    def pieces(self, *, doubled: bool, forgotten: bool) -> list[ast.expr] | None:
        """The constants and references; None where braces are not doubled and should be.

        Args:
            doubled: whether `{{` stands for a brace.
            forgotten: whether only names that the text assigns are references.
        """
        cursor, text = self.cursor, self.cursor.text
        values: list[ast.expr] = []
        literal: list[str] = []
        since = at = self.start
        told = False

        def flush(stop: int) -> None:
            if stop > since:
                literal.append(self.decoded(since, stop))

        def close(stop: int) -> None:
            if literal:
                node = ast.Constant("".join(literal), kind=None)
                values.append(cursor.put(node, stop - 1, stop))
                literal.clear()

        while (found := _MARK.search(text, at, self.end)) is not None:
            sign = found.group()
            if sign[0] == "f":
                flush(found.start())
                close(found.start())
                cursor.guess("nested-ask", found.start(), found.end(), "{input(...)}")
                values.append(self.ask(found))
                since = at = found.end()
                continue
            if len(sign) == 2:
                if doubled:
                    flush(found.start())
                    literal.append(sign[0])
                    since = at = found.end()
                    continue
                sign = sign[0]
            node = self.reference(found.start(), forgotten) if sign == "{" else None
            if node is not None:
                flush(found.start())
                close(found.start())
                if forgotten:
                    cursor.guess("missing-f", found.start(), cursor.at, "variable")
                values.append(node)
                since = at = cursor.at
                continue
            if doubled:
                return None
            if not told and not forgotten:
                told = True
                cursor.guess("literal-brace", found.start(), found.start() + 1, sign * 2)
            at = found.start() + 1
        flush(self.end)
        close(self.end)
        return values

    def ask(self, found: re.Match[str]) -> ast.expr:
        start, end = found.span()
        prompt = self.cursor.put(ast.Constant("Please enter the value:", kind=None), start, end)
        name = self.cursor.put(ast.Name("input", ast.Load()), start, end)
        call = self.cursor.put(ast.Call(name, [prompt], []), start, end)
        node = ast.FormattedValue(call, conversion=-1, format_spec=None)
        return self.cursor.put(node, start, end)

    def reference(self, start: int, forgotten: bool) -> ast.expr | None:
        """The value in braces that starts here; None where the brace is a brace."""
        from shortcuts_py.workbench.source.expressions import read_expression, root_name

        cursor = self.cursor
        if not _REFERENCE.match(cursor.text, start, self.end):
            return None
        at, end = cursor.at, cursor.end
        mark = cursor.mark()
        cursor.at, cursor.end = start + 1, self.end
        try:
            value = read_expression(cursor)
            cursor.skip()
            ok = cursor.take("}")
        except StuckError:
            ok = False
        stop = cursor.at
        cursor.end = end
        if ok and not isinstance(value, (ast.Constant, ast.JoinedStr, ast.Dict, ast.List)):
            root = root_name(value)
            known = root in cursor.names or (isinstance(value, ast.Call) and not forgotten)
            script = start > 0 and cursor.text[start - 1] == "$"
            if known or not (forgotten or script):
                cursor.at = stop
                node = ast.FormattedValue(value, conversion=-1, format_spec=None)
                return cursor.put(node, start, stop)
        cursor.at = max(cursor.at, start)
        cursor.back((at, mark[1], mark[2]))
        return None
