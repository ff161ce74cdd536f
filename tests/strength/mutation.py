"""Mutations: bytes, code and property lists, made a little wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import datetime
from plistlib import UID
from typing import Any

__all__ = ["mutate_bytes", "mutate_code", "mutate_plist"]

_NUMBERS = [b"\0", b"\1", b"\x7f", b"\x80", b"\xff", b"\xff\xff", b"\xff" * 4, b"\xff" * 8,
            b"\0" * 8, b"\x7f" + b"\xff" * 7]  # fmt: skip
_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_WORDS = ["(", ")", "[", "]", "{", "}", ",", ":", "=", "==", "!=", "<", "in", "not", "and", "or",
          "if", "else", "elif", "for", "while", "match", "case", "def", "return", "lambda",
          "async", "await", "with", "class", "None", "True", "0", "-1", "1e999", "9" * 50, '"',
          "'", '"""', 'f"{', "}", "\\", "\n", "\n    ", "\t", "#:", "#", "shortcut", "variable",
          "text", "is_workflow_actions_text", "import_question", "*", "**", ".", "...", "->", ":=",
          "\u2028", "\ufeff", "\0", "\ud800", "\N{GRINNING FACE}", "e\u0301", "\ufffc"]  # fmt: skip
_KEYS = ["WFSerializationType", "Value", "Type", "string", "attachmentsByRange", "UUID",
         "OutputUUID", "OutputName", "GroupingIdentifier", "WFControlFlowMode", "Aggrandizements",
         "WFItemType", "WFKey", "WFValue", "WFCondition", "CustomOutputName", "VariableName", "",
         "WFWorkflowActionIdentifier", "WFWorkflowActionParameters", "$data", "a b"]  # fmt: skip
_VALUES: list[Any] = [
    "", "a", "\ufffc", "\0", "a\r\nb", '"""', "{}", "\\", "is.workflow.actions.conditional",
    "WFTextTokenString", "WFTextTokenAttachment", "WFDictionaryFieldValue", "ActionOutput",
    "Variable", "Repeat Item", "{0, 1}", 0, 1, 2, 3, 4, 99, 100, 1003, -1, 2**63, -(2**63),
    True, False, 0.0, -0.0, 1.5, float("nan"), float("inf"), b"", b"\0\xff", datetime(2001, 1, 1),
    UID(1), [], {}, [[]], {"a": {}}, {"Type": "Clipboard"}, {"Type": "ActionOutput"},
]  # fmt: skip


def mutate_bytes(seed: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """A seed with one to four changes."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        size = len(data)
        place = chance.randrange(size) if size else 0
        length = min(chance.choice((1, 1, 2, 4, 8, 40)), size - place)
        kind = chance.randrange(8)
        if kind == 0 and size:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 1 and size:
            data[place] = chance.randrange(256)
        elif kind == 2:
            number = chance.choice(_NUMBERS)
            data[place : place + len(number)] = number
        elif kind == 3:
            del data[place : place + length]
        elif kind == 4:
            data[place:place] = data[place : place + length] * chance.choice((1, 2, 50))
        elif kind == 5:
            other = chance.choice(others)
            start = chance.randrange(len(other)) if other else 0
            data[place : place + length] = other[start : start + chance.choice((1, 8, 64))]
        elif kind == 6:
            data[place:place] = chance.randbytes(chance.choice((1, 2, 9)))
        else:
            del data[chance.randrange(size + 1) :]
    return bytes(data)


def mutate_code(seed: str, chance: random.Random, others: Sequence[str]) -> str:
    """Code with one to four words or lines changed."""
    if chance.random() < 0.3:
        lines = seed.split("\n")
        for _ in range(chance.choice((1, 1, 3))):
            place = chance.randrange(len(lines))
            kind = chance.randrange(5)
            if kind == 0:
                del lines[place]
            elif kind == 1:
                lines.insert(place, chance.choice(chance.choice(others).split("\n")))
            elif kind == 2:
                lines[place] = chance.choice(("    ", "  ", "\t")) + lines[place]
            elif kind == 3:
                lines[place] = lines[place].strip()
            else:
                other = chance.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            lines = lines or [""]
        return "\n".join(lines)
    words = _WORD.findall(seed) or [""]
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(words))
        kind = chance.randrange(5)
        if kind == 0:
            words[place] = chance.choice(_WORDS)
        elif kind == 1:
            words.insert(place, chance.choice(_WORDS))
        elif kind == 2:
            words[place] = ""
        elif kind == 3:
            words[place] = chance.choice(_WORD.findall(chance.choice(others)) or [""])
        else:
            words[place] *= chance.choice((2, 3, 30))
    return "".join(words)


def _places(value: Any, found: list[tuple[Any, Any]]) -> None:
    for key, one in list(value.items() if isinstance(value, dict) else enumerate(value)):
        found.append((value, key))
        if isinstance(one, dict | list):
            _places(one, found)


def mutate_plist(seed: Any, chance: random.Random, others: Sequence[Any]) -> Any:
    """A property list with one to four values, keys or members changed; the seed is not."""
    value = _copy(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        places: list[tuple[Any, Any]] = []
        _places(value, places)
        if not places:
            return value
        holder, key = chance.choice(places)
        kind = chance.randrange(6)
        if kind == 0:
            holder[key] = _copy(chance.choice(_VALUES))
        elif kind == 1:
            del holder[key]
        elif kind == 2:
            other: list[tuple[Any, Any]] = []
            _places(chance.choice(others), other)
            from_holder, from_key = chance.choice(other)
            holder[key] = _copy(from_holder[from_key])
        elif kind == 3 and isinstance(holder, list):
            holder.insert(key, _copy(holder[chance.randrange(len(holder))]))
        elif kind == 4 and isinstance(holder, dict):
            holder[chance.choice(_KEYS)] = _copy(chance.choice(_VALUES))
        elif isinstance(holder, dict):
            holder[chance.choice(_KEYS)] = holder.pop(key)
        else:
            holder.append(holder.pop(key))
    return value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value
