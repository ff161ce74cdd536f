"""What the catalogue says, in the form in which rules ask for it.

The catalogue is a claim: it is made from definition files and from what was seen. Where a
file says otherwise, rules warn at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from shortcuts_py import catalog
from shortcuts_py.language.vocabulary import COERCIONS
from shortcuts_py.names import by_identifier
from shortcuts_py.workflow.actions import BUILT_IN

if TYPE_CHECKING:
    from shortcuts_py.catalog.model import ActionDefinition, ParameterDefinition

__all__ = [
    "CLASSES",
    "all_properties",
    "definition",
    "identifiers",
    "parameter_name",
    "properties_of_action",
    "properties_of_class",
]

_DETAILS = f"{BUILT_IN}properties."
_FIND = f"{BUILT_IN}filter."
_PROPERTY_KEYS = ("WFContentItemPropertyName", "WFContentItemSortProperty")

CLASSES = frozenset(f"WF{word}ContentItem" for word in COERCIONS) | {"WFContentItem"}
"""Content item classes that a value can be taken as."""

# What no action lists: properties of dictionaries, of devices, of directions, of menus.
_MORE: dict[str, tuple[str, ...]] = {
    "WFDictionaryContentItem": ("Keys", "Values"),
    "WFDeviceDetails": ("Device Type", "OS"),
    "WFDCMapsLinkContentItem": ("Travel Time", "Route Name", "Distance"),
    "WFGenericFileContentItem": ("Subtitle", "Text"),
}
# Which Get Details or Find action knows the properties of a class.
_FAMILIES: dict[str, str] = {
    "WFAppContentItem": "apps",
    "WFAppStoreAppContentItem": "appstore",
    "WFArticleContentItem": "articles",
    "WFAVAssetContentItem": "music",
    "WFCalendarEventContentItem": "calendarevents",
    "WFContactContentItem": "contacts",
    "WFGenericFileContentItem": "files",
    "WFFolderContentItem": "files",
    "WFImageContentItem": "images",
    "WFLocationContentItem": "locations",
    "WFMPMediaContentItem": "music",
    "WFPhotoMediaContentItem": "images",
    "WFReminderContentItem": "reminders",
    "WFSafariWebPageContentItem": "safariwebpage",
    "WFVCardContentItem": "contacts",
    "WFWeatherDataContentItem": "weather.conditions",
    "WFWorkflowContentItem": "workflow",
    "WFiTunesProductContentItem": "itunesstore",
}
# The families of properties that other actions' outputs have.
_OUTPUTS: dict[str, str] = {
    "documentpicker.open": "files",
    "file.getfoldercontents": "files",
    "file.select": "files",
    "getcurrentlocation": "locations",
    "getcurrentsong": "music",
    "getlastphoto": "images",
    "getlatestscreenshots": "images",
    "getmyworkflows": "workflow",
    "getparkedcarlocation": "parkedcar",
    "getupcomingevents": "calendarevents",
    "getupcomingreminders": "reminders",
    "getwebpagecontents": "safariwebpage",
    "location": "locations",
    "searchappstore": "appstore",
    "searchitunes": "itunesstore",
    "searchlocalbusinesses": "locations",
    "selectcontacts": "contacts",
    "selectphoto": "images",
    "shazamMedia": "shazam",
    "takephoto": "images",
    "weather.currentconditions": "weather.conditions",
    "weather.forecast": "weather.conditions",
}


def definition(identifier: str) -> ActionDefinition | None:
    """The definition of an action; None where nobody has one."""
    return _bundled().get(identifier)


@lru_cache(maxsize=1)
def _bundled() -> Mapping[str, ActionDefinition]:
    found: Mapping[str, ActionDefinition] = catalog.load()
    return found


@lru_cache(maxsize=1)
def identifiers() -> frozenset[str]:
    """The identifiers of all actions that are known."""
    return frozenset(_bundled())


def parameter_name(identifier: str, parameter: ParameterDefinition) -> str:
    """What to call a parameter in a message: its key, and its word in code beside it."""
    names = by_identifier(identifier)
    word = names.keywords.get(parameter.key) if names is not None else None
    return parameter.key if word in (None, parameter.key) else f"{word} ({parameter.key})"


# -- properties -------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _family(name: str) -> frozenset[str]:
    """The properties that the actions of a family list."""
    found: set[str] = set()
    for prefix in (_DETAILS, _FIND):
        action = definition(prefix + name)
        for key in _PROPERTY_KEYS:
            if action is not None and key in action.parameters:
                found.update(action.parameters[key].cases)
    return frozenset(found)


@lru_cache(maxsize=64)
def properties_of_class(name: str) -> frozenset[str]:
    """The properties of a content item class, as far as actions list them."""
    family = _FAMILIES.get(name)
    return (_family(family) if family else frozenset()) | frozenset(_MORE.get(name, ()))


def properties_of_action(identifier: str) -> frozenset[str]:
    """The properties of what an action gives, as far as they are known."""
    if identifier == f"{BUILT_IN}getdevicedetails":
        return _devices()
    if identifier.startswith(_FIND):
        return _family(identifier.removeprefix(_FIND))
    family = _OUTPUTS.get(identifier.removeprefix(BUILT_IN))
    return _family(family) if family else frozenset()


@lru_cache(maxsize=1)
def _devices() -> frozenset[str]:
    details = definition(f"{BUILT_IN}getdevicedetails")
    found = details.parameters["WFDeviceDetail"].cases if details is not None else ()
    return frozenset(found) | frozenset(_MORE["WFDeviceDetails"])


@lru_cache(maxsize=1)
def all_properties() -> frozenset[str]:
    """Every property that any action lists, or that an entity of an app has."""
    found: set[str] = set(_devices())
    for identifier in identifiers():
        for prefix in (_DETAILS, _FIND):
            if identifier.startswith(prefix):
                found |= _family(identifier.removeprefix(prefix))
    for names in _MORE.values():
        found.update(names)
    bundled = catalog.load()
    for kind in bundled.types.values():
        for one in getattr(kind, "properties", ()):
            found.add(one.label or one.name)
    return frozenset(found)
