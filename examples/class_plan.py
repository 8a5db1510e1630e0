"""Build one session for each group of a class, and write each as a file for its phones.

    python class_plan.py FOLDER

All groups walk for the same time, so that they finish together; only the share of backward walking
differs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import retrowalk as rw

GROUPS = {"new": (20, 100), "some practice": (40, 80), "experienced": (60, 60)}
"""Seconds backward and forward in each of five rounds."""


def plan(group: str, backward: int, forward: int) -> rw.Session:
    """Return the session of one group: warm-up, five rounds, cool-down."""
    return rw.session(
        group.replace(" ", "-"),
        [
            rw.forward("3m", label="Warm-up"),
            *rw.repeat(5, rw.backward(f"{backward}s"), rw.forward(f"{forward}s")),
            rw.forward("2m", label="Cool-down"),
        ],
        title=f"Class: {group}",
    )


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for group, lengths in GROUPS.items():
        session = plan(group, *lengths)
        file = folder / f"{session.name}.yaml"
        file.write_text(rw.dump(session), encoding="utf-8")
        page = folder / f"{session.name}.html"
        export = ["retrowalk", "export", str(file), "--to", str(page), "--force"]
        subprocess.run(export, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
