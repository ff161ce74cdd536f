"""Mutated inputs for every entry point: a result or a `ShortcutError`, never anything else.

`SHORTCUTS_FUZZ=100000` says how many inputs for each (without it 2,000; 500 for the tools around
the conversions), `SHORTCUTS_FUZZ_SEED` where to begin. An input that fails is in the message, in
base64; it belongs into
`fixtures/hostile/<entry point>/`, from where it is run for ever.
"""

from __future__ import annotations

import base64
import faulthandler
import json
import os
import plistlib
import random
import time
import traceback

import pytest
from entry_points import ENTRY_POINTS
from mutation import mutate_bytes, mutate_code, mutate_plist
from seeds import FIXTURES, plists_of, seeds_of
from tool_entry_points import TOOLS

import shortcuts_py as sp

COUNT = int(os.environ.get("SHORTCUTS_FUZZ", "2000"))
START = int(os.environ.get("SHORTCUTS_FUZZ_SEED", "0"))
SHARE = 4  # of the tools around the conversions, this part of the inputs is run by default
CODE = {"native", "apple", "workflowbench", "repair", "links", "json_form", "score", "rename",
        "language_server", "announcement"}  # fmt: skip
TREES = {"tree", "audit", "convert", "record"}
SLOWEST = 10.0  # seconds for an input of a few KB
HANG = 120


def problem_with(name: str, data: bytes) -> str | None:
    """Run an entry point; what went wrong, in words."""
    begun = time.process_time()
    try:
        ENTRY_POINTS[name](data)
    except sp.ShortcutError:
        pass
    except Exception:
        return traceback.format_exc(limit=-4)
    seconds = time.process_time() - begun
    return None if seconds < SLOWEST else f"it took {seconds:.1f} seconds"


def made_inputs(name: str, count: int, start: int) -> list[tuple[int, bytes]]:
    """Inputs with their numbers; a number makes the same input each time."""
    seeds = seeds_of(name)
    texts = [one.decode("utf-8", "replace") for one in seeds] if name in CODE else []
    plists = plists_of(seeds) if name in TREES else []
    values = [json.loads(one) for one in seeds] if name == "json_form" else []
    found: list[tuple[int, bytes]] = []
    for number in range(start, start + count):
        chance = random.Random(f"{name} {number}")
        if plists:
            value = mutate_plist(chance.choice(plists), chance, plists)
            try:
                data = plistlib.dumps(value, fmt=plistlib.FMT_BINARY, sort_keys=False)
            except (ValueError, OverflowError, TypeError):
                continue
        elif values and number % 4:
            value = mutate_plist(chance.choice(values), chance, values)
            data = json.dumps(value, default=repr).encode()
        elif texts:
            text = mutate_code(chance.choice(texts), chance, texts)
            data = text.encode("utf-8", "surrogatepass")
        else:
            data = mutate_bytes(chance.choice(seeds), chance, seeds)
        found.append((number, data))
    return found


@pytest.mark.parametrize("name", ENTRY_POINTS)
def test_mutated_inputs(name: str) -> None:
    problems: list[str] = []
    count = COUNT // SHARE if name in TOOLS and "SHORTCUTS_FUZZ" not in os.environ else COUNT
    for first in range(START, START + count, 1000):
        for number, data in made_inputs(name, min(1000, START + count - first), first):
            faulthandler.dump_traceback_later(HANG, exit=True)
            problem = problem_with(name, data)
            faulthandler.cancel_dump_traceback_later()
            if problem is not None:
                text = base64.b64encode(data).decode()
                problems.append(f"{name} {number}: {problem}\n{text[:3000]}")
        if len(problems) > 5:
            break
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems[:6])


HOSTILE = sorted((FIXTURES / "hostile").glob("*/*"))


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found(path: object) -> None:
    """Inputs that an earlier version failed on."""
    name, data = path.parent.name, path.read_bytes()  # type: ignore[attr-defined]
    if name in ENTRY_POINTS:
        assert problem_with(name, data) is None
