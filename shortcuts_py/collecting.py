"""Python's cyclic garbage collector, paused while trees are built.

Reading, printing and compiling make many objects and hardly a cycle. The collector looks
at all that live each time their number has grown by a quarter, which doubles what an
action costs in a workflow of 40,000 of them.
"""

from __future__ import annotations

import gc
from types import TracebackType

__all__ = ["paused_collection"]

# The collector itself takes fewer for few.
_MANY = 10_000


class paused_collection:  # noqa: N801  a context manager, used like a function
    """Pause the collector within a `with` block, where it was on."""

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
            if gc.get_count()[0] > _MANY and gc.get_freeze_count() == 0:
                # What was built counts as old now. As young, it would all be looked through
                # as soon as the next object is made.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
