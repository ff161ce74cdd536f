"""Every signed file of the corpus of real files opens, and every check passes."""

from __future__ import annotations

import json
import os
import plistlib
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from shortcuts_py import container
from shortcuts_py.container.verification import INTEGRITY_CHECKS, TRUST_CHECKS


def test_every_check_on_every_file(signed_corpus: list[Path]) -> None:
    kinds: Counter[str] = Counter()
    strangers = []
    for path in signed_corpus:
        report = container.verify(path.read_bytes())
        failed = {name for name, result in report.checks.items() if result is False} - {"expiry"}
        if failed == {"apple_root"}:
            strangers.append(path.name)
        else:
            assert not failed, (path.name, report.problems)
            assert report.trusted
        assert report.ok
        assert all(report.checks[name] is True for name in INTEGRITY_CHECKS)
        kinds[report.kind] += 1
        assert (report.record_id is not None) == (report.kind == "icloud")
        assert (report.contact is not None) == (report.kind == "contact")
        inapplicable = {name for name, result in report.checks.items() if result is None}
        assert inapplicable == (
            {"key_signature", "validation_record"}
            if report.kind == "icloud"
            else {"signing_extension"}
        )
    assert len(strangers) <= 1  # one known file is self-signed by design
    assert set(kinds) == {"icloud", "contact"}
    assert set(report.checks) == {*INTEGRITY_CHECKS, *TRUST_CHECKS}


def test_every_file_opens_in_a_few_seconds(signed_corpus: list[Path]) -> None:
    expected = {}
    for line in (signed_corpus[0].parents[1] / "manifest.jsonl").read_text().splitlines():
        entry = json.loads(line)
        expected[Path(entry["file"]).name] = entry["actions"]
    contents = [(path, path.read_bytes()) for path in signed_corpus]
    begun = time.perf_counter()
    plists = [(path, container.unsign(data)) for path, data in contents]
    assert time.perf_counter() - begun < 5
    for path, plist in plists:
        assert plist.startswith(b"bplist00")
        assert len(plistlib.loads(plist)["WFWorkflowActions"]) == expected[path.name]


def test_files_of_several_segments_are_among_them(signed_corpus: list[Path]) -> None:
    large = [path for path in signed_corpus if path.stat().st_size > 400_000]
    assert any(container.verify(path.read_bytes()).segments > 1 for path in large)


def test_a_changed_byte_in_real_files(signed_corpus: list[Path]) -> None:
    """One byte of each file, at another relative place each time."""
    for number, path in enumerate(signed_corpus):
        data = bytearray(path.read_bytes())
        position = 12 + (len(data) - 12) * number // len(signed_corpus)
        data[position] ^= 0x10
        assert not container.verify(bytes(data)).ok, (path.name, position)


def test_opening_costs_at_most_three_times_decompressing(signed_corpus: list[Path]) -> None:
    """The benchmark measures both in one run, and ends with status 1 above that."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--only", "signed"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SHORTCUTS_CORPUS": str(signed_corpus[0].parent)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
