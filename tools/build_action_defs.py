"""Builds the bundled catalogue `action_defs/` out of definition sources.

    python tools/build_action_defs.py DEFS CORPUS -o action_defs

DEFS holds the sources (`wfactions`, `toolkit`, `intentdefinition`, `actionsdata`,
`facts`), CORPUS a pile of shortcuts for what is used. Facts are taken, sentences are
not: descriptions are those in `action_defs/descriptions.json`, written by hand, or
made from name and app by rule; sentences, prompts and keywords of the sources go.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from action_facts import FactTable

from shortcuts_py.catalog.collection import Catalog
from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.extraction import extract, merge
from shortcuts_py.catalog.merging import merge_definitions
from shortcuts_py.catalog.model import ActionDefinition, AppReference, Observed, Provenance
from shortcuts_py.catalog.sources.observed import Pile
from shortcuts_py.catalog.store import write
from shortcuts_py.catalog.types import EntityType, EnumerationType, ListType, UnionType, ValueType

OURS = ("is.workflow.actions.", "com.apple.")
# Sources whose bundle is known from the identifiers that real shortcuts carry.
BUNDLES = {
    "intentdefinition/sindresorhus-Actions__Intents": "com.sindresorhus.Actions",
    "intentdefinition/sindresorhus-Plash__Intents": "com.sindresorhus.Plash",
    "intentdefinition/holzschu-a-shell__Intents": "AsheKube.app.a-Shell",
    "intentdefinition/p0deje-Maccy__Intents": "org.p0deje.Maccy",
    "actionsdata/jeffinv03-IntentBench__VoiceMemos_EXCERPT": "com.apple.VoiceMemos",
}
KEPT_EXTRA = {"ActionClass", "IntentIdentifier", "visibilityFlags", "sourceActionProvider",
              "DisabledOnPlatforms", "unavailable", "keys_claimed_elsewhere"}  # fmt: skip
A_KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{0,79}$")
ENOUGH_FILES = 4


def main() -> None:
    """Reads the arguments and builds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("defs", type=Path, help="folder with the definition sources")
    parser.add_argument("corpus", type=Path, help="folder with shortcuts")
    parser.add_argument("-o", "--output", type=Path, default=Path("action_defs"))
    arguments = parser.parse_args()
    catalog = build(arguments.defs, arguments.corpus, arguments.output)
    for old in [*arguments.output.glob("shortcuts/*.json"), *arguments.output.glob("apps/*.json")]:
        old.unlink()
    files = write(catalog, arguments.output)
    described = sum(not action.description_generated for action in catalog.values())
    print(f"{len(catalog)} actions in {len(files)} files, {described} described by hand")


def build(defs: Path, corpus: Path, output: Path) -> Catalog:
    """The whole bundled catalogue."""
    observed = observe(corpus)
    sources = [extract(defs / "wfactions"), extract(defs / "toolkit")]
    for folder, bundle in BUNDLES.items():
        sources.append(extract(defs / folder, bundle_id=bundle))
    extracted = merge(*sources)
    grouped: dict[str, list[ActionDefinition]] = {}
    for action in extracted.values():
        if wanted(action, observed):
            grouped.setdefault(action.identifier, []).append(action)
    for action in FactTable(defs / "facts").definitions():
        grouped.setdefault(action.identifier, []).append(action)
    for identifier, action in observed.items():
        if identifier not in grouped and identifier.startswith(OURS) and not believable(action):
            continue
        facts = only_facts(action, grouped.get(identifier))
        grouped.setdefault(identifier, []).append(facts)
    written = json.loads((output / "descriptions.json").read_text("utf-8"))
    actions = {}
    for identifier, found in sorted(grouped.items()):
        merged = clean(merge_definitions(found))
        actions[identifier] = describe(merged, written.get(identifier))
    types = {
        name: shorten(kind)
        for name, kind in extracted.types.items()
        if isinstance(kind, EntityType) and kind.properties
    }
    return Catalog(actions, types=types)


def observe(corpus: Path) -> dict[str, ActionDefinition]:
    """What the shortcuts of a folder use; texts of people are not kept."""
    pile, errors = Pile(keep_values=False), []
    for path in sorted(corpus.rglob("*")):
        if path.is_file() and path.suffix not in {".md", ".jsonl"}:
            problems = Problems(path.name)
            pile.add(path.read_bytes(), problems)
            errors += problems.collected
    source = Provenance(kind="observed", file="corpus", version=f"{pile.files} shortcuts")
    print(f"{pile.files} shortcuts read, {len(errors)} problems")
    return {action.identifier: action for action in pile.actions(source)}


def wanted(action: ActionDefinition, observed: dict[str, ActionDefinition]) -> bool:
    """Apple's own, what real shortcuts use, and apps whose own definition we have."""
    kind = action.sources[0].kind
    return (
        action.identifier.startswith(OURS)
        or action.identifier in observed
        or kind in {"wfactions", "intentdefinition", "actionsdata"}
    )


def believable(action: ActionDefinition) -> bool:
    """True for an identifier that has the shape of one."""
    return re.fullmatch(r"[A-Za-z0-9._-]+", action.identifier) is not None


def only_facts(action: ActionDefinition, others: list[ActionDefinition] | None) -> ActionDefinition:
    """Counts and keys; of actions that are defined only keys that several files have."""
    known = {key for other in others or () for key in other.parameters}
    parameters = {}
    for key, parameter in action.parameters.items():
        files = parameter.observed.files if parameter.observed else 0
        if not A_KEY.match(key) or (others and key not in known and files < ENOUGH_FILES):
            continue
        if key in known:
            continue
        parameters[key] = parameter
    status: Any = "unconfirmed" if others is None else "current"
    if others is not None:
        status = others[0].status
    name = None if others else spoken(action.identifier.rpartition(".")[2])
    return action.model_copy(update={"parameters": parameters, "status": status, "name": name})


def clean(action: ActionDefinition) -> ActionDefinition:
    """Without sentences of others."""
    parameters = {}
    for key, parameter in action.parameters.items():
        observed = parameter.observed
        if observed is not None:
            observed = Observed(count=observed.count, files=observed.files, forms=observed.forms)
            observed = observed if observed.count else None
        parameters[key] = parameter.model_copy(update={
            "description": None, "extra": {}, "observed": observed, "type": shorten(parameter.type),
            "origins": without(parameter.origins, "description"),
        })  # fmt: skip
    output = action.output
    return action.model_copy(update={
        "parameters": parameters, "description": None, "summaries": (), "keywords": (),
        "localized": {}, "output": None if output is None else shorten(output),
        "origins": without(action.origins, "description", "summaries", "keywords"),
        "extra": {key: value for key, value in action.extra.items() if key in KEPT_EXTRA},
    })  # fmt: skip


def without(origins: dict[str, Provenance], *names: str) -> dict[str, Provenance]:
    return {name: source for name, source in origins.items() if name not in names}


def shorten(kind: ValueType) -> Any:
    """The type without what is written elsewhere (properties) or is the editor's own (names)."""
    if isinstance(kind, EntityType):
        properties = tuple(
            entry.model_copy(update={"type": shorten(entry.type)}) for entry in kind.properties
        )
        return kind.model_copy(update={"properties": properties})
    if isinstance(kind, EnumerationType) and (kind.name or "").startswith("com.apple.shortcuts."):
        return kind.model_copy(update={"name": None})
    if isinstance(kind, ListType):
        return kind.model_copy(update={"item": shorten(kind.item)})
    if isinstance(kind, UnionType):
        return kind.model_copy(update={"options": tuple(shorten(part) for part in kind.options)})
    return kind


def describe(action: ActionDefinition, written: str | None) -> ActionDefinition:
    """With the description written by hand, or one made from name, kind and app."""
    if written:
        source = Provenance(kind="written", file="descriptions.json")
        text, generated = written, False
    else:
        source = Provenance(kind="generated")
        text, generated = " ".join(sentence(action)), True
    origins = {**action.origins, "description": source}
    name = action.name
    if name is None:
        name = spoken(action.identifier.rpartition(".")[2])
        origins["name"] = Provenance(kind="generated")
    return action.model_copy(update={
        "name": name, "description": text, "description_generated": generated, "origins": origins,
    })  # fmt: skip


def sentence(action: ActionDefinition) -> Iterator[str]:
    name = action.name or spoken(action.identifier.rpartition(".")[2])
    yield f"{name[:1].upper()}{name[1:]}"
    app = app_name(action)
    if app and app.casefold() not in name.casefold():
        yield f"({app})"


def app_name(action: ActionDefinition) -> str | None:
    if action.app is not None and action.app.name:
        return action.app.name
    if action.identifier.startswith("is.workflow.actions."):
        return None
    app: AppReference | str = action.identifier.rpartition(".")[0]
    return spoken(str(app).removeprefix("com.apple.").rpartition(".")[2])


def spoken(name: str) -> str:
    """`GetMenuSetsIntent` as "Get Menu Sets"."""
    name = re.sub(r"(Intent|LinkAction|Action)$", "", name) or name
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_-]+", " ", name).strip()


if __name__ == "__main__":
    main()
