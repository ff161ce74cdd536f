"""Builds the table of friendly names in `action_defs/names/` out of two fact tables.

    python tools/build_names.py FACTS -o action_defs/names

FACTS is a folder with `python_names.json` (the names that OS 27 gives to every
action and parameter) and `actions.jsonl` (a row for each action of any year). What
the catalogue in the folder above the output has besides is named last, so that it
takes no name from anything else.

The rules, which `docs/language.md` states for readers:

1. An action is called what OS 27 calls it, less the prefix `com_apple_shortcuts_`;
   one without a name there is called by its display name in snake case.
2. Where several actions share a name, the first of these keeps it: a built-in
   (`is.workflow.actions.*`) before an app intent, a newer one before a retired one,
   a shorter identifier before a longer one. Every other one appends the last
   component of its identifier, then as many more components as make it unique.
3. A word of the language (`shortcut`, `app`, ...) counts as taken.
4. A parameter is called by OS 27's keyword; else by its key in snake case without
   the leading `WF`; a keyword that is taken already is replaced by the key itself.
5. What only the catalogue has follows the same rules after everything else, and never
   changes what is there; a keyword that is taken both ways gets a number.
"""

from __future__ import annotations

import argparse
import json
import keyword
import re
import sys
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from shortcuts_py.catalog.bundled import FolderCatalog
from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.language.vocabulary import FUNCTIONS, REFERENCES

Row = dict[str, Any]

PREFIX = "com_apple_shortcuts_"

# Control flow has statements of its own; what the blocks give is named here,
# because definition files only name the action.
BLOCK_OUTPUTS = {
    "is.workflow.actions.conditional": "If Result",
    "is.workflow.actions.choosefrommenu": "Menu Result",
    "is.workflow.actions.repeat.count": "Repeat Results",
    "is.workflow.actions.repeat.each": "Repeat Results",
}

# Find actions name their output after the content item; the definition files
# leave it out, every real file that refers to one has it.
FIND_OUTPUTS = {
    "filter.files": "Files",
    "filter.photos": "Photos",
    "filter.reminders": "Reminders",
    "filter.music": "Music",
    "filter.calendarevents": "Calendar Events",
    "filter.contacts": "Contacts",
    "filter.notes": "Notes",
    "filter.articles": "Articles",
    "filter.images": "Images",
    "filter.apps": "Apps",
    "filter.windows": "Windows",
    "filter.displays": "Displays",
    "filter.locations": "Locations",
    "filter.health.quantity": "Health Samples",
}

# Text fields that hold a bare attachment, not a token string, in nearly every real file.
ATTACHMENT_FIELDS = {
    ("is.workflow.actions.openurl", "WFInput"),
    ("is.workflow.actions.text.split", "text"),
    ("is.workflow.actions.text.combine", "text"),
    ("is.workflow.actions.text.changecase", "text"),
    ("is.workflow.actions.text.trimwhitespace", "WFInput"),
    ("is.workflow.actions.conditional", "WFDate"),
    ("is.workflow.actions.conditional", "WFAnotherDate"),
}

# The parameter that a call may give without its keyword, where the rule in
# `main_parameter` would choose another than a reader expects.
MAIN = {
    "is.workflow.actions.alert": "WFAlertActionMessage",
    "is.workflow.actions.notification": "WFNotificationActionBody",
    "is.workflow.actions.choosefromlist": "WFInput",
    "is.workflow.actions.choosefrommenu": "WFMenuPrompt",
    "is.workflow.actions.setvalueforkey": "WFDictionary",
    "is.workflow.actions.setvariable": "WFVariableName",
    "is.workflow.actions.appendvariable": "WFVariableName",
    "is.workflow.actions.getvariable": "WFVariable",
    "is.workflow.actions.runworkflow": "WFWorkflow",
    "is.workflow.actions.setitemname": "WFInput",
    "is.workflow.actions.ask": "WFAskActionPrompt",
    "is.workflow.actions.documentpicker.save": "WFInput",
    "is.workflow.actions.delay": "WFDelayTime",
    "is.workflow.actions.math": "WFInput",
    "is.workflow.actions.round": "WFInput",
    "is.workflow.actions.date": "WFDateActionDate",
    "is.workflow.actions.comment": "WFCommentActionText",
}

# The menu's own words: OS 27 calls it `shortcuts_builtin_choose(prompt=...)`.
KEYWORDS = {
    ("is.workflow.actions.choosefrommenu", "WFMenuPrompt"): "prompt",
    ("is.workflow.actions.choosefrommenu", "WFMenuItems"): "items",
}

# Keys that any action may have, which the language says by other means.
STRUCTURE = {"UUID", "CustomOutputName", "GroupingIdentifier", "WFControlFlowMode"}
# Words that are arguments of every call.
COMMON_WORDS = {"output_name", "beside"}
FIND_ACTIONS = "is.workflow.actions.filter."
# Every Find action had it for a while; the sources have it for some of them.
FIND_KEYS = ("WFContentItemSortEnabled",)

NUMBER_OUTPUTS = {"NSDecimalNumber", "NSNumber", "WFNumberContentItem"}
KEPT_WHOLE = ("iPhone", "iPad", "iCloud", "iTunes", "iBooks", "iCal")


def snake(text: str) -> str:
    """OS 27's way to write a display name as an identifier."""
    words: list[str] = []
    for chunk in re.findall(r"[^\W_]+", text):
        for whole in KEPT_WHOLE:
            chunk = chunk.replace(whole, f" {whole.lower()} ")
        words += re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z\d\s]+|[A-Z]+|\d+", chunk)
    return "_".join(word.lower() for word in words)


def identifier(text: str) -> str:
    """`text` as a usable Python identifier."""
    name = snake(text) or "action"
    if name[0].isdigit() or keyword.iskeyword(name):
        name = f"_{name}"
    return name


def base_name(action: str, row: Row, tool: Row) -> str:
    python_name = tool.get("python_name") or row.get("python_name")
    if python_name:
        name = str(python_name).removeprefix(PREFIX)
        return f"_{name}" if keyword.iskeyword(name) or name[0].isdigit() else name
    names = row.get("names_seen") or [action.removeprefix("is.workflow.actions.").replace(".", " ")]
    return identifier(names[0])


def rank(action: str, row: Row) -> tuple[bool, bool, bool, int, str]:
    built_in = action.startswith("is.workflow.actions.")
    retired = not row.get("python_name")
    return (not built_in, retired, bool(row.get("discontinued")), len(action), action)


def unique_names(actions: dict[str, tuple[Row, Row]], taken: set[str]) -> dict[str, str]:
    """Identifier to name; the names are added to `taken`."""
    names: dict[str, str] = {}
    for action in sorted(actions, key=lambda one: rank(one, actions[one][0])):
        row, tool = actions[action]
        name = base = base_name(action, row, tool)
        components = action.split(".")
        for number in range(1, len(components) + 1):
            if name not in taken:
                break
            name = f"{base}_{snake(' '.join(components[-number:]))}"
        if name in taken:
            raise SystemExit(f"no unique name for {action}")
        taken.add(name)
        names[action] = name
    return names


def first_hand(parameter: Row) -> bool:
    """Whether Apple's own files or a real shortcut have the key; other tools invent some."""
    return any(
        source.startswith(("WFActions", "ToolKit", "shortcutkit", "ShortcutForge"))
        for source in parameter.get("sources", ())
    )


def keywords(action: str, row: Row, tool: Row) -> dict[str, str]:
    """Plist key to keyword, one to one."""
    known: dict[str, Row] = tool.get("parameters", {})
    keys = [*known, *(p["key"] for p in row.get("parameters", []) if first_hand(p))]
    found: dict[str, str] = {}
    taken = set(keys) | COMMON_WORDS
    for key in dict.fromkeys(keys):
        if key in STRUCTURE:
            continue
        wanted = snake(re.sub(r"^WF(?=[A-Z])", "", key))
        if known.get(key, {}).get("keyword_source") in {"label", "find-surface"}:
            wanted = known[key]["keyword"] or wanted
        wanted = KEYWORDS.get((action, key), wanted)
        if not wanted.isidentifier() or (wanted in taken and wanted != key):
            wanted = snake(key)
        if keyword.iskeyword(wanted):
            wanted = f"_{wanted}"
        if not wanted.isidentifier() or (wanted in taken and wanted != key):
            continue  # printed and read by its key
        taken.add(wanted)
        found[key] = wanted
    return found


def main_parameter(action: str, row: Row, tool: Row, words: dict[str, str]) -> str | None:
    if action in MAIN:
        return MAIN[action]
    wanted = (row.get("input") or {}).get("parameter_key")
    if wanted in words:
        return str(wanted)
    visible = [k for k, p in tool.get("parameters", {}).items() if not p.get("synthesized")]
    if "WFInput" in words:
        return "WFInput"
    ordered = visible or [p["key"] for p in row.get("parameters", [])]
    return ordered[0] if ordered and ordered[0] in words else None


def entry(action: str, name: str, row: Row, tool: Row) -> Row:
    words = keywords(action, row, tool)
    result: Row = {"name": name}
    if words:
        result["parameters"] = words
    main = main_parameter(action, row, tool, words)
    if main:
        result["main"] = main
    output = row.get("output") or {}
    find = FIND_OUTPUTS.get(action.removeprefix("is.workflow.actions."))
    shown = BLOCK_OUTPUTS.get(action) or output.get("name") or find
    if shown:
        result["output"] = shown
    types = set(output.get("types") or ())
    if types and types <= NUMBER_OUTPUTS:
        result["number"] = True
    text = [
        p["key"]
        for p in row.get("parameters", [])
        if p.get("kind_hint") == "text" and (action, p["key"]) not in ATTACHMENT_FIELDS
    ]
    if text:
        result["text"] = text
    pickers = [p["key"] for p in row.get("parameters", []) if p.get("kind_hint") == "picker"]
    if pickers:
        result["pickers"] = pickers
    return result


def add_keywords(row: Row, keys: Iterable[str]) -> None:
    """Keywords for the keys that have none yet, one to one."""
    words: dict[str, str] = row.get("parameters", {})
    fresh = [key for key in dict.fromkeys(keys) if key not in words and key not in STRUCTURE]
    if not fresh:
        return
    row["parameters"] = words
    taken = {*words, *fresh, *COMMON_WORDS}
    for key in fresh:
        base = identifier(re.sub(r"^WF(?=[A-Z])", "", key))
        numbered = (f"{base}_{number}" for number in count(2))
        for word in (base, identifier(key), key, *[next(numbered) for _ in range(9)]):
            free = word not in words.values() and (word not in taken or word == key)
            if word.isidentifier() and not keyword.iskeyword(word) and free:
                words[key] = word
                break
        else:
            raise SystemExit(f"no keyword for {key} of {row['name']}")


def add_catalogue(entries: dict[str, Row], catalog: Mapping[str, ActionDefinition]) -> None:
    """Names for the actions and keys that only the catalogue has."""
    ours = [one for one in catalog if one.startswith(("is.workflow.actions.", "com.apple."))]
    found: dict[str, tuple[Row, Row]] = {}
    for action in ours:
        if action not in entries:
            shown = catalog[action].name
            bundled = action.startswith("is.workflow.actions.")
            found[action] = ({"names_seen": [shown]} if shown and not bundled else {}, {})
    taken = {*FUNCTIONS, *REFERENCES, *(row["name"] for row in entries.values())}
    for action, name in unique_names(found, taken).items():
        entries[action] = {"name": name}
    for action in ours:
        find = FIND_KEYS if action.startswith(FIND_ACTIONS) else ()
        add_keywords(entries[action], [*catalog[action].parameters, *find])


def write(path: Path, entries: dict[str, Row]) -> None:
    lines = [
        f" {json.dumps(action)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
        for action, row in sorted(entries.items())
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def aliases(actions: dict[str, tuple[Row, Row]], entries: dict[str, Row]) -> dict[str, str]:
    """Other names that code may use for built-in actions, each for one of them.

    People say `show_result` and `save_file`: the display name of any year in snake case.
    """
    taken = {row["name"] for row in entries.values()} | set(FUNCTIONS) | set(REFERENCES)
    found: dict[str, set[str]] = {}
    for action in entries:
        if action.startswith("is.workflow.actions."):
            for name in actions.get(action, ({}, {}))[0].get("names_seen") or ():
                found.setdefault(identifier(name.replace("URLs", "Urls")), set()).add(action)
    return {
        name: next(iter(owners))
        for name, owners in sorted(found.items())
        if len(owners) == 1 and name not in taken
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    tools: dict[str, Row] = json.loads(
        (arguments.facts / "python_names.json").read_text(encoding="utf-8")
    )
    rows: dict[str, Row] = {}
    for line in (arguments.facts / "actions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["identifier"]] = row
    actions = {
        action: (rows.get(action, {}), tools.get(action, {}))
        for action in sorted({*rows, *(k for k, v in tools.items() if v["kind"] == "tool")})
        if action.startswith(("is.workflow.actions.", "com.apple."))
    }
    names = unique_names(actions, {*FUNCTIONS, *REFERENCES})
    entries = {action: entry(action, names[action], *actions[action]) for action in actions}
    folder = arguments.output.parent
    if (folder / "index.json").is_file():
        add_catalogue(entries, FolderCatalog(folder))
    built_in = {a: e for a, e in entries.items() if a.startswith("is.workflow.actions.")}
    apple = {a: e for a, e in entries.items() if a not in built_in}
    arguments.output.mkdir(parents=True, exist_ok=True)
    write(arguments.output / "built_in.json", built_in)
    write(arguments.output / "apple.json", apple)
    other = json.dumps(aliases(actions, entries), indent=1, sort_keys=True)
    (arguments.output / "aliases.json").write_text(other + "\n", encoding="utf-8")
    print(f"{len(built_in)} built-in actions, {len(apple)} Apple app intents")


if __name__ == "__main__":
    main()
