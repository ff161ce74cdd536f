"""Every public way in takes limits, by argument, by `keeping_to` and by the environment."""

from __future__ import annotations

import gc
import plistlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from seeds import FIXTURES

import shortcuts_py as sp
from shortcuts_py import catalog, container
from shortcuts_py.batch import run_many
from shortcuts_py.commands import py2shortcut, shortcut2py, shortcuts_py
from shortcuts_py.conversion import convert
from shortcuts_py.limits import (
    LIMITS_VARIABLE,
    Limits,
    bounded,
    check_time,
    current_limits,
    keeping_to,
    parse_limits,
)

COUNT = 1500
CODE = "from shortcuts_py.lang import *\nshortcut('A')\n" + "show_alert('x')\n" * COUNT
BROKEN = "show_alert('x'\n" * 300


@pytest.fixture(scope="module")
def workflow() -> sp.Workflow:
    return sp.compile(CODE)


@pytest.fixture(scope="module")
def data(workflow: sp.Workflow) -> bytes:
    return sp.dumps(workflow)


SIGNED = (FIXTURES / "signed" / "multi_cluster.shortcut").read_bytes()
INTENTS = plistlib.dumps({"INIntents": [{"INIntentName": f"A{n}"} for n in range(2000)]})


def readers(workflow: sp.Workflow, data: bytes, folder: Path) -> dict[str, Callable[..., Any]]:
    """Each way in as a function of `limits`."""
    path = folder / "a.shortcut"
    path.write_bytes(data)
    intents = folder / "a.intentdefinition"
    intents.write_bytes(INTENTS)
    apple, workbench = (sp.decompile(workflow, one) for one in ("apple", "workflowbench"))
    return {
        "loads": lambda **kw: sp.loads(data, **kw),
        "load": lambda **kw: sp.load(path, **kw),
        "compile, native": lambda **kw: sp.compile(CODE, "native", **kw),
        "compile, apple": lambda **kw: sp.compile(apple, "apple", **kw),
        "compile, workflowbench": lambda **kw: sp.compile(workbench, "workflowbench", **kw),
        "prove": lambda **kw: sp.prove(workflow, **kw),
        "convert": lambda **kw: convert(workflow, "apple", **kw),
        "repair": lambda **kw: sp.repair(BROKEN, **kw),
        "audit": lambda **kw: sp.audit(workflow, **kw),
        "check a file": lambda **kw: refused(sp.check(data, **kw)),
        "check code": lambda **kw: refused(sp.check(CODE, **kw)),
        "check code, apple": lambda **kw: refused(sp.check(apple, **kw)),
        "unsign": lambda **kw: container.unsign(SIGNED, **kw),
        "verify": lambda **kw: container.verify(SIGNED, **kw),
        "extract": lambda **kw: refused(catalog.extract(intents, **kw).errors),
    }


def processor_time(use: Callable[[], object]) -> float:
    """Of a call, in seconds."""
    begun = time.process_time()
    use()
    return time.process_time() - begun


def refused(found: Any) -> None:
    """What reports problems instead of raising them: raise those of limits."""
    for one in found:
        if "limit" in one.message or "than" in one.message:
            raise sp.DecodeError(one.message)


NAMES = ["loads", "load", "compile, native", "compile, apple", "compile, workflowbench", "prove",
         "convert", "repair", "audit", "check a file", "check code", "check code, apple", "unsign",
         "verify", "extract"]  # fmt: skip


@pytest.fixture
def no_collector() -> Iterator[None]:
    """In a process with thousands of tests the garbage collector takes half a second at once."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("name", NAMES)
def test_time_is_kept(name: str, workflow: sp.Workflow, data: bytes, tmp_path: Path) -> None:
    """A tenth of the time that it takes is not enough, and it ends soon."""
    found = readers(workflow, data, tmp_path)
    assert list(found) == NAMES
    use = found[name]
    use()  # what is loaded once
    whole = min(processor_time(use) for _ in range(3))
    for seconds in (-1.0, whole / 10):
        limits = Limits(seconds=seconds)
        begun = time.process_time()
        with pytest.raises(sp.ShortcutError, match="seconds"):
            use(limits=limits)
        assert time.process_time() - begun < 0.75 * whole + 0.1
        with keeping_to(limits), pytest.raises(sp.ShortcutError, match="seconds"):
            use()
    use(limits=Limits(seconds=900))


@pytest.mark.usefixtures("no_collector")
def test_printing_keeps_to_the_time(workflow: sp.Workflow) -> None:
    for dialect in ("native", "apple", "workflowbench"):
        whole = min(processor_time(partial(sp.decompile, workflow, dialect)) for _ in range(3))
        with keeping_to(Limits(seconds=whole / 10)), pytest.raises(sp.ShortcutError):
            sp.decompile(workflow, dialect)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("loads", {"items": 10}),
        ("load", {"file_size": 10}),
        ("compile, native", {"code_size": 10}),
        ("compile, apple", {"code_size": 10}),
        ("compile, workflowbench", {"code_size": 10}),
        ("repair", {"code_size": 10}),
        ("check a file", {"items": 10}),
        ("check code", {"code_size": 10}),
        ("unsign", {"payload_size": 10}),
        ("extract", {"file_size": 10}),
    ],
)
def test_sizes_are_kept(
    name: str, limits: dict[str, Any], workflow: sp.Workflow, data: bytes, tmp_path: Path
) -> None:
    use = readers(workflow, data, tmp_path)[name]
    for block, given in ((Limits(), {"limits": Limits(**limits)}), (Limits(**limits), {})):
        with keeping_to(block), pytest.raises(sp.ShortcutError, match=r"limit|than|larger"):
            use(**given)


def test_a_reader_that_hides_errors_does_not_hide_the_time() -> None:
    def work() -> None:
        with bounded(Limits(seconds=0.01)):
            time.sleep(0.02)
            try:
                check_time()
            except sp.ShortcutError:
                return  # a part that could not be read, and the rest goes on

    with pytest.raises(sp.DecodeError, match="seconds"):
        work()


def test_a_part_of_a_work_has_no_time_of_its_own() -> None:
    def work() -> None:
        with bounded(Limits(seconds=0.05)):
            for _ in range(100):
                with bounded(Limits(seconds=900)):
                    time.sleep(0.002)
                    check_time()

    with pytest.raises(sp.DecodeError, match=r"0\.05 seconds"):
        work()


def limits_of_a_worker(_: int) -> Limits:
    return current_limits()


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_keep_to_the_same(jobs: int) -> None:
    with keeping_to(Limits(depth=7, seconds=3)):
        found = [result for _, result in run_many(limits_of_a_worker, range(4), jobs)]
    assert found == [Limits(depth=7, seconds=3)] * 4


@pytest.mark.parametrize(
    ("text", "limits"),
    [("", Limits()), (" depth = 5 ,seconds=.5", Limits(depth=5, seconds=0.5)), (",", Limits())],
)
def test_limits_as_text(text: str, limits: Limits) -> None:
    assert parse_limits(text) == limits


@pytest.mark.parametrize("text", ["deep=1", "depth", "depth=x", "depth=-1", "seconds=nan", "=1"])
def test_limits_that_are_none(text: str) -> None:
    with pytest.raises(sp.ShortcutError, match="limit"):
        parse_limits(text)


LINES = {
    "shortcut2py": (shortcut2py.main, ["a.shortcut", "--stdout"]),
    "shortcut2py, two jobs": (shortcut2py.main, ["a.shortcut", "b.shortcut", "-j2", "-o", "new"]),
    "py2shortcut": (py2shortcut.main, ["a.py", "-o", "new.shortcut"]),
    "py2shortcut --repair": (py2shortcut.main, ["--repair", "a.py", "-o", "new.shortcut"]),
    **{
        name: (shortcuts_py.main, line.split())
        for name, line in {
            "audit": "audit a.shortcut", "check": "check a.shortcut", "check, code": "check a.py",
            "convert": "convert a.py --to apple",
            "dataset": "dataset build a.shortcut -o new.jsonl --force",
            "unsign": "unsign signed.shortcut -o new", "inspect": "inspect signed.shortcut",
            "rename": "rename a.py --list", "score": "score a.py a.shortcut",
            "extract": "actions extract a.shortcut -o new",
        }.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_commands_take_them_from_the_environment(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workflow = sp.compile("show_alert('x')\n")
    for path in ("a.shortcut", "b.shortcut"):
        Path(path).write_bytes(sp.dumps(workflow))
    Path("a.py").write_text("show_alert('x')\n")
    Path("signed.shortcut").write_bytes(SIGNED)
    main, arguments = LINES[name]
    for text, status in (("file_size=5,code_size=5", 1), ("file_size=large", 2), ("", 0)):
        monkeypatch.setenv(LIMITS_VARIABLE, text)
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == status, (text, result.output)
        assert not isinstance(result.exception, OSError | ValueError)
