"""Damage done to sound texts of the WorkflowBench dialect, as models and data sets do it.

Each kind takes a source of chance and a text, and gives the damaged text with the text that a
perfect repair would mean; None where the text has nothing that it could damage. The second
is the first one's original, except where damage takes away what nobody could know: the
title of a case, the body of an if, the end of the text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

__all__ = ["KINDS", "Damaged"]


class Damaged(NamedTuple):
    text: str
    meant: str
    # Whether what is meant is only how the repaired text begins.
    beginning: bool = False


Kind = Callable[[Random, str], "Damaged | None"]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    KINDS[function.__name__] = function
    return function


def _statements(text: str) -> list[list[str]]:
    """The lines of each statement; headers are statements of their own."""
    lines = text.split("\n")
    first = {node.lineno for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)}
    first |= {
        number
        for number, line in enumerate(lines, start=1)
        if re.match(r"\s*(?:case .*|else):$", line)
    }
    groups: list[list[str]] = []
    for number, line in enumerate(lines, start=1):
        if number in first or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _replace_one(random: Random, text: str, pattern: str, new: str) -> Damaged | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    one = random.choice(found)
    return Damaged(text[: one.start()] + one.expand(new) + text[one.end() :], text)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


# Around the code


@kind
def fence(random: Random, text: str) -> Damaged | None:
    name = random.choice(["", "python", "Python", "py"])
    return Damaged(f"```{name}\n{text}```\n", text)


@kind
def prose(random: Random, text: str) -> Damaged | None:
    before = random.choice(
        [
            "Sure! Here is the workflow you asked for:\n\n",
            "Here's the code.\nIt asks for the text first, and then shows it.\n\n",
            "**Workflow**\n\n",
        ]
    )
    after = random.choice(
        [
            "\nLet me know if you need anything else!\n",
            "\nHow it works:\n\n1. It asks for a value.\n2. It shows the value to you.\n",
            "",
        ]
    )
    return Damaged(before + text + after, text)


@kind
def fence_and_prose(random: Random, text: str) -> Damaged | None:
    return Damaged(
        f"Of course. This should do it:\n\n```python\n{text}```\n\nShall I shorten it?\n",
        text,
    )


@kind
def several_blocks(random: Random, text: str) -> Damaged | None:
    lines = text.split("\n")
    tops = [
        index
        for index, line in enumerate(lines)
        if index and re.match(r"(?:\w+ = )?\w+\(", line) and _parses("\n".join(lines[:index]))
    ]
    if not tops:
        return None
    at = random.choice(tops)
    first, second = "\n".join(lines[:at]), "\n".join(lines[at:])
    return Damaged(
        f"First this:\n\n```python\n{first}\n```\n\nAnd then this:\n\n```python\n{second}```\n",
        text,
    )


@kind
def new_version(random: Random, text: str) -> Damaged | None:
    """A first try, and then the whole again."""
    lines = text.split("\n")
    first = "\n".join(line for line in lines if "alert" not in line)
    return Damaged(
        f"```python\n{first}```\n\nI forgot something. Now it is whole:\n\n```python\n{text}```\n",
        text,
    )


@kind
def truncated(random: Random, text: str) -> Damaged | None:
    groups = _statements(text)
    index = random.randrange(len(groups) // 2, len(groups))
    before = [line for group in groups[:index] for line in group]
    cut = "\n".join(groups[index])
    if len(cut.strip()) < 20:
        return None
    front = len(cut) - len(cut.lstrip())
    cut = cut[: random.randrange(front + 10, len(cut) - 1)]
    meant = "\n".join(before)
    if re.search(r":\s*$", meant):
        meant += " pass"
    return Damaged("\n".join([*before, cut]), meant, beginning=True)


@kind
def tabs(random: Random, text: str) -> Damaged | None:
    lines = text.split("\n")
    chosen = [index for index, line in enumerate(lines) if line.startswith("    ")]
    if not chosen or any(group[1:] for group in _statements(text.rstrip("\n"))):
        return None
    for index in chosen:
        if random.random() < 0.6:
            body = lines[index].lstrip(" ")
            lines[index] = "\t" * ((len(lines[index]) - len(body)) // 4) + body
    damaged = "\n".join(lines)
    return None if _parses(damaged) else Damaged(damaged, text)


@kind
def smart_quotes(random: Random, text: str) -> Damaged | None:
    where = random.choice([0, 1])
    if where and '"' in text:
        found = list(re.finditer(r'(?<=case )"([^"\n]*)"|(?<=[{ ])"(\w+)"(?=:)', text))
        if not found:
            return None
        one = random.choice(found)
        return Damaged(
            f"{text[: one.start()]}\u201c{one.group(1) or one.group(2)}\u201d{text[one.end() :]}",
            text,
        )
    return _replace_one(
        random, text, r"(?<==)'''([^'\\\n{}]+)'''", "\u2018\u2018\u2018\\1\u2019\u2019\u2019"
    )


@kind
def control_bytes(random: Random, text: str) -> Damaged | None:
    for _ in range(3):
        at = random.randrange(len(text))
        text_with = text[:at] + random.choice("\x00\x01\x08\x1b\x7f") + text[at:]
        return Damaged(text_with, text)
    return None


@kind
def native_words(random: Random, text: str) -> Damaged | None:
    """Calls of the native dialect between those of this one."""
    pairs = [
        (r"is_workflow_actions_vibrate\(\)", "vibrate_device()"),
        (r"is_workflow_actions_exit\(\)", "stop_this_shortcut()"),
        (r"is_workflow_actions_showresult\( Text=(f'''[^'\n]*''')\)", r"show_content(\1)"),
        (r"is_workflow_actions_delay\( WFDelayTime=([\d.]+)\)", r"wait(\1)"),
    ]
    random.shuffle(pairs)
    for pattern, new in pairs:
        if damaged := _replace_one(random, text, pattern, new):
            return damaged
    return None


# Values


@kind
def unquoted_dictionary(random: Random, text: str) -> Damaged | None:
    return _replace_one(random, text, r"(\"\w+\": )'''([^'\n{}]*)'''", r"\1\2")


@kind
def unquoted_keys(random: Random, text: str) -> Damaged | None:
    found = list(re.finditer(r"\{('''\w+''': '''[^{}\n]*''')\}", text))
    if not found:
        return None
    one = random.choice(found)
    inside = one.group(1).replace("'''", "")
    return Damaged(f"{text[: one.start()]}{{{inside}}}{text[one.end() :]}", text)


@kind
def wrapped_dictionary(random: Random, text: str) -> Damaged | None:
    found = list(re.finditer(r"= \{('''\w+''': '''[^{}\n]*''')\}", text))
    if not found:
        return None
    one = random.choice(found)
    inside = re.sub(r"'''([^']*)'''", r'{"string": \1}', one.group(1))
    return Damaged(f"{text[: one.start()]}= {{{inside}}}{text[one.end() :]}", text)


@kind
def unquoted_list(random: Random, text: str) -> Damaged | None:
    found = re.search(r"WFItems=\[([^\]]*)\]", text)
    if found is None:
        return None
    inside = found.group(1).replace("'''", "")
    return Damaged(text[: found.start(1)] + inside + text[found.end(1) :], text)


@kind
def dashed_keyword(random: Random, text: str) -> Damaged | None:
    return _replace_one(random, text, r"\bShow_(\w+)=", r"Show-\1=")


@kind
def spaced_property(random: Random, text: str) -> Damaged | None:
    found = list(re.finditer(r"(?<=\w\.)[A-Z]\w*_\w+(?=[})\s])", text))
    if not found:
        return None
    one = random.choice(found)
    name = one.group().replace("_", " ")
    return Damaged(text[: one.start()] + name + text[one.end() :], text)


@kind
def raw_value(random: Random, text: str) -> Damaged | None:
    return _replace_one(random, text, r"='''([\"{\[(][^'\n]*)'''", r"=\1")


@kind
def over_escaped(random: Random, text: str) -> Damaged | None:
    return _replace_one(random, text, r"(?<!\\)\\'", r"\\\\'")


@kind
def missing_f(random: Random, text: str) -> Damaged | None:
    return _replace_one(random, text, r"\bf('''[^']*\{[A-Za-z]\w*\})", r"\1")


@kind
def literal_braces(random: Random, text: str) -> Damaged | None:
    """A text of JSON around a variable, with braces that are not doubled."""
    found = list(re.finditer(r"=f'''\{(\w+)\}'''", text))
    if not found:
        return None
    one = random.choice(found)
    name = one.group(1)
    damaged = f"=f'''{{\"a\":{{{name}}},\"b\":{{}}}}'''"
    meant = f"=f'''{{{{\"a\":{{{name}}},\"b\":{{{{}}}}}}}}'''"
    return Damaged(
        text[: one.start()] + damaged + text[one.end() :],
        text[: one.start()] + meant + text[one.end() :],
    )


# Lines


@kind
def comments_in_strings(random: Random, text: str) -> Damaged | None:
    """An annotator's comment in front of every physical line."""
    inside = {
        number
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.Constant, ast.JoinedStr))
        for number in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    }
    if not inside:
        return None
    lines, meant = [], []
    for number, line in enumerate(text.rstrip("\n").split("\n"), start=1):
        front = line[: len(line) - len(line.lstrip())]
        comment = f"{front}# This line does step {number} of the workflow."
        lines += [comment, line]
        # Between statements a comment is sound, in a string it is not.
        meant += [line] if number in inside else [comment, line]
    return Damaged("\n".join(lines), "\n".join(meant))


@kind
def unclosed_string(random: Random, text: str) -> Damaged | None:
    found = list(re.finditer(r"(= f?'''[^'\n]*)'''(?=\n\s*\w)", text))
    if not found:
        return None
    one = random.choice(found)
    return Damaged(text[: one.end(1)] + text[one.end() :], text)


@kind
def string_fragments(random: Random, text: str) -> Damaged | None:
    """A string that ends too early: its other lines are left behind it."""
    groups = [group for group in _statements(text) if len(group) > 2]
    if not groups:
        return None
    group = random.choice(groups)
    line = random.randrange(1, len(group) - 1)
    if not group[line].strip():
        return None
    broken = [*group[:line], group[line] + "'''", *group[line + 1 :]]
    return Damaged(text.replace("\n".join(group), "\n".join(broken)), text)


@kind
def lost_body(random: Random, text: str) -> Damaged | None:
    lines = text.split("\n")
    found = []
    for index, line in enumerate(lines):
        if not re.match(r"\s*(?:if .*|else|case .*|for .*):$", line):
            continue
        width = len(line) - len(line.lstrip())
        stop = index + 1
        while stop < len(lines) and lines[stop].startswith(" " * (width + 1)):
            stop += 1
        if "'''" not in "".join(lines[index + 1 : stop]) or stop == index + 2:
            found.append((index, stop))
    if not found:
        return None
    index, stop = random.choice(found)
    if re.search(r"\w+ = ", "".join(lines[index + 1 : stop])):
        return None  # what the body made may be used behind it
    meant = [*lines[: index + 1], " " * 40 + "pass", *lines[stop:]]
    return Damaged("\n".join(lines[: index + 1] + lines[stop:]), "\n".join(meant))


@kind
def lost_case(random: Random, text: str) -> Damaged | None:
    """The first case of a menu; its title is lost for good."""
    found = list(re.finditer(r"(match .*:\n\s*)case \"(.*)\":\n", text))
    if not found:
        return None
    one = random.choice(found)
    damaged = text[: one.end(1)].rstrip(" ") + text[one.end() :]
    return Damaged(damaged, text[: one.start(2)] + "Case 1" + text[one.end(2) :])


@kind
def lost_match(random: Random, text: str) -> Damaged | None:
    found = list(re.finditer(r" *match input\((prompt=.*)?\):\n", text))
    if not found:
        return None
    one = random.choice(found)
    line = one.group()
    width = len(line) - len(line.lstrip())
    meant = text[: one.start()] + " " * width + "match input():\n" + text[one.end() :]
    return Damaged(text[: one.start()] + text[one.end() :], meant)


@kind
def jumped_indentation(random: Random, text: str) -> Damaged | None:
    """One line too far left or right, so that Python does not read it."""
    lines = text.split("\n")
    groups = [group for group in _statements(text) if len(group) == 1]
    simple = [one[0] for one in groups if one[0].strip() and not one[0].endswith(":")]
    for _ in range(20):
        line = random.choice(simple)
        width = len(line) - len(line.lstrip())
        moved = width + random.choice([-4, -3, -2, -1, 1, 2, 3, 4])
        if moved < 0:
            continue
        index = lines.index(line)
        changed = [*lines[:index], " " * moved + line.lstrip(), *lines[index + 1 :]]
        if not _parses("\n".join(changed)):
            return Damaged("\n".join(changed), text)
    return None
