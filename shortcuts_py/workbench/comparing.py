"""What reading a printed statement gives, against what was to be printed: announcements."""

from __future__ import annotations

from collections import Counter
from typing import Any

from shortcuts_py.announcements import find_difference, rename_ids, write_announcement
from shortcuts_py.equivalence import ID_KEYS
from shortcuts_py.plist.compare import same
from shortcuts_py.workbench.announced import change_shown, to_name
from shortcuts_py.workbench.naming import Names
from shortcuts_py.workbench.printing import Slot
from shortcuts_py.workflow.actions import Action, UnknownAction, write_action

__all__ = ["Comparison", "references"]

FlatAction = Action | UnknownAction
_PARAMETERS = "WFWorkflowActionParameters"
_GROUP = "GroupingIdentifier"


class Comparison:
    """Compares what was read with what was printed.

    Args:
        flat: the actions that were printed, as the file lists them.
        slots: where each of them is printed.
        read: the actions that were read, for the slots that are statements.
        names: what everything is called.
        literal: ids that have to be kept as they are.
    """

    def __init__(
        self,
        flat: list[FlatAction],
        slots: list[Slot],
        read: list[FlatAction],
        names: Names,
        literal: frozenset[str],
    ) -> None:
        self.flat = flat
        self.slots = slots
        self.names = names
        self.literal = literal
        said = [index for index, slot in enumerate(slots) if slot.stated]
        self.pairs = list(zip(said, read, strict=True))
        self.ids: dict[str, str] = {}
        for index, action in self.pairs:
            self._pair_ids(flat[index], action)
        self.wrong: set[str] = set()

    def _pair_ids(self, wanted: FlatAction, got: FlatAction) -> None:
        if not isinstance(wanted, Action) or not isinstance(got, Action):
            return
        if got.uuid is not None and wanted.uuid is not None:
            self.ids.setdefault(got.uuid, wanted.uuid)
        ours, theirs = got.parameters.get(_GROUP), wanted.parameters.get(_GROUP)
        if type(ours) is str and type(theirs) is str:
            self.ids.setdefault(ours, theirs)

    def announce(self) -> None:
        """Have every slot say what its statement does not; ids of wrong references are kept."""
        for index, slot in enumerate(self.slots):
            if slot.whole:
                plist = self._with_names(write_action(self.flat[index]))
                slot.said.append(write_announcement("action", plist))
        for index, got in self.pairs:
            wanted = self.flat[index]
            assert isinstance(wanted, Action) and isinstance(got, Action)  # noqa: S101, PT018
            self._announce(self.slots[index], wanted, got)

    def _with_names(self, value: Any) -> Any:
        outputs = self.names.outputs
        literal = self.literal

        def rename(uuid: str) -> str:
            return to_name(uuid, None if uuid in literal else outputs.get(uuid))

        return rename_ids(value, ID_KEYS, rename)

    def _announce(self, slot: Slot, wanted: Action, got: Action) -> None:
        ours = rename_ids(
            write_action(got)[_PARAMETERS], ID_KEYS, lambda uuid: self.ids.get(uuid, uuid)
        )
        theirs = write_action(wanted)[_PARAMETERS]
        said: dict[str, Any] = {}
        if got.identifier != wanted.identifier:
            said["identifier"] = wanted.identifier
        if slot.alone:
            self._announce_end(slot, wanted, got, theirs, ours)
            return
        if not same(theirs, ours):
            self._note_wrong(theirs, ours)
            shown = _shown_otherwise(theirs, ours)
            if shown:
                change_shown(ours, shown)
                said["shown"] = {
                    self.names.outputs.get(uuid, uuid): name or "" for uuid, name in shown.items()
                }
            change = find_difference(theirs, ours)
            if change is not None:
                said["parameters"] = self._with_names(change)
        if slot.block is not None and slot.block.group in self.literal:
            said["group"] = slot.block.group
        if wanted.uuid is not None and wanted.uuid in self.literal:
            said["id"] = wanted.uuid
        if len(said) == 1:
            slot.said.append(write_announcement(*next(iter(said.items()))))
        elif said:
            slot.said.append(write_announcement("several", said))

    def _announce_end(
        self, slot: Slot, wanted: Action, got: Action, theirs: Any, ours: Any
    ) -> None:
        """The end of a block, which is no statement."""
        if wanted.uuid is not None and wanted.uuid in self.literal:
            slot.said.append(write_announcement("result", wanted.uuid))
        elif wanted.uuid is not None and got.uuid is None:
            slot.said.append(write_announcement("result"))
        elif wanted.uuid is None and got.uuid is not None:
            slot.said.append(write_announcement("no_result"))
        for one in (theirs, ours):
            one.pop("UUID", None)
        change = find_difference(theirs, ours)
        if change is not None:
            slot.said.append(write_announcement("end", self._with_names(change)))

    def _note_wrong(self, theirs: Any, ours: Any) -> None:
        """Outputs that a statement refers to by a name that reads as another output."""
        wanted: Counter[str] = Counter()
        got: Counter[str] = Counter()
        references(theirs, wanted)
        references(ours, got)
        self.wrong |= (got - wanted).keys()


def references(value: Any, found: Counter[str]) -> None:
    """Count the outputs that a value refers to, by their ids."""
    if type(value) is dict:
        uuid = value.get("OutputUUID")
        if type(uuid) is str:
            found[uuid] += 1
        for one in value.values():
            references(one, found)
    elif type(value) is list:
        for one in value:
            references(one, found)


def _shown(value: Any, found: dict[str, set[Any]]) -> None:
    if type(value) is dict:
        uuid = value.get("OutputUUID")
        if type(uuid) is str and value.get("Type") == "ActionOutput":
            name = value.get("OutputName")
            if name is None or type(name) is str:
                found.setdefault(uuid, set()).add(name)
        for one in value.values():
            _shown(one, found)
    elif type(value) is list:
        for one in value:
            _shown(one, found)


def _shown_otherwise(theirs: Any, ours: Any) -> dict[str, Any]:
    """Outputs that all references of an action call otherwise than the reader would."""
    wanted: dict[str, set[Any]] = {}
    got: dict[str, set[Any]] = {}
    _shown(theirs, wanted)
    _shown(ours, got)
    return {
        uuid: next(iter(names))
        for uuid, names in wanted.items()
        if len(names) == 1 and uuid in got and got[uuid] != names and names != {""}
    }
