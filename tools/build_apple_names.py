"""Builds the names of OS 27's own language in `action_defs/names/` out of the fact tables.

    python tools/build_apple_names.py FACTS -o action_defs/names

FACTS is a folder with `python_names.json` (what OS 27 calls actions, triggers, parameters
and cases) and `actions.jsonl` (of which only the visibility of an action is taken).

Three files are written:

* `apple_language.json`: every action and trigger with its name, without parameters;
* `apple_language_built_in.json`, `apple_language_apps.json`: the parameters and the cases
  of enumerations, of the actions `is.workflow.actions.*` and triggers, and of all others.

A parameter's word is left out where it is the rule's: its title in snake case, or its key
where it has no title. So is a case's name. The parameters that all Find actions share are in
`shortcuts_py/apple/finding.py`. The rules are checked here: where one does not give what the
table says, the difference is written down.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from shortcuts_py.apple.finding import FIND_PARAMETERS
from shortcuts_py.apple.snake import case_name, identifier, snake

Row = dict[str, Any]

BUILT_IN = "is.workflow.actions."
SHORTCUTS = 1  # bit of the visibility flags: shown in the Shortcuts app


def index_row(action: str, tool: Row, visibility: int | None) -> Row:
    """The name of an action: its prefix and ending apart, so that other prefixes fit."""
    row: Row = {"title": tool["display_name"], "on": platforms(tool)}
    name = tool["python_name"]
    if name:
        ending = name if tool["kind"] == "trigger" else snake(tool["display_name"])
        row["name"] = ending
        if tool["kind"] == "tool":
            row["prefix"] = name.removesuffix(f"_{ending}")
        if name not in (ending, f"{row.get('prefix')}_{ending}"):
            raise SystemExit(f"{action}: the ending of {name} is not {ending}")
        also = [one.removesuffix(f"_{ending}") for one in tool.get("python_names_alt_inferred", ())]
        if also:
            row["also"] = also
    if tool["kind"] == "trigger":
        row["kind"] = "trigger"
        if tool["outputs"] != ["none"]:
            row["gives"] = tool["outputs"]
    elif tool["tool_type"] != "appIntent":
        row["kind"] = tool["tool_type"]
    if tool.get("find_surface"):
        row["find"] = True
    if visibility is not None and not visibility & SHORTCUTS:
        row["hidden"] = True
    return row


def platforms(tool: Row) -> str:
    """Where it was found, as the first letters of iOS and macOS."""
    return "".join(sorted(one[0].lower() for one in tool["platforms"]))


def parameter_row(key: str, parameter: Row) -> Row:
    row: Row = {}
    label, word = parameter["label"], parameter["keyword"]
    if label:
        row["title"] = label
    if word != identifier(label or key):
        row["word"] = word
    if parameter["python_type"]:
        row["type"] = parameter["python_type"]
    if parameter.get("hidden"):
        row["hidden"] = True
    if parameter["required"] is not None:
        row["required"] = parameter["required"]
    return row


def cases_rows(cases: list[Row]) -> list[Any]:
    """Cases: a string where id and title agree; else [id, title], [id, title, name]."""
    rows: list[Any] = []
    for case in cases:
        if case["title"] is None:
            rows.append([case["id"], None, case["python"]])
        elif case["python"] != case_name(case["title"]) and not case.get("not_identifier"):
            rows.append([case["id"], case["title"], case["python"]])
        elif case["id"] == case["title"]:
            rows.append(case["id"])
        else:
            rows.append([case["id"], case["title"]])
    return rows


def parameters(tool: Row, types: dict[str, list[Any]]) -> dict[str, Row]:
    """The parameters of a tool in its order, less what every Find action has."""
    known = tool["parameters"]
    found: dict[str, Row] = {}
    for key in sorted(known, key=lambda one: (known[one]["order"] is None, known[one]["order"])):
        row = parameter_row(key, known[key])
        if known[key]["cases"]:
            kind = known[key]["python_type"]
            types[class_of(kind)] = cases_rows(known[key]["cases"])
        common = FIND_PARAMETERS.get(key) if tool.get("find_surface") else None
        if common is not None:
            row = {name: value for name, value in row.items() if common.get(name) != value}
            row = {name: value for name, value in row.items() if name in ("type", "title")}
            if not row:
                continue
        found[key] = row
    return found


def class_of(kind: str) -> str:
    """The enumeration's class in a type such as `Optional[class]`."""
    return kind.removeprefix("Optional[").removesuffix("]")


def write(path: Path, tables: dict[str, dict[str, Any]]) -> None:
    """One line an entry, so that a change shows as one."""
    blocks = []
    for table, rows in tables.items():
        lines = [
            f"  {json.dumps(one)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
            for one, row in sorted(rows.items())
        ]
        blocks.append(f" {json.dumps(table)}: {{\n" + ",\n".join(lines) + "\n }")
    path.write_text("{\n" + ",\n".join(blocks) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    rows: dict[str, Row] = json.loads(
        (arguments.facts / "python_names.json").read_text(encoding="utf-8")
    )
    visible: dict[str, int | None] = {}
    for line in (arguments.facts / "actions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        flags = row.get("visibility_flags_15.4")
        visible[row["identifier"]] = None if flags is None else int(flags)
    index: dict[str, dict[str, Any]] = {"tools": {}, "triggers": {}}
    details: dict[str, dict[str, dict[str, Any]]] = {
        name: {"parameters": {}, "types": {}} for name in ("built_in", "apps")
    }
    for action, tool in rows.items():
        if tool["kind"] not in ("tool", "trigger"):
            continue
        index[f"{tool['kind']}s"][action] = index_row(action, tool, visible.get(action))
        near = action.startswith(BUILT_IN) or tool["kind"] == "trigger"
        table = details["built_in" if near else "apps"]
        if found := parameters(tool, table["types"]):
            table["parameters"][action] = found
    arguments.output.mkdir(parents=True, exist_ok=True)
    write(arguments.output / "apple_language.json", index)
    for name, tables in details.items():
        write(arguments.output / f"apple_language_{name}.json", tables)
    named = sum("name" in row for row in index["tools"].values())
    print(f"{named} named of {len(index['tools'])} actions, {len(index['triggers'])} triggers")


if __name__ == "__main__":
    main()
