"""What can be wrong with a signed file, and where the findings are kept."""

from __future__ import annotations

from shortcuts_py.errors import DecodeError, ShortcutError

__all__ = ["ContainerError", "Findings", "IdentityError", "IntegrityError"]


class ContainerError(DecodeError):
    """A signed file that cannot be read at all: cut short, of another kind, or hostile."""


class IntegrityError(ContainerError):
    """A signed file whose content is not what its signer signed.

    Attributes:
        check: name of the check that failed, as in `Report.checks`.
    """

    def __init__(self, check: str, message: str, *, offset: int | None = None) -> None:
        super().__init__(message, offset=offset)
        self.check = check


class IdentityError(ShortcutError):
    """A signing identity that cannot be read, or whose parts do not belong together."""


class Findings:
    """Collects what is wrong with one file, or stops at the first thing that is.

    Attributes:
        tolerant: go on after a failed check; False raises `IntegrityError` at once.
        problems: for each failed check what was found, the first few of them.
    """

    KEPT_PER_CHECK = 5

    def __init__(self, *, tolerant: bool) -> None:
        self.tolerant = tolerant
        self.problems: dict[str, list[str]] = {}

    def failed(self, check: str, message: str) -> None:
        """Note that a check failed.

        Raises:
            IntegrityError: unless the findings are tolerant.
        """
        if not self.tolerant:
            raise IntegrityError(check, message)
        messages = self.problems.setdefault(check, [])
        if len(messages) < self.KEPT_PER_CHECK:
            messages.append(message)
