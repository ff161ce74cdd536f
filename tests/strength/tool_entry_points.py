"""The ways in of what stands around the conversions: reports, records, scores, editors, answers.

Like `entry_points`: functions of bytes that end in a result or in a `ShortcutError`.
"""

from __future__ import annotations

import asyncio
import functools
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shortcuts_py as sp
from shortcuts_py.dialects import DIALECTS

__all__ = ["TOOLS", "quick_folder"]


def quick_folder() -> str | None:
    """A folder in memory, where there is one."""
    memory = Path("/dev/shm")  # noqa: S108
    return str(memory) if memory.is_dir() else None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def audit(data: bytes) -> None:
    """The report of a property list that is sound, whatever the shortcut in it is."""
    report = sp.audit(sp.loads(data))
    json.dumps(report.as_json())
    assert isinstance(report.as_text(), str)


def convert(data: bytes) -> None:
    """A shortcut in a dialect of others, which the length chooses, and back."""
    from shortcuts_py.conversion import convert, find_announcements

    dialect = DIALECTS[1 + len(data) % 2]
    result = convert(sp.loads(data), dialect, keep_ids=len(data) % 4 > 1)
    assert result.exact == (result.problem is None)  # what is not exact, is said
    assert tuple(find_announcements(result.code)) == result.announced


def record(data: bytes) -> None:
    """A record of a data set."""
    from shortcuts_py.dataset.records import KEYS, make_record

    try:
        text = json.dumps(make_record(sp.loads(data)), allow_nan=False)
    except ValueError:
        return  # JSON has no NaN; the command reports the file
    assert set(json.loads(text)) == set(KEYS)


def score(data: bytes) -> None:
    """Two answers, with a line of dashes between them, compared with each other."""
    from shortcuts_py.scoring import score

    reference, _, candidate = _text(data).partition("\n----\n")
    json.dumps(score(reference, candidate or reference))


def rename(data: bytes) -> None:
    """Code whose names get other ones; the first line is the map where it is one."""
    from shortcuts_py.renaming import find_names
    from shortcuts_py.renaming import rename as apply

    code = _text(data)
    names = [one.name for one in find_names(code)]
    mapping = {name: f"{name}_{len(data) % 7}" for name in names[: 1 + len(data) % 5]}
    first, _, rest = code.partition("\n")
    try:
        given = json.loads(first)
    except (ValueError, RecursionError):
        given = None
    if type(given) is dict and all(type(one) is str for one in given.values()):
        code, mapping = rest, given
    before = sp.compile(code, "native")
    after = sp.compile(apply(code, mapping, "native").code, "native")
    assert len(list(before.flat())) == len(list(after.flat()))


def mend(data: bytes) -> None:
    """`check --fix`: what is mended reads again, and has no more to mend."""
    from shortcuts_py.checks.mending import Options, check_content

    name = "input.py" if data[:1].isalpha() else "input.shortcut"
    target = ("ios16", None, "macos")[len(data) % 3]
    checked = check_content(data, name, Options(target=target, mend=True))
    if checked.content is not None:
        assert checked.content != data
        assert checked.mended > 0
        check_content(checked.content, name, Options(mend=True))


@functools.cache
def _server() -> tuple[Any, Any]:
    """A language server without a client, and the functions that answer it."""
    from pygls.workspace import Workspace

    from shortcuts_py.lsp.server import make_server

    server = make_server()
    server.protocol._workspace = Workspace(None)
    server.text_document_publish_diagnostics = lambda params: None  # type: ignore[method-assign]
    return server, server.protocol.fm.features


def language_server(data: bytes) -> None:
    """A document of an editor, and a request at places that need not be in it."""
    from lsprotocol import types as lsp
    from pygls.exceptions import JsonRpcException

    server, features = _server()
    uri = "file:///document.py"
    code = data.decode("utf-8", "replace")
    document = lsp.TextDocumentItem(uri=uri, language_id="python", version=1, text=code)
    server.workspace.put_text_document(document)
    item = lsp.TextDocumentIdentifier(uri=uri)
    size, lines = len(data), code.count("\n")
    odd = [(0, 0), (2**31 - 1, 2**31 - 1), (0, 2**31 - 1), (lines + 1, 5), (lines, 0)][size % 5]
    places = [(size * 7 % (lines + 2), size % 50), odd]
    for line, column in places:
        position = lsp.Position(line, column)
        span = lsp.Range(lsp.Position(0, 0), position)
        context = lsp.ReferenceContext(include_declaration=size % 2 == 0)
        requests = {
            "textDocument/completion": lsp.CompletionParams(item, position),
            "textDocument/hover": lsp.HoverParams(item, position),
            "textDocument/definition": lsp.DefinitionParams(item, position),
            "textDocument/references": lsp.ReferenceParams(context, item, position),
            "textDocument/documentHighlight": lsp.DocumentHighlightParams(item, position),
            "textDocument/prepareRename": lsp.PrepareRenameParams(item, position),
            "textDocument/rename": lsp.RenameParams(item, position, "other"),
        }
        for name, params in requests.items():
            try:
                features[name](params)
            except JsonRpcException:
                continue  # what the protocol has for a request that cannot be answered
    features["textDocument/documentSymbol"](lsp.DocumentSymbolParams(item))
    asyncio.run(_checked(features, item, document))
    actions = features["textDocument/codeAction"](
        lsp.CodeActionParams(item, span, lsp.CodeActionContext([]))
    )
    assert isinstance(actions, list)


async def _checked(features: Any, item: Any, document: Any) -> None:
    """Opens the document, and waits until it is checked."""
    from lsprotocol import types as lsp

    await features["textDocument/didOpen"](lsp.DidOpenTextDocumentParams(document))
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others)  # raises what checking raised


def announcement(data: bytes) -> None:
    """A comment that says what a dialect could not."""
    from shortcuts_py.announcements import read_announcement, write_announcement

    found = read_announcement(_text(data))
    if found is not None:
        again = read_announcement(write_announcement(found.word, found.value))
        assert again is not None
        assert repr(again) == repr(found)


def catalogue(data: bytes) -> None:
    """A folder for --defs: the text holds the index, and the file that it names."""
    from shortcuts_py import catalog, names
    from shortcuts_py.catalog import in_use

    index, _, actions = data.partition(b"\n----\n")
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        Path(folder, "apps").mkdir()
        Path(folder, "index.json").write_bytes(index)
        Path(folder, "apps", "org.example.json").write_bytes(actions)
        Path(folder, "types.json").write_bytes(actions)
        try:
            in_use.use(folder)
            names.defined("org.example.paint")
            found = catalog.load(folder)
            found.search("paint a picture")
            for identifier in list(found)[-3:]:
                found[identifier].model_dump_json()
            found.find("org.example.paint")
            assert found.types is not None
        finally:
            in_use.use()


def web_answer(data: bytes) -> None:
    """What iCloud answers, and what a signing server does."""
    from shortcuts_py.icloud.address import web_address
    from shortcuts_py.icloud.record import Record
    from shortcuts_py.signing.backends import binary_plist, check_signed

    try:
        found = Record.unpack(data)
    except (ValueError, TypeError):
        pass  # what the client asks for, and makes a FetchError of
    else:
        for asset in (found.shortcut, found.signed_shortcut, found.icon):
            if asset is not None:
                web_address(asset.url_for("a/b"))
    plist = sp.dumps(sp.compile("show_alert('x')", "native"))
    for use in (lambda: check_signed(plist, data), lambda: binary_plist(data)):
        try:
            use()
        except sp.ShortcutError:
            continue


def identity(data: bytes) -> None:
    """A file of a signing identity: a pair, keys, certificates or auth data."""
    from shortcuts_py.container.identity import Identity

    found = Identity.from_parts([("identity", data)], password=b"password")
    assert Identity.from_pair(found.to_pair()).public_key == found.public_key


TOOLS: dict[str, Callable[[bytes], None]] = {
    "audit": audit,
    "convert": convert,
    "record": record,
    "score": score,
    "rename": rename,
    "mend": mend,
    "language_server": language_server,
    "announcement": announcement,
    "catalogue": catalogue,
    "web_answer": web_answer,
    "identity": identity,
}
