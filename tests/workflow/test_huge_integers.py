"""Integers that Python neither prints nor reads as decimals: past every parser in hexadecimal."""

from __future__ import annotations

import contextlib

import pytest

import shortcuts_py as sp
from shortcuts_py.conversion import convert

HUGE = "0x" + "f" * 5000
PLACES = {
    "a parameter": "wait(HUGE)",
    "a literal": "x = HUGE\nshow_content(x)",
    "a condition": "if len(clipboard) > HUGE:\n    pass",
    "a filter": "filter_files(its.file_size > HUGE)",
    "an index": "x = clipboard[HUGE]\nshow_content(x)",
    "a text": 'show_alert(f"{HUGE}")',
    "the header": 'shortcut(color=HUGE)\ntext("a")',
    "a fallback": "text(raw(HUGE))",
    "JSON in a fallback": f'text(raw(json="{"9" * 5000}"))',
    "Apple's dialect": "def shortcut() -> None:\n"
    '    com_apple_shortcuts_show_alert(message=f"{HUGE}")',
    "a transcript": "is_workflow_actions_wait( WFDelayTime=HUGE)\nx = '''{HUGE}'''",
}
XML = (
    "<plist><dict><key>WFWorkflowActions</key><array><dict><key>WFWorkflowActionIdentifier</key>"
    "<string>a.b.c</string><key>WFWorkflowActionParameters</key><dict><key>n</key>"
    f"<integer>{HUGE}</integer></dict></dict></array></dict></plist>"
)


def use(workflow: sp.Workflow) -> None:
    """Everything that prints: each may refuse, as a ShortcutError."""
    for work in (
        sp.decompile,
        sp.prove,
        sp.audit,
        sp.check,
        sp.dumps,
        lambda one: sp.dumps(one, "xml"),
        lambda one: sp.dumps(one, "json"),
        lambda one: convert(one, "apple"),
        lambda one: sp.decompile(one, dialect="workflowbench"),
    ):
        with contextlib.suppress(sp.ShortcutError):
            work(workflow)


@pytest.mark.parametrize("place", PLACES)
def test_code_with_a_huge_integer_is_used_or_refused(place: str) -> None:
    code = PLACES[place].replace("HUGE", HUGE)
    assert isinstance(sp.check(code), list)
    for read in (sp.compile, lambda one: sp.repair(one).workflow):
        try:
            workflow = read(code)
        except sp.ShortcutError:
            continue
        use(workflow)


def test_a_file_with_a_huge_integer_is_used_or_refused() -> None:
    assert isinstance(sp.check(XML.encode()), list)
    try:
        workflow = sp.loads(XML.encode())
    except sp.ShortcutError:
        return
    use(workflow)


def test_code_that_is_as_long_as_no_name_is_code() -> None:
    assert "undefined-name" in {one.code for one in sp.check("a" * 300 + ".py")}
