"""Making the report of a shortcut."""

from __future__ import annotations

import os
from typing import Any

from shortcuts_py.catalog import load as load_catalog
from shortcuts_py.limits import Limits, bounded, check_time
from shortcuts_py.privacy.addresses import WEB, read_address, urls_in
from shortcuts_py.privacy.constants import Constants
from shortcuts_py.privacy.effects import Effect, bundle_of, effects_of
from shortcuts_py.privacy.flows import Flows
from shortcuts_py.privacy.graph import Graph
from shortcuts_py.privacy.hiding import hidden_in
from shortcuts_py.privacy.report import CATEGORIES, Entry, Report
from shortcuts_py.privacy.secrets import mask, secrets_in
from shortcuts_py.privacy.walking import references, texts
from shortcuts_py.workflow.actions import Action
from shortcuts_py.workflow.document import Workflow
from shortcuts_py.workflow.identifiers import COMMENT
from shortcuts_py.workflow.text import PLACEHOLDER

__all__ = ["audit"]

_EVIDENCE = 400  # characters of a value that are shown
_CODE = 4000  # characters of a script that are shown
_RUN_SHORTCUTS = frozenset({"shortcuts", "workflow", "shortcuts-production"})
_ENCODE = "is.workflow.actions.base64encode"
# References that read something, whatever action has them.
_ALWAYS = {"Clipboard": ("clipboard", "reads the clipboard"),
           "CurrentApp": ("device", "reads which app is in front"),
           "DeviceDetails": ("device", "reads details of the device")}  # fmt: skip


def audit(workflow: Workflow | str | os.PathLike[str], *, limits: Limits | None = None) -> Report:
    """Say what a shortcut contacts, reads, deletes and runs.

    Nothing is run and nothing is contacted. The cost is linear in the size of the shortcut.

    Args:
        workflow: a workflow, or the path of a file.
        limits: bounds on what it may cost; None for the current ones.

    Raises:
        DecodeError: the file is no shortcut, or goes beyond the limits.
        OSError: the file cannot be read.
    """
    with bounded(limits):
        if not isinstance(workflow, Workflow):
            from shortcuts_py.storage import load

            workflow = load(workflow)
        return _Audit(workflow).report


class _Audit:
    def __init__(self, workflow: Workflow) -> None:
        self._graph = Graph(workflow)
        check_time()
        self._constants = Constants(self._graph)
        self._flows = Flows(self._graph)
        check_time()
        self.report = Report(len(self._graph.actions))
        self._root(workflow)
        for index in range(len(self._graph.actions)):
            check_time()
            self._action(index)
        self._go_out()
        order = {name: number for number, name in enumerate(CATEGORIES)}
        self.report.entries.sort(
            key=lambda one: (-1 if one.action is None else one.action, order[one.category])
        )
        contacted = self.report.hosts
        self.report.mentioned = {
            host: found for host, found in self.report.mentioned.items() if host not in contacted
        }

    # -- entries ------------------------------------------------------------------------

    def _name(self, index: int) -> tuple[str, str]:
        identifier = getattr(self._graph.actions[index], "identifier", "")
        definition = load_catalog().get(identifier)
        name = definition.name if definition is not None else None
        return identifier, name or identifier.rpartition(".")[2] or "no action"

    def _entry(
        self,
        category: str,
        what: str,
        index: int | None,
        parameter: str | None = None,
        evidence: str = "",
        **details: Any,
    ) -> None:
        identifier, name = (None, None) if index is None else self._name(index)
        shown = evidence if category == "shell" else _cut(evidence, _EVIDENCE)
        entry = Entry(category, what, index, identifier, name, parameter, shown, details)
        self.report.entries.append(entry)

    def _permit(self, permission: str | None, index: int) -> None:
        if permission is not None:
            places = self.report.permissions.setdefault(permission, [])
            if index not in places[-1:]:
                places.append(index)

    # -- the root -----------------------------------------------------------------------

    def _root(self, workflow: Workflow) -> None:
        behavior = workflow.no_input_behavior
        if type(behavior) is dict and "Clipboard" in str(behavior.get("Name")):
            self._entry("personal", "reads the clipboard where it gets no input", None,
                        data="clipboard")  # fmt: skip
        if workflow.triggers:
            self._entry("unknown", "runs by itself: it has automation triggers", None)

    # -- actions ------------------------------------------------------------------------

    def _action(self, index: int) -> None:
        action = self._graph.actions[index]
        if type(action) is not Action:
            self._entry("unknown", "this is no action", index)
            return
        for effect in self._effects(index, action):
            if effect.holds(action):
                self._effect(index, action, effect)
        parameters = self._graph.parameters[index]
        seen: set[str] = set()
        for key, value in parameters.items():
            for one in references(value):
                found = _ALWAYS.get(one.type)
                if found is not None and one.type not in seen:
                    seen.add(one.type)
                    self._entry("personal", found[1], index, key, data=found[0])
                    self._flows.always(one.type, found[0])
            if _is_current_location(value):
                self._entry("personal", "reads the location", index, key, data="location")
                self._permit("Location", index)
                self._flows.read(index, "location")
            for why, shown in secrets_in(key, value):
                if shown is not None:
                    self._entry("secret", f"a secret: {why}", index, key, shown)
                self._flows.secret(index, key)
        if action.identifier != COMMENT:
            self._texts(index, parameters)
        if action.identifier == _ENCODE and parameters.get("WFEncodeMode") == "Decode":
            values = [str(one) for one in self._constants.parameter(index, "WFInput")]
            self._entry("hidden", "decodes Base64", index, "WFInput", "\n".join(values))
            self._flows.read(index, "decoded text")

    def _effects(self, index: int, action: Action) -> tuple[Effect, ...]:
        found = effects_of(action.identifier)
        if found is not None:
            return found
        if action.identifier.startswith("is.workflow.actions."):
            self._entry("unknown", "an action that is not known", index)
        else:
            app = bundle_of(action.identifier)[0]
            self._entry("unknown", f"what the app {app} does with it is not known", index, app=app)
            self._flows.sink(index, None, f"the app {app}")
        return ()

    def _effect(self, index: int, action: Action, effect: Effect) -> None:
        self._permit(effect.permission, index)
        if effect.category == "network":
            self._network(index, effect)
        elif effect.category == "shell":
            self._shell(index, effect)
        elif effect.category == "shortcuts":
            self._shortcut(index, effect)
        elif effect.category == "personal":
            data = effect.data or "data"
            self._entry("personal", effect.what, index, data=data)
            self._flows.read(index, data)
        elif effect.category == "messages":
            self._entry("messages", effect.what, index)
            self._flows.sink(index, effect.sends, "people")
        elif effect.category != "permission":
            self._change(index, action, effect)

    def _change(self, index: int, action: Action, effect: Effect) -> None:
        said = [
            f"{key}: {action.parameters[key]!r} ({about})"
            for key, about in (effect.note or {}).items()
            if type(action.parameters.get(key)) is bool
        ]
        if effect.when is not None:
            said.append(f"{effect.when['parameter']} is set")
        for key in ("WFFileDestinationPath", "WFFilePath", "WFNewFilename"):
            said += [f"{key}: {one}" for one in self._constants.parameter(index, key)[:1]]
        self._entry(effect.category, effect.what, index, evidence="\n".join(said))

    def _network(self, index: int, effect: Effect) -> None:
        self._flows.closed.add(index)
        self._flows.read(index, "what was loaded")
        if effect.service is not None or not effect.address:
            service = effect.service or "a service"
            self._entry("network", effect.what, index, evidence=service, service=service)
            self._flows.sink(index, effect.sends, service)
            return
        key = effect.address[0]
        found = [read_address(one) for one in self._constants.parameter(index, key)]
        found = [one for one in found if one.text]  # older apps store an empty text for none
        hosts = list(dict.fromkeys(one.host for one in found if one.host))
        for host in hosts:
            self.report.hosts.setdefault(host, []).append(index)
        shown = "\n".join(dict.fromkeys(_safe(one.text) for one in found))
        schemes = list(dict.fromkeys(one.scheme for one in found if one.scheme))
        self._entry("network", effect.what, index, key, shown, hosts=hosts, schemes=schemes)
        if not found:
            self._entry("unknown", "the address is not in the file", index, key)
        elif any(one.open for one in found):
            dynamic = "\n".join(_safe(one.text) for one in found if one.open)
            self._entry("unknown", "the address is only known when it runs", index, key, dynamic)
        links = [one for one in schemes if one in _RUN_SHORTCUTS]
        if links:
            what = f"runs, opens or imports a shortcut by a link with the scheme {links[0]}"
            self._entry("shortcuts", what, index, key, shown)
        to = ", ".join(hosts) or "an address that is not known"
        if not hosts and schemes and schemes[0] not in WEB:
            page = schemes[0] == "data"
            to = "a page that the shortcut makes" if page else f"an app, by {schemes[0]}:"
        self._flows.sink(index, effect.sends, to)

    def _shell(self, index: int, effect: Effect) -> None:
        key = effect.text[0]
        found = self._constants.parameter(index, key)
        shown = "\n".join(_cut(str(one), _CODE) for one in found)
        self._entry("shell", effect.what, index, key, shown)
        if not found:
            self._entry("unknown", "the code is not in the file", index, key)
        elif any(not one.known for one in found):
            self._entry("unknown", "a part of the code is only known when it runs", index, key)
        self._flows.sink(index, effect.sends, "a script")

    def _shortcut(self, index: int, effect: Effect) -> None:
        names: list[str] = []
        dynamic = False
        itself = False
        for key in effect.name:
            value = self._graph.parameters[index].get(key)
            if type(value) is dict and "workflowName" in value:
                itself = itself or value.get("isSelf") is True
                names += list(texts(value.get("workflowName")))
            elif value is not None:
                for one in self._constants.parameter(index, key):
                    names.append(str(one))
                    dynamic = dynamic or not one.known
        what = f"{effect.what}, itself" if itself else effect.what
        shown = "\n".join(dict.fromkeys(names))
        self._entry("shortcuts", what, index, effect.name[0], shown, itself=itself)
        if dynamic or not names:
            self._entry("unknown", "which shortcut it is, is only known when it runs", index,
                        effect.name[0], shown)  # fmt: skip
        elif not itself:
            self._entry("unknown", "what the other shortcut does is in another file", index,
                        effect.name[0], shown)  # fmt: skip
        if not itself:
            self._flows.sink(index, effect.sends, "another shortcut")

    def _texts(self, index: int, parameters: dict[str, Any]) -> None:
        for key, value in parameters.items():
            for text in texts(value):
                for one in hidden_in(text):
                    shown = one.evidence.replace(PLACEHOLDER, "{…}")
                    self._entry("hidden", one.what, index, key, shown)
                for host in dict.fromkeys(urls_in(text)):
                    places = self.report.mentioned.setdefault(host, [])
                    if index not in places[-1:]:
                        places.append(index)

    # -- flows --------------------------------------------------------------------------

    def _go_out(self) -> None:
        for one in self._flows.found():
            details: dict[str, Any] = {
                "data": one.data,
                "from": one.way[0],
                "way": one.way,
                "to": one.to,
            }
            what = f"{one.data} may reach {one.to}"
            self._entry("flow", what, one.sink, one.key, **details)


def _is_current_location(value: Any) -> bool:
    return type(value) is dict and value.get("isCurrentLocation") is True


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}… ({len(text)} characters)"


def _safe(address: str) -> str:
    """An address without the password that may stand in it."""
    before, sign, rest = address.partition("://")
    user, at, host = rest.partition("@")
    if not sign or not at or "/" in user or ":" not in user:
        return address
    name, _, password = user.partition(":")
    return f"{before}://{name}:{mask(password)}@{host}"
