"""Real shortcuts: what they do is never an error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from shortcuts_py.checks.files import check_plist, mend, read_file
from shortcuts_py.errors import Diagnostic

sys.path.append(str(Path(__file__).parents[1] / "language"))
from corpus_files import corpus_sample

# Errors that real files may have, by kind: what the notes on the format say that the
# importer refuses, or drops, or crashes on (their section 7). The files of the corpus
# have none of them.
ALLOWED = {
    "beside-parameters": "ids beside the parameters: the importer drops blocks",
    "block-unclosed": "a missing end: the body is skipped",
    "block-crossed": "an end that does not match: the body is skipped",
    "block-other-action": "a closing part with another identifier: the body is skipped",
    "file-item-wrapping": "a file item that is wrapped once: the import crashes",
}
IN_THE_CORPUS: dict[str, str] = {}  # file to its kind

MOST = 0.02  # of the files may have more than
WARNINGS = 3  # a hundred actions


def actions_of(plist: Any) -> int:
    entries = plist.get("WFWorkflowActions", ()) if type(plist) is dict else plist
    return max(1, len(entries))


@pytest.fixture(scope="module")
def found(corpus: Path) -> dict[str, tuple[Any, list[Diagnostic]]]:
    results = {}
    for path in corpus_sample(corpus):
        plist = read_file(path.read_bytes()).plist
        results[path.name] = plist, check_plist(plist)
    return results


def test_real_files_have_no_errors(found: dict[str, tuple[Any, list[Diagnostic]]]) -> None:
    errors = {
        name: {one.code for one in problems if one.severity == "error"}
        for name, (_, problems) in found.items()
    }
    wrong = {
        name: codes
        for name, codes in errors.items()
        if codes and not (name in IN_THE_CORPUS and codes <= {IN_THE_CORPUS[name]} & ALLOWED.keys())
    }
    assert wrong == {}


def test_few_files_have_many_warnings(found: dict[str, tuple[Any, list[Diagnostic]]]) -> None:
    many = []
    for name, (plist, problems) in found.items():
        warnings = [one.code for one in problems if one.severity == "warning"]
        if len(warnings) * 100 > WARNINGS * actions_of(plist):
            many.append((name, warnings[:5]))
    print(f"{len(many)} of {len(found)} files have more than {WARNINGS} warnings a 100 actions")
    assert len(many) <= MOST * len(found), many


def test_files_without_problems_are_not_mended(
    found: dict[str, tuple[Any, list[Diagnostic]]],
) -> None:
    for name, (plist, problems) in found.items():
        if any(one.severity != "note" for one in problems):
            continue
        mended, count = mend(plist)
        assert count == 0, name
        assert mended is plist
