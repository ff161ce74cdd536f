"""What announcements do to what stands beside them, both ways.

| behind a statement, a header or `else:` | it says |
|---|---|
| `parameters {"set": {...}, "drop": [...]}` | parameters that differ from what the statement says |
| `shown {"name": "Text"}` | what the references in it call these outputs |
| `identifier "com.example.Do"` | the identifier of an action whose spelling is not known |
| `append` | Add to Variable, not Set Variable |
| `id "..."`, `group "..."` | the id of an output, the id of a block |
| `several {"shown": ..., "id": ...}` | several of these |

| on a line of its own | it says |
|---|---|
| `action {...}` | an action for which there is no statement |
| `result`, `no_result`, `result "..."` | whether the end of the block above has an id, and which |
| `end {"set": {...}}` | parameters of the end of the block above |

Ids of outputs are written as the names of their variables in braces: `"{page}"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shortcuts_py.announcements import Announcement, apply_difference, rename_ids
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.errors import ShortcutError
from shortcuts_py.workbench.scope import APPEND
from shortcuts_py.workbench.source.model import Comment
from shortcuts_py.workflow.actions import Action, read_action, write_action

if TYPE_CHECKING:
    from shortcuts_py.workbench.reading import Reader
    from shortcuts_py.workbench.remarks import Remarks

__all__ = ["apply_alone", "apply_behind", "change_shown", "from_name", "to_name"]

PARAMETERS = "WFWorkflowActionParameters"


def to_name(uuid: str, name: str | None) -> str:
    """An id as an announcement has it."""
    if name is not None:
        return "{" + name + "}"
    return "{" + uuid if uuid.startswith("{") else uuid


def from_name(reader: Reader, text: str) -> str:
    """The inverse of `to_name`."""
    if not text.startswith("{"):
        return text
    if text.startswith("{{"):
        return text[1:]
    return reader.id_of(text[1:-1])


def _with_ids(reader: Reader, value: Any) -> Any:
    return rename_ids(value, ID_KEYS, lambda text: from_name(reader, text))


def change_shown(plist: Any, shown: dict[str, Any]) -> None:
    """Let references to outputs, by their ids, call them otherwise."""
    if type(plist) is dict:
        uuid = plist.get("OutputUUID")
        if type(uuid) is str and uuid in shown:
            if shown[uuid]:
                plist["OutputName"] = shown[uuid]
            else:
                plist.pop("OutputName", None)
        for one in plist.values():
            change_shown(one, shown)
    elif type(plist) is list:
        for one in plist:
            change_shown(one, shown)


def _copied(value: Any) -> Any:
    if type(value) is dict:
        return {key: _copied(one) for key, one in value.items()}
    if type(value) is list:
        return [_copied(one) for one in value]
    return value


def _change(action: Action, parameters: dict[str, Any]) -> None:
    made = read_action({"WFWorkflowActionIdentifier": action.identifier, PARAMETERS: parameters})
    assert type(made) is Action  # noqa: S101  a dictionary with an identifier is one
    action.parameters, action.uuid = made.parameters, made.uuid
    action.output_name = made.output_name


def _parameters(action: Action) -> dict[str, Any]:
    found: dict[str, Any] = _copied(write_action(action).get(PARAMETERS, {}))
    return found


def apply_behind(
    reader: Reader,
    remarks: Remarks,
    action: Action | None,
    found: list[tuple[Comment, Announcement]],
) -> None:
    """Apply the announcements behind a statement to its action."""
    for comment, (word, value) in found:
        if action is None:
            remarks.refuse(comment, "there is no action that it could be about")
            continue
        try:
            _apply(reader, action, word, value)
        except ShortcutError as error:
            remarks.refuse(comment, str(error))


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ShortcutError("a text is expected")
    return value


def _apply(reader: Reader, action: Action, word: str, value: Any) -> None:
    if word == "parameters":
        parameters = _parameters(action)
        apply_difference(parameters, _with_ids(reader, value))
        _change(action, parameters)
    elif word == "shown":
        if type(value) is not dict:
            raise ShortcutError("names of outputs are an object")
        parameters = _parameters(action)
        change_shown(parameters, {reader.id_of(name): one for name, one in value.items()})
        _change(action, parameters)
    elif word == "identifier":
        action.identifier = _text(value)
    elif word == "several":
        if type(value) is not dict:
            raise ShortcutError("several announcements are an object")
        for key, one in value.items():
            if key != "group":
                _apply(reader, action, key, one)
    elif word == "append":
        action.identifier = APPEND
    elif word == "id":
        reader.change_id(action, _text(value))
    else:
        raise ShortcutError(f"{word!r} says nothing about a statement")


def apply_alone(
    reader: Reader, remarks: Remarks, comment: Comment, announcement: Announcement
) -> None:
    """Apply an announcement on a line of its own."""
    word, value = announcement
    try:
        if word == "workflow":
            return
        if word == "action":
            reader.actions.append(read_action(_with_ids(reader, value)))
            return
        _apply_to_end(reader, word, value)
    except ShortcutError as error:
        remarks.refuse(comment, str(error))


def _apply_to_end(reader: Reader, word: str, value: Any) -> None:
    """Apply an announcement to the end of the block above."""
    end = reader.last_end
    if word not in ("result", "no_result", "end"):
        raise ShortcutError(f"{word!r} says nothing on a line of its own")
    if end is None:
        raise ShortcutError("there is no block above it")
    if word == "end":
        parameters = _parameters(end)
        apply_difference(parameters, _with_ids(reader, value))
        _change(end, parameters)
    elif word == "no_result":
        end.uuid = None
    elif value is not None:
        reader.change_id(end, _text(value))
    elif end.uuid is None:
        end.uuid = reader.ids.new("output")
