"""Python's cyclic garbage collector, paused while trees are built.

Reading, printing and compiling make many objects and hardly a cycle. The collector looks
at all that live each time their number has grown by a quarter, which doubles what an
action costs in a workflow of 40,000 of them.
"""

from __future__ import annotations

import gc
from types import TracebackType

__all__ = ["paused_collection"]

# The collector itself is quick with fewer.
_MANY = 10_000
# As garbage, so many objects take some hundred megabytes.
_MOST = 2_000_000


class paused_collection:  # noqa: N801  a context manager, used like a function
    """Pause the collector within a `with` block, where it was on."""

    _aged = 0  # objects that count as old since all were looked through

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._was_on:
            made = gc.get_count()[0]
            if made > _MANY and gc.get_freeze_count() == 0:
                _age(made)
            gc.enable()


def _age(made: int) -> None:
    """Let all objects count as old.

    As young ones they would be looked through as soon as the next object is made. Old ones
    are looked through when many more have been made; the collector does not count these, so
    that is done here.
    """
    gc.freeze()
    gc.unfreeze()
    paused_collection._aged += made
    if paused_collection._aged > _MOST:
        paused_collection._aged = 0
        gc.collect()
