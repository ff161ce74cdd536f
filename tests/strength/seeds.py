"""What the inputs of each entry point are mutated from: fixtures, and what is made of them."""

from __future__ import annotations

import itertools
import plistlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from command_entry_point import COMMANDS

import shortcuts_py as sp

__all__ = ["FIXTURES", "plists_of", "seeds_of"]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
_SMALL = 6000
_SIGNED = 30_000  # certificates alone take some thousands
_DEFINITIONS = [".plist", ".intentdefinition", ".actionsdata", ".strings", ".shortcut", ".sqlite"]


def _files(*patterns: str, largest: int = _SMALL) -> list[bytes]:
    found = [path.read_bytes() for one in patterns for path in sorted(FIXTURES.glob(one))]
    return [data for data in found if len(data) <= largest]


def _dialect(name: str) -> list[bytes]:
    """The fixtures' shortcuts in a dialect."""
    found: list[bytes] = []
    for data in _files("shortcuts/*.shortcut"):
        try:
            found.append(sp.decompile(sp.loads(data), name).encode("utf-8", "surrogatepass"))
        except sp.ShortcutError:
            continue
    return found


def _forms() -> list[bytes]:
    """Shortcuts in each form that a file can have."""
    found = _files("shortcuts/*.shortcut", "shortcuts/*.xml", "cases/*.json", "shortcuts/*.json")
    for data in found[:10]:
        for form in ("xml", "json"):
            try:
                found.append(sp.dumps(sp.loads(data), form))
            except sp.ShortcutError:
                continue
    return [*found, *_signed()]


def _signed() -> list[bytes]:
    return _files("signed/*.shortcut", largest=_SIGNED)


def _json_forms() -> list[bytes]:
    return [sp.loads(data).model_dump_json().encode() for data in _files("shortcuts/*.shortcut")]


def _definitions() -> list[bytes]:
    paths = [path for path in sorted((FIXTURES / "definitions").rglob("*")) if path.is_file()]
    return [
        bytes([_DEFINITIONS.index(path.suffix) if path.suffix in _DEFINITIONS else 0])
        + path.read_bytes()
        for path in paths
        if path.stat().st_size <= 4 * _SMALL
    ]


def _commands() -> list[bytes]:
    """Each command with files of the kind that it reads."""
    code, files = _files("cases/*.py")[::4], _files("shortcuts/*.shortcut")[::2]
    signed = _signed()[:2]
    kinds = {"code": code, "shortcut": [*files, *signed], "lines": _json_lines()}
    return [
        bytes([number]) + one
        for number, command in enumerate(COMMANDS)
        for one in kinds[command.reads]
    ]


def _json_lines() -> list[bytes]:
    return [
        b'{"a": "show_alert(\'x\')", "b": "x = text(\'a\')\\nshow_alert(x)"}\n[]\n{"a": 1}\n',
        b'{"code": "```python\\nis_workflow_actions_gettext( WFTextActionText=\'a\')\\n```"}\n',
    ]


def _answers() -> list[bytes]:
    """Pairs of codes, a line of dashes between them."""
    code = _files("cases/*.py")[::3]
    return [one + b"\n----\n" + other for one, other in itertools.pairwise(code)]


def _announcements() -> list[bytes]:
    lines = [line.strip() for code in (*_dialect("apple"), *_dialect("workflowbench"))
             for line in code.split(b"\n") if b"# shortcuts_py:" in line]  # fmt: skip
    return sorted({line[line.index(b"#") :] for line in lines if len(line) < 500})


def _catalogues() -> list[bytes]:
    """What `actions extract` makes of the fixtures: the index, dashes, a file of actions."""
    from shortcuts_py import catalog
    from shortcuts_py.catalog.store import write

    made: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder:
        found = catalog.extract(FIXTURES / "definitions", "org.example")
        for path in write(found, Path(folder)):
            if path.stat().st_size <= 4 * _SMALL:
                identifiers = ["org.example.paint", *list(found)[:2]]
                index = {"format": 1, "files": {"apps/org.example.json": identifiers}}
                text = repr(index).replace("'", '"').encode()
                made.append(text + b"\n----\n" + path.read_bytes())
    return made


_WEB = [
    b'{"fields": {"name": {"value": "A", "type": "STRING"}, "icon_color": {"value": 4, "type":'
    b' "INT64"}, "shortcut": {"value": {"downloadURL": "https://x.test/${f}?a=b", "size": 9},'
    b' "type": "ASSETID"}, "signingStatus": {"value": "APPROVED"}}, "deleted": false}',
    b'{"fields": {"signedShortcut": {"value": {"downloadURL": "https://x.test/"}}, "icon":'
    b' {"value": {"downloadURL": "http://x.test/${f}", "size": "1"}}}}',
    b'{"serverErrorCode": "NOT_FOUND", "reason": "gone"}',
    b'{"deleted": true}',
]


def _identities() -> list[bytes]:
    return _files("signed/*.qmd", "signed/*.pem")


_LINKS = [
    b"https://www.icloud.com/shortcuts/0123456789abcdef0123456789abcdef",
    b"See www.icloud.com/shortcuts/0123456789ABCDEF0123456789ABCDEF, and\nhttp://x.test/?a=b#c",
    b"shortcuts://import-shortcut?url=https://example.org/a.shortcut&name=A%20B",
    "https://ex\u00e4mple.org/\u2028[::1]:99999/%zz".encode(),
]


def seeds_of(name: str) -> list[bytes]:
    """What the inputs of an entry point are mutated from."""
    code = ["cases/*.py", "errors/*.py", "shortcuts/*.py"]
    makers: dict[str, Callable[[], list[bytes]]] = {
        "file": _forms,
        "tree": lambda: _files("shortcuts/*.shortcut"),
        "signed": _signed,
        "json_form": _json_forms,
        "native": lambda: _files(*code),
        "links": lambda: _LINKS,
        "definitions": _definitions,
        "command": _commands,
        "apple": lambda: _dialect("apple") or _files(*code),
        "workflowbench": lambda: _dialect("workflowbench") or _files(*code),
        "check": lambda: [*_files(*code), *_files("shortcuts/*.shortcut")],
        "repair": lambda: _dialect("workflowbench") or _files(*code),
        "audit": lambda: _files("shortcuts/*.shortcut", "audit/*.shortcut"),
        "convert": lambda: _files("shortcuts/*.shortcut"),
        "record": lambda: _files("shortcuts/*.shortcut"),
        "score": _answers,
        "rename": lambda: _files("cases/*.py"),
        "mend": lambda: [*_files(*code, "checks_code/*"), *_files("shortcuts/*.shortcut")],
        "language_server": lambda: _files(*code),
        "announcement": _announcements,
        "catalogue": _catalogues,
        "web_answer": lambda: [*_WEB, *_signed()],
        "identity": _identities,
    }
    return makers[name]()


def plists_of(seeds: list[bytes]) -> list[Any]:
    """The seeds that are binary property lists, as values."""
    return [plistlib.loads(one) for one in seeds if one[:6] == b"bplist"]
