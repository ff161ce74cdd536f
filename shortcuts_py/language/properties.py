"""Properties of content items as attributes: `x.file_size` is the property "File Size".

An attribute stands for one name and one user info, and only where the way back gives
exactly these; every other property is written `x.property("Name", user_info)`.
"""

from __future__ import annotations

import keyword
from typing import Any

__all__ = ["METHODS", "attribute_of", "property_name", "property_of", "property_word"]

# What the app stores beside the name, as nearly all real files have it. A property that
# is not listed has nothing there.
_USER_INFO: dict[str, Any] = {
    "Name": "WFItemName",
    "File Extension": "WFFileExtensionProperty",
    "File Size": "WFFileSizeProperty",
    "File Path": "WFFilePath",
    "Last Modified Date": "WFFileModificationDate",
    "Creation Date": "WFFileCreationDate",
    "Album": "albumTitle",
    "Album Artwork": "artwork",
    "Last Name": 1,
    "Phone Numbers": 3,
    "Phone Number": 3,
    "Email Addresses": 4,
    "Email Address": 4,
    "Company": 10,
    "Notes": 14,
    "Job Title": 18,
    "Contact Photo": -1000,
    "Street": "street",
    "City": "city",
    "State": "state",
    "Country": "country",
}

# Words that the app does not write with one capital.
_WORDS = {
    "bssid": "BSSID",
    "id": "ID",
    "ip": "IP",
    "itunes": "iTunes",
    "os": "OS",
    "rssi": "RSSI",
    "ssid": "SSID",
    "url": "URL",
    "uv": "UV",
    "zip": "ZIP",
    "a": "a",
    "an": "an",
    "of": "of",
}

# Attributes of a reference that mean something else than a property.
METHODS = frozenset(
    {
        "aggrandizement",
        "append",
        "as_",
        "contains",
        "date_format",
        "endswith",
        "equals",
        "format",
        "is_greater_than",
        "is_less_than",
        "is_in_the_last",
        "is_in_the_next",
        "is_today",
        "property",
        "shown_as",
        "startswith",
        "unchanged",
        "unit",
    }
)


def property_name(attribute: str) -> str:
    """The name of the property that an attribute stands for."""
    return " ".join([_WORDS.get(word, word.capitalize()) for word in attribute.split("_")])


def property_of(attribute: str) -> tuple[str, Any]:
    """Name and user info of the property that an attribute stands for."""
    name = property_name(attribute)
    return name, _USER_INFO.get(name)


def property_word(name: str) -> str | None:
    """The attribute that stands for exactly this name; None where there is none."""
    attribute = name.lower().replace(" ", "_")
    if not attribute.isascii() or not attribute.isidentifier():
        return None
    if attribute in METHODS or keyword.iskeyword(attribute) or attribute.startswith("_"):
        return None
    return attribute if property_name(attribute) == name else None


def attribute_of(name: str, user_info: Any) -> str | None:
    """The attribute that stands for exactly this property; None where there is none."""
    attribute = property_word(name)
    if attribute is None:
        return None
    info = _USER_INFO.get(name)
    return attribute if type(info) is type(user_info) and info == user_info else None
