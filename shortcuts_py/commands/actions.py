"""`shortcuts-py actions`: extract, list, show, search, diff, docs and stubs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from shortcuts_py import catalog
from shortcuts_py.commands.action_docs import EXAMPLES, interface_of, plain_documentation
from shortcuts_py.commands.report import counting
from shortcuts_py.errors import ShortcutError

if TYPE_CHECKING:
    from shortcuts_py.catalog.collection import Catalog
    from shortcuts_py.catalog.model import ActionDefinition

__all__ = ["actions", "use_definitions"]

_F = TypeVar("_F", bound=Callable[..., Any])
_SHOWN_ERRORS = 20
_MANY = 8  # files from which more than one process pays

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _defs(command: _F) -> _F:
    return click.option(
        "--defs",
        multiple=True,
        type=click.Path(exists=True, path_type=Path),
        help="A catalogue folder or a definition source of your own; may be given again.",
    )(command)


def _load(defs: Iterable[Path]) -> Catalog:
    from shortcuts_py.catalog.bundled import load
    from shortcuts_py.catalog.places import user_folders

    try:
        return load(*user_folders(), *defs)
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error


def use_definitions(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Let the command that runs know a user's own catalogues and these, for `--defs`.

    Returns:
        All of them, for worker processes.

    Raises:
        ClickException: one of them cannot be read.
    """
    from shortcuts_py.catalog.in_use import use
    from shortcuts_py.catalog.places import user_folders

    every = (*user_folders(), *folders)
    try:
        use(*every)
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    click.get_current_context().call_on_close(use)
    return every


def _print(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@click.group(epilog=EXAMPLES[""])
def actions() -> None:
    """The catalogue of actions: look them up, extract an app's own, compare versions."""


@actions.command(epilog=EXAMPLES["extract"])
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder that the catalogue is written to.")  # fmt: skip
@click.option("--bundle-id", help="The app's bundle identifier, for files outside a bundle.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, errors and summary only.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="How many files at a time.")
def extract(
    sources: tuple[Path, ...], output: Path, bundle_id: str | None, quiet: bool, jobs: int | None
) -> None:
    """Extract the actions of SOURCES: definition files, apps, shortcuts, whole systems.

    What cannot be read is listed, and the rest is extracted all the same. Give the
    folder to other commands with --defs. Nothing is written before everything is read, so
    there is nothing to resume: stopped by Ctrl-C, the command leaves the folder as it was.
    """
    from shortcuts_py.batch import cores
    from shortcuts_py.catalog.store import write

    many = len(sources) > _MANY or any(source.is_dir() for source in sources)
    count = 0
    try:
        with counting("Extracting", quiet=quiet) as show:

            def progress(path: Path) -> None:
                nonlocal count
                count += 1
                show(count, str(path))

            found = catalog.extract_many(
                sources, bundle_id, progress, jobs=jobs or (cores() if many else 1)
            )
        files = write(found, output)
    except (ShortcutError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for problem in found.errors[:_SHOWN_ERRORS]:
        click.echo(f"error: {problem}", err=True)
    if len(found.errors) > _SHOWN_ERRORS:
        click.echo(f"error: and {len(found.errors) - _SHOWN_ERRORS} more", err=True)
    parameters = sum(len(action.parameters) for action in found.values())
    click.echo(
        f"{len(found)} actions with {parameters} parameters out of {count} files, "
        f"{len(found.errors)} problems; {len(files)} files written to {output}"
    )
    if count and not found and found.errors:
        raise SystemExit(1)


@actions.command("list", epilog=EXAMPLES["list"])
@click.option("--category", help="Only this category, such as Scripting.")
@click.option("--app", help="Only actions whose bundle identifier or app name has this in it.")
@click.option("--status", type=click.Choice(["current", "retired", "unconfirmed"]))
@click.option("--tree", is_flag=True, help="Category, app, action: for choosing step by step.")
@_JSON
@_defs
def list_actions(
    category: str | None, app: str | None, status: str | None, tree: bool, as_json: bool,
    defs: tuple[Path, ...],
) -> None:  # fmt: skip
    """List the actions that are known."""
    from shortcuts_py.catalog.documentation import hierarchy

    found = [
        action
        for action in _load(defs).values()
        if (category is None or (action.category or "").casefold() == category.casefold())
        and (app is None or app.casefold() in _app_text(action))
        and (status is None or action.status == status)
    ]
    if tree:
        nested = hierarchy(found)
        if as_json:
            _print(nested)
            return
        for name, apps in nested.items():
            click.echo(name)
            for bundle, entries in apps.items():
                click.echo(f"  {bundle}")
                for entry in entries:
                    click.echo(f"    {entry['identifier']}  {entry['name'] or ''}")
    elif as_json:
        _print([{"identifier": action.identifier, "name": action.name,
                 "category": action.category, "status": action.status}
                for action in found])  # fmt: skip
    else:
        for action in sorted(found, key=lambda item: item.identifier):
            click.echo(f"{action.identifier}  {action.name or ''}")


def _app_text(action: ActionDefinition) -> str:
    name = action.app.name if action.app else None
    return f"{action.identifier} {action.bundle} {name or ''}".casefold()


@actions.command(epilog=EXAMPLES["show"])
@click.argument("name")
@click.option("--sources", is_flag=True, help="Say where each fact is from.")
@_JSON
@_defs
def show(name: str, sources: bool, as_json: bool, defs: tuple[Path, ...]) -> None:
    """Show what is known of the action NAME: an identifier, its last word, or its name."""
    from shortcuts_py.catalog.documentation import markdown

    action = _find(_load(defs), name)
    if as_json:
        click.echo(action.model_dump_json(exclude_defaults=True, indent=1))
        return
    click.echo(markdown(action).rstrip())
    if sources:
        for line in _provenance(action):
            click.echo(line)


def _provenance(action: ActionDefinition) -> Iterable[str]:
    yield ""
    for source in action.sources:
        yield f"source: {source}"
    for name in action.origins:
        yield f"{name}: {action.provenance(name)}"
    for key, parameter in action.parameters.items():
        for name in ("type", "default", *parameter.origins):
            if getattr(parameter, name, None) is not None:
                yield f"{key}.{name}: {parameter.provenance(name)}"
        for entry in parameter.disagreements:
            yield f"{key}.{entry.field}: {entry.source} says {entry.value!r}"
    for entry in action.disagreements:
        yield f"{entry.field}: {entry.source} says {entry.value!r}"


def _find(definitions: Catalog, name: str) -> ActionDefinition:
    from shortcuts_py.names import by_name

    names = by_name(name)
    if names is not None and names.identifier in definitions:
        return definitions[names.identifier]
    found = definitions.find(name)
    if found is None:
        near = [action.identifier for _, action in definitions.search(name, limit=3)]
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise click.ClickException(f"no action {name!r} is known.{hint}")
    return found


@actions.command(epilog=EXAMPLES["search"])
@click.argument("text", nargs=-1, required=True)
@click.option("-n", "--limit", default=10, show_default=True, type=click.IntRange(1, 500))
@_JSON
@_defs
def search(text: tuple[str, ...], limit: int, as_json: bool, defs: tuple[Path, ...]) -> None:
    """Search for actions by what they do: `search resize a picture`."""
    found = _load(defs).search(" ".join(text), limit)
    if as_json:
        _print([{"score": score, "identifier": action.identifier, "name": action.name,
                 "description": action.description} for score, action in found])  # fmt: skip
        return
    for score, action in found:
        click.echo(f"{score:5.1f}  {action.identifier}  {action.name or ''}")


@actions.command(epilog=EXAMPLES["diff"])
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@_JSON
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Show what changed from OLD to NEW: catalogue folders or definition sources."""
    from shortcuts_py.catalog.bundled import open_catalog
    from shortcuts_py.catalog.differences import compare

    try:
        changes = list(compare(open_catalog(old), open_catalog(new)))
    except ShortcutError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        _print([{**change._asdict(), "kind": change.kind} for change in changes])
        return
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for change in changes:
        where = f"{change.identifier} {change.field}".rstrip()
        values = [str(value) for value in (change.before, change.after) if value is not None]
        click.echo(f"{signs[change.kind]} {where}: {' -> '.join(values)}")


@actions.command(epilog=EXAMPLES["docs"])
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--category", help="Only this category.")
@click.option("--search", "wanted", metavar="TEXT", help="The actions that fit this best.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 500),
              help="How many actions --search gives.")  # fmt: skip
@click.option("--dialect", type=click.Choice(("apple", "native")),
              help="Write Python functions in this dialect, for a language model.")  # fmt: skip
@click.option("--max-characters", type=click.IntRange(1), help="With --dialect: the size.")
@click.option("--max-tokens", type=click.IntRange(1),
              help="With --dialect: the size, with 3 characters to a token.")  # fmt: skip
@_JSON
@_defs
def docs(
    names: tuple[str, ...], output: Path | None, category: str | None, wanted: str | None,
    limit: int, dialect: str | None, max_characters: int | None, max_tokens: int | None,
    as_json: bool, defs: tuple[Path, ...],
) -> None:  # fmt: skip
    """Write documentation of actions (all built-ins if no NAMES are given).

    Markdown for people; with --dialect Python functions with docstrings for language models,
    held to a size by saying less before leaving actions out; with --json a list with name,
    description, parameters with types and defaults, return type and return name.
    """
    if dialect is None and (max_characters or max_tokens):
        raise click.UsageError("--max-characters and --max-tokens go with --dialect")
    if dialect is not None and as_json:
        raise click.UsageError("--json and --dialect do not go together")
    definitions = _load(defs)
    triggers = [name for name in names if dialect == "apple" and name.startswith("when_")]
    found = [_find(definitions, name) for name in names if name not in triggers]
    if wanted is not None:
        found += [one for _, one in definitions.search(wanted, limit) if one not in found]
    elif not names:
        found = [action for action in definitions.values()
                 if category or action.identifier.startswith("is.workflow.actions.")]  # fmt: skip
    if category:
        found = [item for item in found if (item.category or "").casefold() == category.casefold()]
    if dialect is not None:
        text = interface_of(found, dialect, triggers, max_characters, max_tokens)
    else:
        text = plain_documentation(found, as_json)
    if output is None:
        click.echo(text, nl=False)
    else:
        from shortcuts_py.storage import write_atomically

        output.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(output, text.encode("utf-8"))


@actions.command(epilog=EXAMPLES["stubs"])
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
              help="Folder that the stubs are written to.")  # fmt: skip
@_defs
def stubs(output: Path, defs: tuple[Path, ...]) -> None:
    """Write typed stubs, so that an editor and a type checker know every action."""
    from shortcuts_py.catalog.stubs import write_stubs

    written = write_stubs(_load(defs), output)
    click.echo(f"{len(written)} files written to {output}")
