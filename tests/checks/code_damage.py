"""Damages sound code in one place, by a seed, and says what was there.

    python tests/checks/code_damage.py [FOLDER] [COUNT]

prints what is found, suggested and mended of COUNT damages a kind, over the fixtures or
over the shortcuts of a folder.
"""

from __future__ import annotations

import ast
import random
import string
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import shortcuts_py as sp
from shortcuts_py.catalog.types import EnumerationType
from shortcuts_py.checks.catalogue_facts import all_properties, definition
from shortcuts_py.checks.source import check_source
from shortcuts_py.checks.source_mending import fix_source
from shortcuts_py.language.properties import METHODS, property_name
from shortcuts_py.language.vocabulary import COERCIONS, RESERVED
from shortcuts_py.names import by_name

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
MISSPELT = ("action", "parameter", "case", "variable", "property", "class")
KINDS = (*MISSPELT, "kind", "colon", "keyword", "dedent", "indent", "bracket", "quote", "body")
_BLOCK = ("if ", "elif ", "else:", "for ", "match ", "case ", "def ")


class Damage(NamedTuple):
    """Code with one mistake.

    Attributes:
        kind: one of `KINDS`.
        original: the sound code.
        code: the damaged code.
        line: where the mistake is.
        right: what stood there.
        wrong: what stands there now.
    """

    kind: str
    original: str
    code: str
    line: int
    right: str
    wrong: str


class _Site(NamedTuple):
    line: int
    column: int
    word: str
    others: frozenset[str]


def sound_code(folder: Path | None = None) -> Iterator[str]:
    """Printed code of the fixtures, or of the shortcuts in a folder, without errors."""
    if folder is not None:
        for path in sorted(folder.rglob("*")):
            try:
                yield sp.decompile(sp.load(path))
            except (sp.ShortcutError, OSError):
                continue
        return
    for path in sorted(
        [*(FIXTURES / "shortcuts").glob("*.py"), *(FIXTURES / "cases").glob("*.py")]
    ):
        code = path.read_text("utf-8")
        try:
            yield sp.decompile(sp.compile(code))
        except sp.ShortcutError:
            continue


# -- where damage can be done -----------------------------------------------------------


def _sites(code: str) -> dict[str, list[_Site]]:
    lines = code.split("\n")
    module = ast.parse(code)
    found: dict[str, list[_Site]] = defaultdict(list)
    bound = {node.id for node in ast.walk(module) if isinstance(node, ast.Name) and _stores(node)}

    def add(kind: str, node: ast.AST, word: str, others: frozenset[str], shift: int = 0) -> None:
        line = node.lineno  # type: ignore[attr-defined]
        text = lines[line - 1]
        offset = node.col_offset + shift  # type: ignore[attr-defined]
        column = len(text.encode()[:offset].decode("utf-8", "replace"))
        if text[column : column + len(word)] == word and len(word) > 2:
            found[kind].append(_Site(line, column, word, others))

    for node in ast.walk(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in bound:
            add("variable", node, node.id, frozenset(bound))
        if isinstance(node, ast.Attribute) and _is_property(node):
            start = node.end_col_offset - len(node.attr)  # type: ignore[operator]
            add("property", node, node.attr, frozenset(), start - node.col_offset)
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr == "as_" and node.args:
            name = node.args[0]
            if isinstance(name, ast.Name):
                add("class", name, name.id, COERCIONS)
        names = by_name(function.id) if isinstance(function, ast.Name) else None
        if names is None or not isinstance(function, ast.Name):
            continue
        add("action", function, function.id, frozenset())
        known = definition(names.identifier)
        for one in node.keywords:
            if one.arg is None or one.arg not in names.keys:
                continue
            add("parameter", one, one.arg, frozenset({*names.keys, *names.keywords}))
            parameter = known.parameters.get(names.keys[one.arg]) if known else None
            value = one.value
            if parameter is None or not isinstance(value, ast.Constant):
                continue
            if isinstance(parameter.type, EnumerationType) and value.value in parameter.cases:
                if not parameter.type.dynamic and isinstance(value.value, str):
                    add("case", value, value.value, frozenset(parameter.cases), 1)
            elif parameter.type.kind == "boolean" and type(value.value) is bool:
                add("kind", value, repr(value.value), frozenset())
    return found


def _is_property(node: ast.Attribute) -> bool:
    return (
        node.attr not in METHODS
        and property_name(node.attr) in all_properties()
        and isinstance(node.ctx, ast.Load)
        and node.lineno == node.end_lineno
    )


def _stores(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store) and node.id not in RESERVED


# -- damage -----------------------------------------------------------------------------


def misspell(word: str, chance: random.Random) -> str:
    """A word with one edit, or two where it has at least six letters."""
    for _ in range(1 + (len(word) >= 6 and chance.random() < 0.5)):
        place = chance.randrange(len(word))
        letter = chance.choice(string.ascii_lowercase)
        way = chance.randrange(4)
        if way == 0:
            word = word[:place] + word[place + 1 :]
        elif way == 1:
            word = word[:place] + letter + word[place:]
        elif way == 2:
            word = word[:place] + letter + word[place + 1 :]
        elif place + 1 < len(word):
            word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word


def _is_other_sense(kind: str, wrong: str, site: _Site) -> bool:
    """Whether a misspelling happens to be right too."""
    if wrong in (site.word, "") or wrong in site.others:
        return True
    if kind != "case" and not wrong.isidentifier():
        return True
    if kind == "action":
        return by_name(wrong) is not None or wrong in RESERVED
    if kind == "property":
        return property_name(wrong) in all_properties() or wrong in METHODS
    return kind == "variable" and wrong in RESERVED


def damages(codes: list[str], kind: str, count: int, seed: int) -> Iterator[Damage]:
    """Some damages of a kind, in places chosen by a seed."""
    chance = random.Random(f"{kind} {seed}")
    if kind in (*MISSPELT, "kind"):
        places = [(code, site) for code in codes for site in _sites(code).get(kind, ())]
        for code, site in chance.sample(places, min(count, len(places))):
            wrong = '"maybe"' if kind == "kind" else misspell(site.word, chance)
            if kind == "kind" or not _is_other_sense(kind, wrong, site):
                lines = code.split("\n")
                text = lines[site.line - 1]
                end = site.column + len(site.word)
                lines[site.line - 1] = text[: site.column] + wrong + text[end:]
                yield Damage(kind, code, "\n".join(lines), site.line, site.word, wrong)
        return
    broken = [one for code in codes for one in _structural(code, kind)]
    yield from chance.sample(broken, min(count, len(broken)))


def _structural(code: str, kind: str) -> Iterator[Damage]:
    """Every damage of a kind that is about lines, not words."""
    lines = code.split("\n")
    inside = _lines_in_texts(code)
    for index, text in enumerate(lines):
        stripped = text.strip()
        header = stripped.startswith(_BLOCK) and stripped.split("#")[0].rstrip().endswith(":")
        indent = len(text) - len(text.lstrip())
        new: str | None = None
        if index + 1 in inside or not stripped or stripped.startswith("#"):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if kind == "colon" and header and "#" not in stripped:
            new = text.rstrip()[:-1]
        elif kind == "keyword" and header and stripped[:4] in ("for ", "else", "elif", "matc"):
            word = stripped.split(" ")[0].rstrip(":")
            new = text.replace(word, word[0] + word[2] + word[1] + word[3:], 1)
        elif kind == "bracket" and stripped.endswith(")") and stripped.count("(") == 1:
            if not header and stripped.count(")") == 1 and '"' not in stripped.rsplit("(")[0]:
                new = text.rstrip()[:-1]
        elif kind == "quote" and stripped.endswith('")') and stripped.count('"') == 2:
            new = text.rstrip()[:-2] + ")"
        elif kind == "indent" and not header and indent == 0 and index and "(" in text:
            if not lines[index - 1].rstrip().endswith((":", ",", "(", "[", "{")):
                new = f"    {text}"
        elif kind == "dedent" and indent >= 4 and header is False and text.rstrip()[-1] == ")":
            previous = lines[index - 1]
            if previous.startswith(" " * indent) and previous.rstrip()[-1] in ")0123456789":
                new = text[2:]
        elif kind == "body" and header and following.strip() and index + 2 < len(lines):
            after = lines[index + 2]
            alone = len(after) - len(after.lstrip()) <= indent and after.strip()
            if alone and not following.strip().startswith(_BLOCK) and not _opens(following):
                kept = [*lines[: index + 1], *lines[index + 2 :]]
                yield Damage(kind, code, "\n".join(kept), index + 1, following, "")
                continue
        if new is not None and new != text:
            damaged = [*lines[:index], new, *lines[index + 1 :]]
            try:
                ast.parse("\n".join(damaged))
            except SyntaxError:
                yield Damage(kind, code, "\n".join(damaged), index + 1, text, new)


def _opens(text: str) -> bool:
    return text.rstrip().endswith(("(", "[", "{", ",")) or '"""' in text


def _lines_in_texts(code: str) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno:
            found.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


# -- what becomes of it -----------------------------------------------------------------


class Outcome(NamedTuple):
    """What the check says about a damage.

    Attributes:
        found: whether something new is said on the damaged line.
        alone: whether nothing new is said anywhere else.
        suggested: whether the first suggestion is what stood there.
        safe: whether there is a fix that may be taken without asking.
        restored: whether that fix gives the code as it was.
    """

    found: bool
    alone: bool
    suggested: bool
    safe: bool
    restored: bool


def try_damage(damage: Damage, known: set[tuple[str, str]]) -> Outcome:
    """Check a damaged piece of code. `known` is what is said about the sound one."""
    said = check_source(damage.code)
    new = [one for one in said if (one.code, one.message) not in known]
    here = [one for one in new if one.line == damage.line]
    suggestions = [one.suggestions[0] for one in here if one.suggestions]
    safe = any(fix.safe for one in here for fix in one.fixes)
    return Outcome(
        bool(here),
        len(new) == len(here) == 1,
        bool(suggestions) and _means(suggestions[0], damage.right),
        safe,
        safe and fix_source(damage.code)[0] == damage.original,
    )


def _means(suggestion: str, right: str) -> bool:
    if suggestion == right:
        return True
    one, other = by_name(suggestion), by_name(right)
    return one is not None and other is not None and one.identifier == other.identifier


def run(codes: list[str], count: int, seed: int = 7) -> dict[str, list[tuple[Damage, Outcome]]]:
    """Damage code in every kind, and check it."""
    known: dict[str, set[tuple[str, str]]] = {}
    results: dict[str, list[tuple[Damage, Outcome]]] = defaultdict(list)
    for kind in KINDS:
        for damage in damages(codes, kind, count, seed):
            original = damage.original
            if original not in known:
                known[original] = {(one.code, one.message) for one in check_source(original)}
            results[kind].append((damage, try_damage(damage, known[original])))
    return results


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] != "-" else None
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    codes = list(dict.fromkeys(sound_code(folder)))
    print(f"{len(codes)} pieces of code")
    print("kind        damages  found  alone  suggested  safe  restored")
    for kind, results in run(codes, count).items():
        outcomes = [outcome for _, outcome in results]
        shares = [sum(one[index] for one in outcomes) for index in range(5)]
        total = len(outcomes)
        print(
            f"{kind:10} {total:8} {shares[0] / total:6.1%} {shares[1] / total:6.1%}"
            f" {shares[2] / total:9.1%} {shares[3]:6} {shares[4]:6}"
        )
        if "-v" in sys.argv:
            for damage, outcome in results:
                bad = not outcome.found or (kind in MISSPELT and not outcome.suggested)
                if bad or (outcome.safe and not outcome.restored):
                    text = damage.code.split("\n")[damage.line - 1].strip()[:90]
                    print(f"    {damage.right} -> {damage.wrong}: {text}")
                    print(f"        {tuple(outcome)}")


if __name__ == "__main__":
    main()
