"""The repairs of the text layer: every kind, what it says, and how sure it is.

A repair is reported under its kind, so this table is the list of all that the text layer
may do to a text. `docs/language-models.md` prints it.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["KINDS", "Kind"]


class Kind(NamedTuple):
    """A kind of repair.

    Attributes:
        meaning: what was found, and what is made of it.
        confidence: how sure the repair is, from 0 to 1.
        lost: whether the text survives only as a comment.
    """

    meaning: str
    confidence: float
    lost: bool = False


KINDS = {
    # Around the code
    "prose": Kind("text around the code, left out", 0.95),
    "fence": Kind("a Markdown fence, left out", 1.0),
    "joined-blocks": Kind("several blocks of code in one answer, read as one", 0.7),
    "left-out-block": Kind("a block of code that another block repeats, or no workflow", 0.6),
    "wrapper": Kind("a function around the workflow, or its call, left out", 0.9),
    "control-character": Kind("a character that no text has, dropped", 0.95),
    "truncated": Kind("the text ends within a statement, which is closed there", 0.6),
    # Lines and their structure
    "indentation": Kind("an indentation that fits nowhere, moved to the nearest level", 0.7),
    "indentation-jump": Kind(
        "deeper without a header: the header is lost, read as this level", 0.4
    ),
    "left-block": Kind("a statement between two of a deeper block, read as part of it", 0.6),
    "tabs": Kind("tabs and blanks mixed in front of statements; a tab is four columns", 0.9),
    "lost-body": Kind("a header without a body, which is taken for an empty one", 0.7),
    "lost-case": Kind("a menu's statements without their case, put into a new one", 0.4),
    "lost-match": Kind("cases without a match, put into a menu without a prompt", 0.6),
    "lost-else": Kind("statements that cannot follow each other, parted by an else", 0.5),
    "lost-if": Kind("statements deeper above an else, put into an if without a condition", 0.4),
    "orphan-else": Kind("an else without an if; its statements run in any case", 0.2),
    "missing-colon": Kind("a header without its colon", 0.95),
    "too-deep": Kind("blocks within blocks beyond the limit, read as one level", 0.3),
    # Strings
    "comment-in-string": Kind("comments between the lines of a string, taken out", 0.9),
    "spilled-comment": Kind("lines behind a comment that are no code, read as its lines", 0.7),
    "unclosed-string": Kind("a string without its end, which is closed before what follows", 0.5),
    "string-fragment": Kind("lines behind a string's end, joined to the string", 0.4),
    "lost-opening": Kind("lines of a string whose beginning is lost, read as a Text", 0.3),
    "over-escaped-quote": Kind("a quote escaped twice, read as a quote", 0.9),
    "literal-backslash": Kind(
        "backslashes of a text that are not escaped, read as backslashes", 0.9
    ),
    "literal-brace": Kind("a brace in a text that is not doubled, read as a brace", 0.9),
    "missing-f": Kind("a variable in braces without the f, read as the variable", 0.7),
    "nested-ask": Kind("a question within a text, with marks of its own", 0.8),
    "smart-quote": Kind("typographic quotes, read as plain ones", 0.95),
    # Values
    "unquoted-word": Kind("text without quotes, read as text", 0.9),
    "wrapped-text": Kind("text in braces of its own, read as the text", 0.95),
    "raw-value": Kind("a value without quotes that is no expression, read as text", 0.8),
    "dashed-keyword": Kind("a parameter's name that is no identifier, read as it is", 0.98),
    "spaced-property": Kind("a property's name with blanks, read as it is", 0.95),
    "odd-name": Kind("a name that is no identifier, read as it is", 0.95),
    "missing-bracket": Kind("brackets that are not closed, closed at the end", 0.6),
    "extra-bracket": Kind("brackets that close nothing, left out", 0.7),
    "missing-comma": Kind("two values without a comma between them", 0.6),
    # Other dialects
    "native-word": Kind("a call of the native dialect, read as the action it stands for", 0.9),
    # Losses
    "unreadable": Kind("a statement that cannot be read, kept as a comment", 0.0, lost=True),
    "unreadable-header": Kind(
        "a block whose condition or list cannot be read, kept in a comment in its body",
        0.0,
        lost=True,
    ),
    "fragment": Kind("text that belongs to no statement, kept as a comment", 0.0, lost=True),
}
