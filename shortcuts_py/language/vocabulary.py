"""The words of the language that are not names of actions."""

from __future__ import annotations

import builtins
import keyword

__all__ = ["COERCIONS", "CONSTRUCTORS", "FUNCTIONS", "REFERENCES", "RESERVED"]

# Statements and helpers of the native dialect.
FUNCTIONS = frozenset(
    {
        "action",
        "app",
        "condition",
        "each",
        "exit",
        "if_result",
        "import_question",
        "its",
        "legacy",
        "menu_result",
        "part",
        "otherwise_if",
        "output",
        "raw",
        "repeat_results",
        "shortcut",
        "variable",
        "variables",
    }
)

# References that are always there: name in code to type in the file.
REFERENCES = {
    "shortcut_input": "ExtensionInput",
    "clipboard": "Clipboard",
    "current_date": "CurrentDate",
    "current_app": "CurrentApp",
    "device_details": "DeviceDetails",
    "ask_each_time": "Ask",
    "action_input": "Input",
}

# Values that need a word: serializations, and plain values where others are usual.
CONSTRUCTORS = frozenset(
    {
        "App",
        "ArrayState",
        "ArraySubstitutableState",
        "Attachment",
        "AttributedText",
        "Bare",
        "Boolean",
        "BooleanState",
        "CalendarUnitState",
        "Contacts",
        "Data",
        "Date",
        "Dictionary",
        "Enumeration",
        "DictionarySubstitutableState",
        "File",
        "Filter",
        "Item",
        "LinkDynamicOptionState",
        "LinkEnumerationState",
        "Number",
        "NumberState",
        "NumberStringState",
        "Plain",
        "Quantity",
        "Record",
        "Shortcut",
        "SpeakableStringState",
        "StringState",
        "Subject",
        "Text",
        "TimeOffset",
        "TokenAttachmentState",
        "TokenStringState",
        "UID",
        "Wrapped",
        "datetime",
    }
)

# Content item classes that a coercion may name: `URL` is `WFURLContentItem`.
COERCIONS = frozenset(
    {
        "App",
        "AppStoreApp",
        "Article",
        "AVAsset",
        "Boolean",
        "CalendarEvent",
        "Contact",
        "Date",
        "DCMapsLink",
        "Dictionary",
        "EmailAddress",
        "FileSize",
        "Folder",
        "GenericFile",
        "Image",
        "Location",
        "MKMapItem",
        "MPMedia",
        "Number",
        "PDF",
        "PhoneNumber",
        "PhotoMedia",
        "Reminder",
        "RichText",
        "SafariWebPage",
        "String",
        "TimeInterval",
        "URL",
        "VCard",
        "Workflow",
        "iTunesProduct",
    }
)

# A name that would hide one of these is given a number instead.
RESERVED = (
    frozenset(keyword.kwlist)
    | frozenset(keyword.softkwlist)
    | frozenset(dir(builtins))
    | FUNCTIONS
    | frozenset(REFERENCES)
    | CONSTRUCTORS
    | COERCIONS
)
