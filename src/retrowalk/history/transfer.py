"""Write the history as JSON for other programs, or as CSV for spreadsheets."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from typing import Any, TextIO

from ..core.events import Outcome
from ..core.programme import Decision
from ..core.session import Direction
from ..durations import number
from .programme_rows import decision_data
from .record import WalkRecord
from .session_json import plan_data

SCHEMA = 1
COLUMNS = (
    *("id", "started", "session", "title", "outcome", "planned_seconds", "walked_seconds"),
    *("forward_seconds", "backward_seconds", "pauses", "effort", "pain", "stumble", "note"),
    *("version", "record"),
)
"""The columns of a CSV export; `record` holds the complete walk, for `history import`."""
PROGRAMME_KEYS = ("dizziness", "alarm", "morning_pain")
"""Keys of a walk that only walks of the programme have."""
_FORMULA = re.compile("'*(?:[\t\r]|\\s*[-=+@\uff1d\uff0b\uff0d\uff20])")
"""The start of a formula in a spreadsheet, with full-width forms, or of a guarded one."""


def walk_data(walk: WalkRecord) -> dict[str, Any]:
    """Return a walk as an object of schema 1; `segments` and `events` are in milliseconds."""
    feedback = walk.feedback
    programme = {
        key: value for key in PROGRAMME_KEYS if (value := getattr(feedback, key)) is not None
    }
    return {
        "uid": walk.uid,
        "started": walk.started.isoformat(timespec="milliseconds"),
        "version": walk.version,
        "outcome": str(walk.outcome or Outcome.INTERRUPTED),
        "effort": feedback.effort,
        "pain": feedback.pain,
        "stumble": feedback.stumble,
        "note": feedback.note,
        **programme,
        "plan": plan_data(walk.session),
        "segments": [visit._asdict() for visit in walk.visits],
        "events": [entry._asdict() for entry in walk.log],
        "standing": walk.checkpoint._asdict() if walk.checkpoint else None,
    }


def write_json(
    walks: Iterable[WalkRecord], out: TextIO, decisions: Iterable[Decision] = ()
) -> None:
    """Write an object with all walks, one per line, and the decisions about the programme."""
    out.write(f'{{"schema": {SCHEMA}, "walks": [')
    for index, walk in enumerate(walks):
        line = json.dumps(
            walk_data(walk.as_interrupted()), ensure_ascii=False, separators=(",", ":")
        )
        out.write(f"{',' if index else ''}\n{line}")
    decided = [decision_data(decision) for decision in decisions]
    out.write(f'\n], "decisions": {json.dumps(decided)}}}\n' if decided else "\n]}\n")


def write_csv(walks: Iterable[WalkRecord], out: TextIO) -> None:
    """Write a row for each walk."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for walk in walks:
        writer.writerow(_row(walk.as_interrupted()))


def _row(walk: WalkRecord) -> list[Any]:
    summary, session = walk.summary, walk.session
    record = json.dumps(walk_data(walk), ensure_ascii=False, separators=(",", ":"))
    effort, pain, stumble, note, *_ = walk.feedback
    return [
        walk.id,
        walk.started.isoformat(timespec="seconds"),
        guarded(session.name),
        guarded(session.title),
        str(walk.outcome),
        number(session.total),
        number(summary.total),
        number(summary.walked[Direction.FORWARD]),
        number(summary.walked[Direction.BACKWARD]),
        summary.pauses,
        effort,
        pain,
        None if stumble is None else ("yes" if stumble else "no"),
        guarded(note or ""),
        guarded(walk.version),
        record,
    ]


def guarded(text: str) -> str:
    """Return a text that no spreadsheet interprets as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the original text of a `guarded` one."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
