"""The language server, driven by a client as an editor drives it."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time

import pytest
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

pytestmark = pytest.mark.asyncio(loop_scope="module")

_numbers = itertools.count()
GREETING = """\
from shortcuts_py.lang import *

name = ask_for_input("What is your name?")
page = get_contents_of_url("https://example.com", method="POST")
if name == "Ann":
    show_alert(f"Hello {name}: {page}", title="Greeting")
"""


def open_document(client: LanguageClient, code: str) -> str:
    """Open a new document; its address."""
    uri = f"file:///document{next(_numbers)}.py"
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "python", 1, code))
    )
    return uri


def change_document(client: LanguageClient, uri: str, code: str, version: int) -> None:
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(version=version, uri=uri),
            [lsp.TextDocumentContentChangeWholeDocument(code)],
        )
    )


async def diagnostics(client: LanguageClient, uri: str, *, wait_for: int | None = None):
    """What the client shows, once something has been published (a number of problems)."""
    for _ in range(200):
        found = client.diagnostics.get(uri)
        if found is not None and (wait_for is None or len(found) == wait_for):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"no such diagnostics; there are {client.diagnostics.get(uri)}")


def place(code: str, text: str, inside: int = 0) -> lsp.Position:
    """The position of a text in code, in UTF-16 units."""
    start = code.index(text) + inside
    line = code.count("\n", 0, start)
    before = code[code.rfind("\n", 0, start) + 1 : start]
    return lsp.Position(line, len(before.encode("utf-16-le")) // 2)


async def complete(client: LanguageClient, code: str) -> list[lsp.CompletionItem]:
    """The completions at the bar."""
    at = code.index("|")
    code = code.replace("|", "")
    uri = open_document(client, code)
    position = place(code + " ", code[at:] or " ", 0) if at < len(code) else None
    if position is None:
        lines = code.split("\n")
        position = lsp.Position(len(lines) - 1, len(lines[-1]))
    found = await client.text_document_completion_async(
        lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), position)
    )
    assert isinstance(found, lsp.CompletionList)
    return found.items


def labels(items: list[lsp.CompletionItem]) -> list[str]:
    return [item.label for item in items]


async def test_sound_code_has_no_problems(client: LanguageClient):
    uri = open_document(client, GREETING)
    assert not await diagnostics(client, uri)


async def test_problems_come_and_go_while_typing(client: LanguageClient):
    uri = open_document(client, GREETING)
    await diagnostics(client, uri, wait_for=0)
    change_document(client, uri, GREETING.replace("show_alert", "show_alrt"), 2)
    (found,) = await diagnostics(client, uri, wait_for=1)
    assert found.code == "unknown-action"
    assert found.severity == lsp.DiagnosticSeverity.Error
    assert found.range.start == lsp.Position(5, 4)
    change_document(client, uri, GREETING, 3)
    await diagnostics(client, uri, wait_for=0)


async def test_columns_are_in_the_clients_units(client: LanguageClient):
    code = 'show_alert("🙂🙂", tilte="x")\n'
    uri = open_document(client, code)
    (found,) = await diagnostics(client, uri, wait_for=1)
    assert found.range.start.line == 0
    assert found.range.start == place(code, "tilte")


async def test_a_fix_for_a_misspelling(client: LanguageClient):
    code = GREETING.replace("show_alert", "show_alrt")
    uri = open_document(client, code)
    (found,) = await diagnostics(client, uri, wait_for=1)
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(uri), found.range, lsp.CodeActionContext([found])
        )
    )
    assert actions
    edit = actions[0].edit
    assert edit is not None
    assert edit.changes is not None
    assert [one.new_text for one in edit.changes[uri]] == ["show_alert"]


async def test_actions_are_completed(client: LanguageClient):
    found = labels(await complete(client, "x = 1\nshow_al|"))
    assert found[0] == "show_alert"


async def test_parameters_are_completed_and_given_ones_left_out(client: LanguageClient):
    items = await complete(client, 'get_contents_of_url("https://a.b", method="GET", |')
    parameters = [item for item in items if item.kind == lsp.CompletionItemKind.Field]
    assert "headers" in labels(parameters)
    assert "method" not in labels(parameters)


async def test_cases_are_completed_inside_a_string(client: LanguageClient):
    found = labels(await complete(client, 'get_contents_of_url("https://a.b", method="P|'))
    assert sorted(found) == ["PATCH", "POST", "PUT"]


async def test_names_in_scope_come_before_actions(client: LanguageClient):
    found = labels(await complete(client, "greeting_text = text('a')\nshow_alert(gree|"))
    assert found[0] == "greeting_text"


async def test_properties_are_completed_behind_a_dot(client: LanguageClient):
    found = labels(await complete(client, "photo = select_photos()\nx = photo.file_s|"))
    assert found[0] == "file_size"


async def test_nothing_is_completed_in_a_comment(client: LanguageClient):
    assert not await complete(client, "# show_al|")


async def test_hover_on_an_action(client: LanguageClient):
    uri = open_document(client, GREETING)
    found = await client.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place(GREETING, "show_alert", 3))
    )
    assert found is not None
    assert isinstance(found.contents, lsp.MarkupContent)
    assert "is.workflow.actions.alert" in found.contents.value
    assert "<key>WFAlertActionTitle</key>" in found.contents.value


async def test_hover_on_a_parameter_and_on_a_name(client: LanguageClient):
    uri = open_document(client, GREETING)
    found = await client.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place(GREETING, "method=", 2))
    )
    assert found is not None
    assert "`WFHTTPMethod`" in found.contents.value
    found = await client.text_document_hover_async(
        lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place(GREETING, "name ==", 1))
    )
    assert found is not None
    assert "Ask for Input" in found.contents.value


async def test_definition_and_references(client: LanguageClient):
    uri = open_document(client, GREETING)
    document = lsp.TextDocumentIdentifier(uri)
    used = place(GREETING, "{name}", 2)
    found = await client.text_document_definition_async(lsp.DefinitionParams(document, used))
    assert isinstance(found, lsp.Location)
    assert found.range.start == lsp.Position(2, 0)
    places = await client.text_document_references_async(
        lsp.ReferenceParams(lsp.ReferenceContext(True), document, used)
    )
    assert [one.range.start.line for one in places or ()] == [2, 4, 5]


async def test_rename(client: LanguageClient):
    uri = open_document(client, GREETING)
    document = lsp.TextDocumentIdentifier(uri)
    found = await client.text_document_rename_async(
        lsp.RenameParams(document, place(GREETING, "name =", 1), "who")
    )
    assert found is not None
    assert found.changes is not None
    edits = found.changes[uri]
    assert {one.new_text for one in edits} == {"who"}
    assert [one.range.start for one in edits] == [
        lsp.Position(2, 0),
        lsp.Position(4, 3),
        place(GREETING, "{name}", 1),
    ]


@pytest.mark.parametrize("taken", ["page", "show_alert", "clipboard", "for", "no name"])
async def test_a_clash_is_refused(client: LanguageClient, taken: str):
    uri = open_document(client, GREETING)
    with pytest.raises(Exception, match=r"meaning|not a name|another variable"):
        await client.text_document_rename_async(
            lsp.RenameParams(lsp.TextDocumentIdentifier(uri), place(GREETING, "name =", 1), taken)
        )


async def test_outline(client: LanguageClient):
    code = GREETING + 'match choose_from_menu("Which?"):\n    case "One":\n        exit()\n'
    uri = open_document(client, code)
    found = await client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri))
    )
    assert found is not None
    assert [one.name for one in found[:2]] == ["name", "page"]
    assert found[2].kind == lsp.SymbolKind.Boolean
    assert [one.name for one in found[3].children] == ["One"]


async def test_completion_in_a_thousand_lines_is_quick(client: LanguageClient):
    """100 ms is the promise; the median of many, because other work runs beside."""
    line = 'page{} = get_contents_of_url(f"https://example.com/{{name}}", method="GET")\n'
    code = "name = text('x')\n" + "".join(line.format(index) for index in range(1000))
    code += "show_al"
    uri = open_document(client, code)
    await diagnostics(client, uri)
    position = lsp.Position(1001, 7)
    times = []
    for _ in range(15):
        start = time.perf_counter()
        found = await client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), position)
        )
        times.append(time.perf_counter() - start)
        assert isinstance(found, lsp.CompletionList)
        assert found.items[0].label == "show_alert"
    assert statistics.median(times) < 0.1


async def test_names_in_any_script_are_renamed(client: LanguageClient):
    code = '颜色 = ask_for_input("?")\nshow_content(f"{颜色}")\n'
    uri = open_document(client, code)
    edits = await client.text_document_rename_async(
        lsp.RenameParams(lsp.TextDocumentIdentifier(uri), lsp.Position(0, 1), "colour")
    )
    assert edits is not None
    assert edits.changes is not None
    assert [one.range.start for one in edits.changes[uri]] == [
        lsp.Position(0, 0),
        lsp.Position(1, 16),
    ]
