"""Translations beside a definition: `.strings`, `.stringsdict`, `.xcstrings`, `.loctable`.

Facts: a `.strings` file is an old-style property list of `"key" = "text";` pairs in
UTF-8 or UTF-16, or (in built apps) a binary or XML property list. A `.stringsdict` is a
property list whose entries have an `NSStringLocalizedFormatKey`. An `.xcstrings` file is
JSON with all languages in one. A `.loctable` is a property list from language to the
same pairs, found in system bundles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shortcuts_py.catalog.errors import Problems
from shortcuts_py.catalog.sources.values import load_json, load_plist, plain, read_bytes
from shortcuts_py.errors import DecodeError

__all__ = ["Translations", "parse_strings", "read_table"]

_TOKEN = re.compile(
    r"\s+|//[^\n]*|(?P<comment>/\*)"
    r'|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    r"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<sign>[=;{}])"
    r"|(?P<bare>[^\s=;\"'{}]+)",
    re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:[uU](?P<hex>[0-9a-fA-F]{4})|(?P<octal>[0-7]{1,3})|(?P<one>.))", re.DOTALL
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def parse_strings(data: bytes) -> dict[str, str]:
    """The pairs of a `.strings` file of any form.

    Raises:
        DecodeError: it can be read as none of them.
    """
    if data.startswith((b"bplist", b"<?xml", b"\xef\xbb\xbf<?xml")):
        found = load_plist(data)
        if not isinstance(found, dict):
            raise DecodeError("no dictionary of texts")
        return {str(key): text for key, text in found.items() if isinstance(text, str)}
    return dict(_pairs(_text(data)))


def _text(data: bytes) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if data[1:2] == b"\0":
            return data.decode("utf-16-le")
        if data[:1] == b"\0":
            return data.decode("utf-16-be")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecodeError(
            f"neither UTF-8 nor UTF-16: {error.reason}", offset=error.start
        ) from error


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    position, words = 0, list[str]()
    equals = False
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            line = text.count("\n", 0, position) + 1
            raise DecodeError(f"line {line}: neither a key, a text nor a sign")
        position = match.end()
        if match["comment"]:
            position = text.find("*/", position) + 2
            if position < 2:
                raise DecodeError("ends within a comment")
            continue
        sign = match["sign"]
        if sign == ";":
            if len(words) == 2 and equals:
                yield words[0], words[1]
            elif len(words) == 1 and not equals:  # a key alone stands for itself
                yield words[0], words[0]
            words, equals = [], False
        elif sign == "=":
            equals = True
        elif sign is None and match.lastgroup is not None:
            words.append(_unescape(match[match.lastgroup]))
    if words:
        raise DecodeError("ends within an entry")


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        if match["hex"]:
            return chr(int(match["hex"], 16))
        if match["octal"]:
            return chr(int(match["octal"], 8))
        return _LETTERS.get(match["one"], match["one"])

    found = _ESCAPE.sub(one, text)
    if any("\ud800" <= character <= "\udfff" for character in found):
        found = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return found


def read_table(path: Path) -> dict[str, dict[str, str]]:
    """Language -> key -> text; the language is "" where only the folder tells it.

    Raises:
        DecodeError: the file cannot be read as what its name says.
    """
    data = read_bytes(path)
    if path.suffix == ".xcstrings":
        return _catalogue(load_json(data))
    if path.suffix == ".loctable":
        return _loctable(load_plist(data))
    if path.suffix == ".stringsdict":
        return {"": _plurals(load_plist(data))}
    return {"": parse_strings(data)}


def _catalogue(data: Any) -> dict[str, dict[str, str]]:
    if not isinstance(data, dict) or not isinstance(data.get("strings"), dict):
        raise DecodeError("no string catalogue")
    tables: dict[str, dict[str, str]] = {}
    for key, entry in data["strings"].items():
        languages = entry.get("localizations") if isinstance(entry, dict) else None
        for language, form in (languages if isinstance(languages, dict) else {}).items():
            text = _unit(form, 0)
            if text is not None:
                tables.setdefault(language, {})[key] = text
    return tables


def _unit(form: Any, depth: int) -> str | None:
    """The text of a localization; of variations the general one ("other") or the first."""
    if not isinstance(form, dict) or depth > 6:
        return None
    unit = form.get("stringUnit")
    if isinstance(unit, dict) and isinstance(unit.get("value"), str):
        return str(unit["value"])
    variations = form.get("variations")
    for cases in (variations if isinstance(variations, dict) else {}).values():
        if isinstance(cases, dict) and cases:
            return _unit(cases.get("other", next(iter(cases.values()))), depth + 1)
    return None


def _loctable(data: Any) -> dict[str, dict[str, str]]:
    if not isinstance(data, dict):
        raise DecodeError("no table of languages")
    return {
        language: {key: text for key, text in table.items() if isinstance(text, str)}
        for language, table in data.items()
        if isinstance(language, str) and isinstance(table, dict) and language != "LocProvenance"
    }


def _plurals(data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        raise DecodeError("no dictionary of plural forms")
    found = {}
    for key, entry in data.items():
        if not isinstance(entry, dict):
            continue
        text = entry.get("NSStringLocalizedFormatKey")
        for variable, forms in entry.items():
            if isinstance(text, str) and isinstance(forms, dict):
                other = forms.get("other")
                if isinstance(other, str):
                    text = text.replace(f"%#@{variable}@", other)
        if isinstance(text, str):
            found[str(key)] = text
    return found


class Translations:
    """The tables of one name beside a definition, by language.

    Args:
        tables: language -> key -> text.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, str]]) -> None:
        self.tables = {language: dict(table) for language, table in tables.items() if table}

    @classmethod
    def beside(cls, folder: Path, names: tuple[str, ...], problems: Problems) -> Translations:
        """Reads `<language>.lproj/<name>.strings` and the other forms in `folder`.

        Damaged tables are noted in `problems`, the others still count.
        """
        tables: dict[str, dict[str, str]] = {}
        for path, language in _tables(folder, names):
            try:
                read = read_table(path)
            except DecodeError as error:
                problems.for_source(_relative(path, folder, problems.source)).add("", str(error))
                continue
            for found, pairs in read.items():
                tables.setdefault(found or language, {}).update(pairs)
        return cls(tables)

    def development(self, key: str | None) -> str | None:
        """The text for `key` in the development language's tables, if it is there."""
        if key is None:
            return None
        for language in ("en", "Base", "en-US", "English"):
            text = self.tables.get(language, {}).get(key)
            if text:
                return text
        return None

    def all(self, key: str | None) -> Iterator[tuple[str, str]]:
        """Each language with its text for `key`."""
        if key is None:
            return
        for language in sorted(self.tables):
            text = self.tables[language].get(key)
            if text:
                yield language, str(plain(text))


def _tables(folder: Path, names: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    for name in names:
        for suffix in (".loctable", ".xcstrings"):
            path = folder / f"{name}{suffix}"
            if path.is_file():
                yield path, ""
        for suffix in (".strings", ".stringsdict"):
            if (path := folder / f"{name}{suffix}").is_file():
                yield path, "Base"
            for project in sorted(folder.glob("*.lproj")):
                if (path := project / f"{name}{suffix}").is_file():
                    yield path, project.name.removesuffix(".lproj")


def _relative(path: Path, folder: Path, source: str) -> str:
    inside = path.relative_to(folder).as_posix()
    parent = source.rpartition("/")[0]
    return f"{parent}/{inside}" if parent else inside
