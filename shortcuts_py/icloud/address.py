"""Web addresses, before anything is loaded or sent."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

__all__ = ["web_address"]


def web_address(text: str) -> SplitResult | None:
    """The parts of an http or https URL with a host; None if some text is none."""
    try:
        parts = urlsplit(text)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:  # also raised for a port that is no number
        return None
    return parts if usable and parts.scheme in ("http", "https") else None
