"""The ToolKit database: the index of all tools that newer systems keep (SQLite).

Facts: the schema changes between versions, so columns are asked for by name: the type
of a parameter is `Parameters.typeId` on macOS 15 and in `ToolParameterTypes` later;
tables for triggers, links and localizations may be missing or empty. A built-in's
enumeration has the type id `com.apple.shortcuts.<tool>.<key>`. Texts come twice, for
display and for language models. Flags are bits: tools 1 opens its app, 2 discontinued,
4 not offered; parameters 1 hidden, 2 added by the system; visibility 1 is Shortcuts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.model import (
    ActionDefinition,
    AppReference,
    ParameterDefinition,
    Provenance,
)
from shortcuts_py.catalog.sources.blobs import Decoded, decode_relationships, decode_type
from shortcuts_py.catalog.sources.classes import output_type
from shortcuts_py.catalog.types import (
    EntityProperty,
    EntityType,
    EnumerationCase,
    EnumerationType,
    ListType,
    NumberType,
    UnknownType,
    ValueType,
)
from shortcuts_py.errors import DecodeError

__all__ = ["ToolIndex", "looks_like", "read_toolkit"]

MAGIC = b"SQLite format 3\0"
_KINDS: dict[str, Any] = {
    "action": "action", "appIntent": "app intent", "siriIntent": "siri intent",
    "flowTool": "flow tool",
}  # fmt: skip
_MOST_ROWS = 2_000_000


class ToolIndex(NamedTuple):
    """What one database holds: its tools, and enumerations and entities by row id."""

    actions: list[ActionDefinition]
    types: dict[str, EnumerationType | EntityType]


def looks_like(head: bytes) -> bool:
    """True if a file that starts with these bytes is an SQLite database."""
    return head.startswith(MAGIC)


def read_toolkit(path: Path, problems: Problems) -> ToolIndex:
    """All tools of a database, opened read-only and immutable (its journal is not played).

    Args:
        path: the database file.
        problems: takes damaged rows and blobs; the other rows still count.

    Raises:
        DecodeError: it is no database, or has no table of tools.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema=OFF")
            return _Reader(connection, problems).read()
    except sqlite3.Error as error:
        raise DecodeError(f"database cannot be read: {error}") from error


class _Reader:
    def __init__(self, connection: sqlite3.Connection, problems: Problems) -> None:
        self.connection, self.problems = connection, problems
        written = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables = {
            name: str(sql)
            for name, sql in written.fetchall()
            if isinstance(name, str) and name.isidentifier()
        }
        self.tables = {
            name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            for name in tables
        }
        self.numbered = {name for name, sql in tables.items() if "WITHOUT ROWID" not in sql.upper()}
        if "Tools" not in self.tables or "Parameters" not in self.tables:
            raise DecodeError("no ToolKit database: the tables Tools and Parameters are missing")
        self.source = Provenance(kind="toolkit", file=problems.source, version=self.version())
        self.types: dict[str, EnumerationType | EntityType] = {}

    def version(self) -> str | None:
        for row in self.rows("Metadata", "key", "value"):
            if row["key"] in {"OSVersion", "osVersion", "provenance"}:
                value = row["value"]
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                return text[:80]
        (number,) = self.connection.execute("PRAGMA user_version").fetchone()
        return f"v{number}" if number else None

    def rows(self, table: str, *columns: str) -> Iterator[dict[str, Any]]:
        """The rows of a table in stable order; columns it does not have are None."""
        there = self.tables.get(table)
        if there is None:
            return
        listed = ", ".join(
            f'"{name}"' if name in there else f'NULL AS "{name}"' for name in columns
        )
        order = ", rowid" if table in self.numbered else ""
        query = f'SELECT {listed} FROM "{table}" ORDER BY 1{order}'  # noqa: S608 - names are ours
        try:
            for number, row in enumerate(self.connection.execute(query)):
                if number >= _MOST_ROWS:
                    self.problems.add(table, "too many rows, the rest is not read")
                    return
                yield dict(zip(columns, row, strict=True))
        except sqlite3.Error as error:
            self.problems.add(table, f"rows cannot be read: {error}")

    def grouped(self, table: str, key: str, *columns: str) -> dict[Any, list[dict[str, Any]]]:
        found: dict[Any, list[dict[str, Any]]] = {}
        for row in self.rows(table, key, *columns):
            found.setdefault(row[key], []).append(row)
        return found

    def texts(self, table: str, *columns: str) -> dict[Any, dict[str, Any]]:
        """English display texts by tool (and key)."""
        found: dict[Any, dict[str, Any]] = {}
        for row in self.rows(table, "toolId", *columns, "locale", "localizationUsage"):
            if row["localizationUsage"] not in (None, "display"):
                continue
            key = (row["toolId"], row["key"]) if "key" in columns else row["toolId"]
            if key not in found or str(row["locale"]).startswith("en"):
                found[key] = row
        return found

    def read(self) -> ToolIndex:
        self.read_types()
        texts = self.texts("ToolLocalizations", "name", "outputResultName", "descriptionSummary")
        outputs = self.grouped("ToolOutputTypes", "toolId", "typeIdentifier")
        keywords = self.grouped("SearchKeywords", "toolId", "keyword", "order")
        categories = self.grouped("Categories", "toolId", "category")
        links = self.grouped("LinkActionIdentifiers", "toolId", "identifier")
        apps = self.apps()
        parameters = self.parameters()
        actions = []
        for row in self.rows(
            "Tools", "rowId", "id", "toolType", "flags", "visibilityFlags", "pythonName",
            "sourceContainerId", "attributionContainerId", "deprecationReplacementId",
            "sourceActionProvider", "authenticationPolicy", "outputTypeInstance",
        ):  # fmt: skip
            number, identifier = row["rowId"], row["id"]
            if not isinstance(identifier, str) or not identifier:
                self.problems.add(f"Tools[{number}].id", "text is expected")
                continue
            text = texts.get(number, {})
            names = [entry["typeIdentifier"] for entry in outputs.get(number, [])]
            found = [str(name) for name in names if name not in (None, "none")]
            flags, visible = _integer(row["flags"]), _integer(row["visibilityFlags"])
            words = sorted(keywords.get(number, []), key=lambda entry: _integer(entry["order"]))
            grouped = categories.get(number, [{}])[0]
            link = links.get(number, [{}])[0].get("identifier")
            output = self.output(row, found)
            actions.append(ActionDefinition(
                identifier=identifier,
                name=text.get("name"),
                description=text.get("descriptionSummary"),
                category=grouped.get("category"),
                keywords=tuple(str(entry["keyword"]) for entry in words),
                kind=_KINDS.get(str(row["toolType"]), "unknown"),
                app=apps.get(row["attributionContainerId"]) or apps.get(row["sourceContainerId"]),
                parameters=parameters.get(number, {}),
                output_name=text.get("outputResultName"),
                output_types=tuple(found),
                output=output,
                output_multiple=isinstance(output, ListType) if output else None,
                discontinued=bool(flags & 2),
                discoverable=not flags & 4 and bool(visible & 1 or row["visibilityFlags"] is None),
                opens_app=bool(flags & 1),
                replaced_by=row["deprecationReplacementId"],
                app_intent=link if isinstance(link, str) else None,
                sources=(self.source,),
                extra={key: row[key] for key in ("visibilityFlags", "pythonName",
                       "sourceActionProvider", "authenticationPolicy") if row[key] is not None},
            ))  # fmt: skip
        return ToolIndex(actions, self.types)

    def output(self, row: dict[str, Any], names: list[str]) -> ValueType | None:
        blob = row["outputTypeInstance"]
        if isinstance(blob, bytes) and blob:
            try:
                return decode_type(blob, self.lookup).type
            except DecodeError as error:
                self.problems.add(f"Tools[{row['rowId']}].outputTypeInstance", str(error))
        return output_type(names)

    def read_types(self) -> None:
        cases = self.grouped("EnumerationCases", "typeId", "id", "title", "locale")
        labels = {row["typeId"]: row["name"]
                  for row in self.rows("TypeDisplayRepresentations", "typeId", "name", "locale")
                  if str(row["locale"]).startswith("en")}  # fmt: skip
        names = {(row["typeId"], row["propertyId"]): row["displayName"]
                 for row in self.rows("EntityPropertyLocalizations", "typeId", "propertyId",
                                      "displayName", "locale")
                 if str(row["locale"]).startswith("en")}  # fmt: skip
        kinds = {str(row["rowId"]): row["kind"] for row in self.rows("Types", "rowId", "kind")}
        for name in [*kinds, *(str(key) for key in cases if str(key) not in kinds)]:
            if kinds.get(name, 4) in (3, 4, 8):
                self.types[name] = EnumerationType(name=name, cases=_cases(cases.get(name, [])))
            elif kinds[name] == 2:
                self.types[name] = EntityType(name=name, label=labels.get(name))
        for owner, rows in self.grouped("EntityProperties", "typeId", "id", "typeInstance").items():
            entity = self.types.get(str(owner))
            if isinstance(entity, EntityType):
                properties = tuple(
                    EntityProperty(
                        name=str(row["id"]),
                        label=names.get((owner, row["id"])),
                        type=self.decode(row["typeInstance"], f"EntityProperties[{owner}]").type,
                    )
                    for row in rows
                )
                self.types[str(owner)] = entity.model_copy(update={"properties": properties})

    def lookup(self, name: str) -> ValueType:
        found = self.types.get(name)
        if isinstance(found, EntityType):  # properties stay in the table of types
            return EntityType(name=found.name, label=found.label)
        return found or UnknownType(name=name)

    def decode(self, blob: Any, where: str) -> Decoded:
        try:
            return decode_type(blob if isinstance(blob, bytes) else b"", self.lookup)
        except DecodeError as error:
            self.problems.add(f"{where}.typeInstance", str(error))
            return Decoded(UnknownType())

    def parameters(self) -> dict[Any, dict[str, ParameterDefinition]]:
        texts = self.texts("ParameterLocalizations", "key", "name", "description")
        found: dict[Any, list[tuple[int, ParameterDefinition]]] = {}
        for row in self.rows(
            "Parameters", "toolId", "key", "sortOrder", "flags", "typeInstance", "relationships"
        ):
            tool, key = row["toolId"], row["key"]
            where = f"Parameters[{tool}, {key}]"
            if not isinstance(key, str):
                self.problems.add(where, "the key is no text")
                continue
            decoded = self.decode(row["typeInstance"], where)
            kind = decoded.type
            if decoded.dynamic and isinstance(kind, EnumerationType):
                kind = kind.model_copy(update={"dynamic": True})
            if key == "WFCompoundType" and isinstance(kind, EnumerationType):
                kind = kind.model_copy(update={"stored_as": "number"})
            try:
                conditions = decode_relationships(row["relationships"] or b"")
            except (DecodeError, TypeError) as error:
                self.problems.add(f"{where}.relationships", str(error))
                conditions = ()
            flags, text = _integer(row["flags"]), texts.get((tool, key), {})
            default = decoded.default
            if isinstance(default, float) and isinstance(kind, NumberType) and default.is_integer():
                default = int(default)
            parameter = ParameterDefinition(
                key=key,
                label=text.get("name") or None,
                description=text.get("description") or None,
                type=kind,
                default=default,
                required=not (decoded.optional or flags & 3 or conditions or default is not None),
                multiple=isinstance(kind, ListType),
                hidden=bool(flags & 1),
                conditions=conditions,
                sources=(self.source,),
                extra={"flags": flags} if flags & 6 else {},
            )
            found.setdefault(tool, []).append((_integer(row["sortOrder"]), parameter))
        return {
            tool: {item.key: item for _, item in sorted(items, key=lambda pair: pair[0])}
            for tool, items in found.items()
        }

    def apps(self) -> dict[Any, AppReference]:
        names = {row["containerId"]: row["name"]
                 for row in self.rows("ContainerMetadataLocalizations", "containerId", "name",
                                      "locale")
                 if str(row["locale"]).startswith("en")}  # fmt: skip
        return {
            row["rowId"]: AppReference(
                bundle=str(row["id"]), name=names.get(row["rowId"]), team=row["teamId"] or None
            )
            for row in self.rows("ContainerMetadata", "rowId", "id", "teamId")
            if isinstance(row["id"], str)
        }


def _cases(rows: list[dict[str, Any]]) -> tuple[EnumerationCase, ...]:
    found: dict[str, EnumerationCase] = {}
    for row in rows:
        value = str(row["id"])
        if value not in found or str(row["locale"]).startswith("en"):
            title = row["title"] if isinstance(row["title"], str) else None
            found[value] = EnumerationCase(value=value, title=title)
    return tuple(found.values())


def _integer(value: Any) -> int:
    return value if isinstance(value, int) else 0
