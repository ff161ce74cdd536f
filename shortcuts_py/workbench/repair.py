"""`shortcuts_py.repair`: whatever a model answered into a workflow, with every guess said."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shortcuts_py.errors import ShortcutError
from shortcuts_py.limits import Limits, bounded, check_time
from shortcuts_py.workbench.guesses import Guess, Guesses
from shortcuts_py.workflow.document import Workflow

__all__ = ["Repair", "repair"]


_COMMENT = "is.workflow.actions.comment"


@dataclass(slots=True)
class Repair:
    """What came of a text.

    Attributes:
        workflow: the workflow that was made of it.
        source: the repaired code in the native dialect. Where the text was native code that
            Python reads, it is that code with as little changed as possible; else the
            workflow, decompiled.
        guesses: every guess and every loss, in the order of their places in the text.
        dialect: the dialect that the text was read in; "json" for a shortcut's data.
    """

    workflow: Workflow
    source: str
    guesses: list[Guess] = field(default_factory=list)
    dialect: str = "workflowbench"

    @property
    def lost(self) -> list[Guess]:
        """What could not be read, and survives only as a comment."""
        return [guess for guess in self.guesses if guess.lost]

    @property
    def ok(self) -> bool:
        """Whether nothing was lost."""
        return not self.lost

    @property
    def sound(self) -> bool:
        """Whether nothing had to be guessed."""
        return not self.guesses

    def report(self) -> dict[str, Any]:
        """What happened, as the Python form of JSON; see `to_json`."""
        from shortcuts_py.workbench.source.kinds import KINDS

        met = dict.fromkeys(guess.kind for guess in self.guesses if guess.kind in KINDS)
        return {
            "ok": self.ok,
            "sound": self.sound,
            "dialect": self.dialect,
            "actions": sum(1 for _ in self.workflow.flat()),
            "counts": dict(Counter(guess.kind for guess in self.guesses).most_common()),
            "kinds": {kind: KINDS[kind].meaning for kind in met},
            "guesses": [_as_json(guess) for guess in self.guesses],
        }

    def to_json(self, limit: int | None = None) -> str:
        """The report as compact JSON, to be handed back to the model.

        Losses come first, then the least sure guesses. Of each guess there are its span
        `at` (line, column, end line, end column; from 1, the end just behind), its kind, the
        text that was read, the suggested replacement and other candidates.

        Args:
            limit: how many guesses to name; None for all.
        """
        report = self.report()
        guesses = sorted(report["guesses"], key=lambda one: (not one["lost"], one["confidence"]))
        report["guesses"] = guesses[:limit]
        if len(guesses) > len(report["guesses"]):
            report["more_guesses"] = len(guesses) - len(report["guesses"])
        return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def _as_json(guess: Guess) -> dict[str, Any]:
    return {
        "at": list(guess[:4]),
        "kind": guess.kind,
        "read": guess.read,
        "replacement": guess.made,
        "candidates": list(guess.suggestions),
        "confidence": guess.confidence,
        "lost": guess.lost,
    }


def repair(source: str, *, dialect: str | None = None, limits: Limits | None = None) -> Repair:
    """Read what a model answered: any dialect, sound or damaged, with whatever is around it.

    Nothing is run. Sound code is read without a guess. Of everything else as much is kept as
    can be made sense of; what cannot becomes a Comment action with its text.

    Args:
        source: the answer.
        dialect: the dialect of its code; None to recognise it.
        limits: bounds on what the answer may cost; None for the current ones.

    Raises:
        ShortcutError: there is no code in it, it is too long, or too deeply nested.
    """
    with bounded(limits) as chosen:
        if len(source) > chosen.code_size:
            limit = chosen.code_size
            raise ShortcutError(f"{len(source)} characters are more than the limit of {limit}")
        return _repair(source, dialect)


def _repair(source: str, dialect: str | None) -> Repair:
    from shortcuts_py.dialects import DIALECTS
    from shortcuts_py.workbench.recognising import find_code, guess_dialect, parses

    if dialect is not None and dialect not in DIALECTS:
        raise ShortcutError(f"unknown dialect {dialect!r}: it is one of {', '.join(DIALECTS)}")
    guesses = Guesses()
    code = find_code(source, guesses)
    check_time()
    if not code.strip():
        raise ShortcutError("there is no code in this text")
    if dialect is None:
        data = _repair_data(code, guesses)
        if data is not None:
            return data
    named = dialect or guess_dialect(code)
    if named != "workflowbench" and parses(code):
        from shortcuts_py.workbench.mending import mend_code

        mended = mend_code(code, named, guesses)
        if mended is not None:
            if guesses and not mended.workflow.actions:
                raise ShortcutError("there is no action in this text")
            text = mended.code
            if named != "native":
                text = _print(mended.workflow)
            elif text != source:
                text = text.strip("\n") + "\n"
            return Repair(mended.workflow, text, guesses.in_order(), named)
    return _repair_workbench(source)


def _repair_data(text: str, guesses: Guesses) -> Repair | None:
    """An answer that is a shortcut's data, or holds code as data."""
    from shortcuts_py.workbench.data_answers import read_data

    found = read_data(text, guesses)
    if isinstance(found, Workflow):
        return Repair(found, _print(found), guesses.in_order(), "json")
    if found is None:
        return None
    inner = repair(found)
    return Repair(
        inner.workflow, inner.source, [*guesses.in_order(), *inner.guesses], inner.dialect
    )


def _repair_workbench(source: str) -> Repair:
    from shortcuts_py.workbench.reader import read_any
    from shortcuts_py.workbench.source import TRANSCRIPT

    guesses = Guesses()
    workflow = read_any(source, guesses)
    if not workflow.actions and not source.startswith(TRANSCRIPT):
        raise ShortcutError("there is no action in this text")
    if any(guess.lost for guess in guesses) and all(
        getattr(one, "identifier", "") == _COMMENT for one in workflow.flat()
    ):
        raise ShortcutError("nothing in this text can be read as an action")
    return Repair(workflow, _print(workflow), guesses.in_order())


def _print(workflow: Workflow) -> str:
    from shortcuts_py.dialects import decompile_workflow

    return decompile_workflow(workflow)
