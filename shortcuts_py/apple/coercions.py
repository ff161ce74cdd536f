"""Types that a value can be changed into: `dictionary(_from=contents)`."""

from __future__ import annotations

from shortcuts_py.apple.snake import snake
from shortcuts_py.language.vocabulary import COERCIONS

__all__ = ["COERCION_WORDS", "coercion_word", "item_class"]

# Classes that the app does not call by their own names.
_TITLES = {
    "AVAsset": "media",
    "DCMapsLink": "maps_link",
    "GenericFile": "file",
    "MPMedia": "itunes_media",
    "String": "text",
    "Workflow": "shortcut",
}
# Classes that other dialects have no words for.
_FURTHER = [
    "Display",
    "Email",
    "EKParticipant",
    "FocusMode",
    "Generated",
    "HKSample",
    "HKWorkout",
    "iTunesArtist",
    "Message",
    "ParkedCar",
    "PodcastEpisode",
    "PodcastShow",
    "RideStatus",
    "ShazamMedia",
    "TimeInterval",
    "VCard",
    "VPN",
    "WeatherData",
    "Window",
]
COERCION_WORDS: dict[str, str] = {
    _TITLES.get(name, snake(name)): f"WF{name}ContentItem"
    for name in sorted({*COERCIONS, *_FURTHER})
}
_WORDS = {name: word for word, name in COERCION_WORDS.items()}
_ALIASES = {
    "attributed_string": "WFRichTextContentItem",
    "bool": "WFBooleanContentItem",
    "date_time": "WFDateContentItem",
    "dict": "WFDictionaryContentItem",
    "float": "WFNumberContentItem",
    "int": "WFNumberContentItem",
    "person": "WFContactContentItem",
    "placemark": "WFLocationContentItem",
    "str": "WFStringContentItem",
    **{snake(name): f"WF{name}ContentItem" for name in _TITLES},
}


def coercion_word(name: str) -> str | None:
    """The word of a content item class; None where it has none."""
    return _WORDS.get(name)


def item_class(name: str) -> str | None:
    """The content item class of a type, by its own word or by that of OS 27's stubs."""
    word = snake(name)
    return COERCION_WORDS.get(name) or COERCION_WORDS.get(word) or _ALIASES.get(word)
