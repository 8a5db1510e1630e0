"""The history as text for other programs, and back: JSON, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, TextIO

from ..core.events import EndReason, Outcome
from ..core.session import ZERO, Direction, Segment
from ..durations import LONGEST, number
from ..errors import InvalidSession
from ..sanitize import first_control
from .record import BREAK, LOGGED, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord
from .session_json import plan_data, session_of

SCHEMA = 1
KINDS = frozenset((*(event.kind for event in LOGGED), BREAK))
LONGEST_NOTE = 2000
COLUMNS = (
    *("id", "started", "session", "title", "outcome", "planned_seconds", "walked_seconds"),
    *("forward_seconds", "backward_seconds", "pauses", "effort", "pain", "stumble", "note"),
    *("version", "record"),
)
"""Of the CSV form; `record` holds the walk whole, for `history import`."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadExport(InvalidSession):
    """A file is no export of a history."""


def walk_data(walk: WalkRecord) -> dict[str, Any]:
    """A walk as an object of schema 1; `segments` and `events` have milliseconds."""
    effort, pain, stumble, note = walk.feedback
    return {
        "uid": walk.uid,
        "started": walk.started.isoformat(timespec="milliseconds"),
        "version": walk.version,
        "outcome": str(walk.outcome or Outcome.INTERRUPTED),
        "effort": effort,
        "pain": pain,
        "stumble": stumble,
        "note": note,
        "plan": plan_data(walk.session),
        "segments": [visit._asdict() for visit in walk.visits],
        "events": [entry._asdict() for entry in walk.log],
        "standing": walk.checkpoint._asdict() if walk.checkpoint else None,
    }


def write_json(walks: Iterable[WalkRecord], out: TextIO) -> None:
    """One object with all walks, a line each."""
    out.write(f'{{"schema": {SCHEMA}, "walks": [')
    for place, walk in enumerate(walks):
        line = json.dumps(
            walk_data(walk.as_interrupted()), ensure_ascii=False, separators=(",", ":")
        )
        out.write(f"{',' if place else ''}\n{line}")
    out.write("\n]}\n")


def write_csv(walks: Iterable[WalkRecord], out: TextIO) -> None:
    """A row a walk."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for walk in walks:
        writer.writerow(_row(walk.as_interrupted()))


def _row(walk: WalkRecord) -> list[Any]:
    summary, session = walk.summary, walk.session
    record = json.dumps(walk_data(walk), ensure_ascii=False, separators=(",", ":"))
    effort, pain, stumble, note = walk.feedback
    return [
        walk.id,
        walk.started.isoformat(timespec="seconds"),
        _cell(session.name),
        _cell(session.title),
        str(walk.outcome),
        number(session.total),
        number(summary.total),
        number(summary.walked[Direction.FORWARD]),
        number(summary.walked[Direction.BACKWARD]),
        summary.pauses,
        effort,
        pain,
        None if stumble is None else ("yes" if stumble else "no"),
        _cell(note or ""),
        walk.version,
        record,
    ]


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_export(text: str) -> list[WalkRecord]:
    """The walks of an export in either form. Raises `BadExport`."""
    is_json = text.lstrip().startswith(("{", "["))
    records = _json_records(text) if is_json else _csv_records(text)
    return [_walk(record, place) for place, record in enumerate(records, 1)]


def _json_records(text: str) -> list[Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadExport(f"this is no export of a history: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("walks"), list):
        raise BadExport("this is no export of a history: it has no walks")
    if "schema" not in data:
        raise BadExport("this is no export of a history: it has no walks")
    if data["schema"] != SCHEMA:
        raise BadExport(f"this export has schema {data['schema']}; this program knows {SCHEMA}")
    walks: list[Any] = data["walks"]
    return walks


def _csv_records(text: str) -> Iterator[Any]:
    csv.field_size_limit(1 << 26)
    try:
        rows = csv.DictReader(io.StringIO(text))
        if not set(rows.fieldnames or ()) >= {"started", "record"}:
            raise BadExport("this is no export of a history: it has no column 'record'")
        for row in rows:
            yield json.loads(row["record"])
    except (csv.Error, TypeError, ValueError, RecursionError) as error:
        raise BadExport(f"this is no export of a history: {error}") from None


def _walk(data: Any, place: int) -> WalkRecord:
    """A walk of an export, held to what a walk can be."""
    try:
        return _checked(data)
    except KeyError as error:
        raise BadExport(f"walk {place} of this export is none: it has no {error}") from None
    except ValueError as error:
        raise BadExport(f"walk {place} of this export is none: {error}") from None
    except (TypeError, AttributeError, OverflowError):
        raise BadExport(f"walk {place} of this export is none: it has another form") from None


def _checked(data: dict[str, Any]) -> WalkRecord:
    session = session_of(data["plan"])
    started = datetime.fromisoformat(data["started"])
    count = len(session.segments)
    visits = tuple(SegmentVisit(**entry) for entry in data["segments"])
    happenings = tuple(LogEntry(**entry) for entry in data["events"])
    standing = Checkpoint(**data["standing"]) if data.get("standing") else None
    texts = [data["uid"], data["version"], session.name, session.title, data["note"] or ""]
    for segment in session.segments:
        texts += [text for text in (segment.label, segment.note, segment.say) if text is not None]
    feeling = Feedback(data["effort"], data["pain"], data["stumble"], data["note"])
    problems = {
        "no zone": started.tzinfo is None,
        "no segments that could be walked": not count
        or not all(map(_is_segment, session.segments)),
        "a segment that is not there": any(not 0 <= v.segment < count for v in visits)
        or (standing is not None and not 0 <= standing.segment < count),
        "a reason or kind that is none": any(v.reason not in set(EndReason) for v in visits)
        or any(entry.kind not in KINDS for entry in happenings),
        "numbers that are none": not all(map(_is_count, _numbers(visits, happenings, standing))),
        "texts that are none": any(not isinstance(t, str) or first_control(t) for t in texts),
        "a text that is too long": any(len(text) > LONGEST_NOTE for text in texts),
        "a feeling that is none": not _is_feeling(feeling),
        "no uid": not data["uid"],
    }
    if found := [what for what, is_so in problems.items() if is_so]:
        raise ValueError(found[0])
    return WalkRecord(
        data["uid"],
        started,
        session,
        data["version"],
        Outcome(data["outcome"]),
        visits,
        happenings,
        standing,
        feeling,
    )


def _is_segment(segment: Segment) -> bool:
    """Whether the plan's numbers are some that a plan can have."""
    lengths = (segment.duration, segment.at_most)
    numbers = (segment.speed_kmh, segment.cadence, segment.round, segment.rounds)
    return all(length is None or ZERO < length <= LONGEST for length in lengths) and all(
        value is None or (type(value) in (int, float) and 0 < value < 1000000) for value in numbers
    )


def _numbers(
    visits: Iterable[SegmentVisit], happenings: Iterable[LogEntry], standing: Checkpoint | None
) -> Iterator[Any]:
    for visit in visits:
        yield from (visit.n, visit.began, visit.ended, visit.walked)
    for entry in happenings:
        yield from (entry.n, entry.moment, abs(entry.at), entry.segment or 0)
        yield abs(entry.length or 0)
    if standing is not None:
        yield from (standing.began, standing.walked, standing.ends or 0)
        yield from (standing.moment, standing.seen)


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


def _is_feeling(feeling: Feedback) -> bool:
    scales = (feeling.effort, feeling.pain)
    return feeling.stumble in (None, True, False) and all(
        scale is None or (type(scale) is int and 0 <= scale <= 10) for scale in scales
    )
