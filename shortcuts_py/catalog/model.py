"""What is known of an action, whatever kind of source told it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shortcuts_py.catalog.types import EnumerationType, ListType, UnknownType, ValueType

__all__ = [
    "ActionDefinition",
    "AnyOf",
    "AppReference",
    "Availability",
    "Condition",
    "Disagreement",
    "InputDefinition",
    "Observed",
    "ParameterDefinition",
    "Provenance",
    "SourceKind",
    "Summary",
]

SourceKind = Literal[
    "toolkit", "actionsdata", "intentdefinition", "wfactions", "dump", "index",
    "observed", "claimed", "written", "generated",
]  # fmt: skip
"""Where a fact is from. `dump`: definitions read out of a running system by others;
`index`: lists of identifiers, keys and names of a tool index; `observed`: seen in
shortcuts; `claimed`: only other projects say so; `written`: by hand in this project;
`generated`: made from the other facts by a rule."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(_Frozen):
    """The source of a fact: kind, file (relative to what was read) and its version."""

    kind: SourceKind
    file: str = ""
    version: str | None = None

    def __str__(self) -> str:
        parts = [self.kind, self.file, self.version or ""]
        return " ".join(part for part in parts if part)


class Disagreement(_Frozen):
    """Another source's value of a fact, where it differs from the one that was taken."""

    field: str
    value: Any = None
    source: Provenance


class Condition(_Frozen):
    """A test of a sibling parameter; `values` are stored values, any of them will do."""

    parameter: str
    relation: Literal[
        "equals", "not equals", "is set", "is not set", "greater", "greater or equal",
        "less", "less or equal", "contains", "does not contain", "unknown",
    ] = "equals"  # fmt: skip
    values: tuple[Any, ...] = ()

    def __str__(self) -> str:
        signs = {"equals": "=", "not equals": "≠", "greater": ">", "less": "<",
                 "greater or equal": "≥", "less or equal": "≤"}  # fmt: skip
        sign = signs.get(self.relation, self.relation)
        values = " or ".join(str(value) for value in self.values)
        return f"{self.parameter} {sign} {values}".rstrip()


class AnyOf(_Frozen):
    """A group of conditions of which one is enough."""

    any_of: tuple[Condition, ...]

    def __str__(self) -> str:
        return " or ".join(str(condition) for condition in self.any_of)


class Availability(_Frozen):
    """Versions of a platform that have the action ("*" where the source names none)."""

    platform: str
    introduced: str | None = None
    deprecated: str | None = None
    obsoleted: str | None = None


class AppReference(_Frozen):
    """The app that an action belongs to."""

    bundle: str
    name: str | None = None
    team: str | None = None


class InputDefinition(_Frozen):
    """What an action takes from the one before it, and the parameter that takes it."""

    parameter: str | None = None
    types: tuple[str, ...] = ()
    multiple: bool | None = None
    required: bool | None = None


class Summary(_Frozen):
    """The sentence that the editor shows; `format` holds `${key}` for parameters."""

    format: str
    parameters: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()


class Observed(_Frozen):
    """What a pile of shortcuts shows: how often, in which forms, with which values."""

    count: int = 0
    files: int = 0
    forms: dict[str, int] = Field(default_factory=dict)
    values: dict[str, int] = Field(default_factory=dict)


class _Sourced(_Frozen):
    sources: tuple[Provenance, ...] = ()
    """Everything that mentions it, the source that most facts are from first."""
    origins: dict[str, Provenance] = Field(default_factory=dict)
    """Source of each fact that is not from the first source."""
    disagreements: tuple[Disagreement, ...] = ()
    observed: Observed | None = None
    extra: dict[str, Any] = Field(default_factory=dict)
    """Fields of the sources that have no place in the model, as they were."""

    def provenance(self, field: str) -> Provenance | None:
        """The source of the fact `field` (an attribute's name); None if nothing says it."""
        found = self.origins.get(field)
        if found is not None:
            return found
        return self.sources[0] if self.sources else None


class ParameterDefinition(_Sourced):
    """A parameter of an action; `key` is what the file stores it under."""

    key: str
    label: str | None = None
    description: str | None = None
    type: ValueType = UnknownType()
    default: Any = None
    required: bool = False
    """True if the source says that a value must be given (no source: False)."""
    multiple: bool = False
    hidden: bool = False
    conditions: tuple[Condition | AnyOf, ...] = ()
    """The editor shows the parameter when all of these hold."""
    resources: tuple[str, ...] = ()
    """Names of what the device must have for the parameter to show."""
    class_name: str | None = None
    """The editor's class in the definitions, such as `WFTextInputParameter`."""
    variables: tuple[str, ...] | None = None
    """Kinds of variable that may stand here; None where nothing is said."""

    @property
    def cases(self) -> tuple[str, ...]:
        """Stored values of an enumeration, current ones first; empty for other types."""
        kind = self.type.item if isinstance(self.type, ListType) else self.type
        if isinstance(kind, EnumerationType):
            return tuple(case.value for case in kind.cases)
        return ()


class ActionDefinition(_Sourced):
    """An action: what it is called, takes and gives, and where each fact is from."""

    identifier: str
    name: str | None = None
    description: str | None = None
    description_generated: bool = False
    """True if a rule made the description from the name and the app."""
    category: str | None = None
    subcategory: str | None = None
    keywords: tuple[str, ...] = ()
    kind: Literal["action", "app intent", "siri intent", "flow tool", "unknown"] = "unknown"
    role: str | None = None
    """For intents that are no actions: "widget", "focus", "control" or "system"."""
    app: AppReference | None = None
    parameters: dict[str, ParameterDefinition] = Field(default_factory=dict)
    input: InputDefinition | None = None
    output_name: str | None = None
    output_types: tuple[str, ...] = ()
    """Names of the result's types as the source has them; empty without a result."""
    output: ValueType | None = None
    output_multiple: bool | None = None
    summaries: tuple[Summary, ...] = ()
    availability: tuple[Availability, ...] = ()
    platforms: tuple[str, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None
    status: Literal["current", "retired", "unconfirmed"] = "current"
    """`retired`: no source of the newest system has it; `unconfirmed`: no definition and
    no index has it, only other projects or shortcuts do."""
    discontinued: bool = False
    discoverable: bool = True
    replaced_by: str | None = None
    app_intent: str | None = None
    """Identifier of the App Intent behind it, where that differs from the last word."""
    resources: tuple[str, ...] = ()
    opens_app: bool | None = None
    passes_input: bool | None = None
    """True if the result is the input, unchanged."""
    localized: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Language -> field ("name", "parameters.KEY.label", "cases.KEY.VALUE") -> text."""

    @property
    def bundle(self) -> str:
        """The bundle that the action is filed under."""
        if self.app is not None:
            return self.app.bundle
        return self.identifier.rpartition(".")[0]

    @property
    def only_seen(self) -> bool:
        """Whether no definition has it, so that nobody knows all of its parameters."""
        return all(source.kind in {"observed", "claimed", "generated"} for source in self.sources)
