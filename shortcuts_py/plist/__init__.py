"""Bytes to property-list values and back: binary, XML and JSON; the content decides.

A property-list value is a `dict` with string keys, a `list`, `str`, `int`, `float`,
`bool`, `bytes`, `datetime.datetime` or `plistlib.UID`.
"""

from shortcuts_py.plist.compare import difference, same
from shortcuts_py.plist.read import loads, sniff
from shortcuts_py.plist.write import FORMATS, dumps

__all__ = ["FORMATS", "difference", "dumps", "loads", "same", "sniff"]
