"""`python -m benchmarks`: what everything costs, against floors measured in the same run."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row

SECTIONS = ("converting", "growth", "signed", "catalogue", "startup", "million")


def main() -> int:
    """Run the sections asked for; status 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=SECTIONS, help="this section alone")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth real file")
    parser.add_argument("--million", action="store_true", help="with the run of a million actions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there, too")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="show an earlier result's")
    parser.add_argument("--files", type=int, default=14_771, help="how many make the million")
    options = parser.parse_args()
    chosen = options.only or [one for one in SECTIONS if one != "million" or options.million]
    earlier = json.loads(options.compare.read_text())["rows"] if options.compare else {}
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    rows: dict[str, Row] = {}
    for section in chosen:
        title, found = _run(section, options.every, options.files)
        print(f"\n{title}\n\n{_HEAD}\n{_RULE}")
        for row in found:
            print(_line(row, earlier.get(f"{section}: {row.name}")), flush=True)
            rows[f"{section}: {row.name}"] = row
    if options.json:
        facts = {key: row._asdict() for key, row in rows.items()}
        text = json.dumps({"python": platform.python_version(), "rows": facts}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    missed = [key for key, row in rows.items() if row.met is False]
    print(f"\n{sum(row.met is True for row in rows.values())} promises hold, {len(missed)} do not")
    for key in missed:
        print(f"  {key}")
    return 1 if missed else 0


def _run(section: str, every: int, files: int) -> tuple[str, list[Row]]:
    """A section's title and rows; each is imported when it runs."""
    if section == "converting":
        from benchmarks.converting import converting, samples

        given, title = samples(every)
        return f"Converting {title}, {sum(one.actions for one in given):,} actions", converting(
            given
        )
    from benchmarks.catalogue import catalogue
    from benchmarks.growth import growth
    from benchmarks.million import million
    from benchmarks.signed import signed
    from benchmarks.startup import startup

    others: dict[str, tuple[str, Callable[[], list[Row]]]] = {
        "growth": ("Cost of an action as workflows grow", growth),
        "signed": ("Signed files", signed),
        "catalogue": ("Catalogue", catalogue),
        "startup": ("Start-up", startup),
        "million": (f"{files} shortcuts of 70 actions", lambda: million(files)),
    }
    title, run = others[section]
    return title, run()


_HEAD = "| what | ms | actions/s | floor | times the floor | all files | memory | promise | |"
_RULE = "|---|--:|--:|---|--:|--:|--:|---|---|"


def _line(row: Row, before: dict[str, Any] | None) -> str:
    def shown(number: float | None, form: str = ".2f") -> str:
        return "" if number is None else format(number, form)

    promise = "" if row.target is None else f"<= {row.target:g}: {'yes' if row.met else 'NO'}"
    note = row.note
    if before is not None:
        old, new = ((one["ratio"] or one["memory"] or one["milliseconds"])
                    for one in (before, row._asdict()))  # fmt: skip
        note += f" (before: {old:.2f}, {100 * (new / old - 1):+.0f} %)" if old else ""
    cells = [row.name, shown(row.milliseconds or None, ",.1f"),
             shown(row.actions_a_second, ",.0f"), row.floor, shown(row.ratio), shown(row.whole),
             shown(row.memory), promise, note.strip()]  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
