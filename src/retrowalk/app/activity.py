"""Write recorded walks as activities for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.events import Paused, Resumed
from ..errors import UsageError
from ..exports.activity import Activity, Lap
from ..exports.formats import OutputFile, file_with
from ..exports.write import write_files
from ..history.record import BREAK, MS, WalkRecord
from .context import App
from .history_access import open_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..history.walk_lines import Filter

FORMATS = (".fit", ".tcx", ".md")


def write_activities(walks: Sequence[WalkRecord], path: Path, *, force: bool = False) -> list[Path]:
    """Write walks in the format of the path's suffix, and return the files written.

    A single walk is written to the path. Several are written to one file each, named after their
    start, in a folder named like the path without its suffix. Raises `RetrowalkError`.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        if suffix in (".json", ".csv"):
            kind = suffix.removeprefix(".")
            raise UsageError(f"{path}: for {kind.upper()}, redirect the output: --{kind} > {path}")
        raise UsageError(f"{path}: not a suffix of an activity: use one of {', '.join(FORMATS)}")
    content = _writer(suffix)
    targets = [path] if len(walks) == 1 else list(_names(walks, path))
    if len(walks) > 1:
        path.with_suffix("").mkdir(parents=True, exist_ok=True)
    files: list[OutputFile] = [
        file_with(target, content(activity_of(walk)))
        for walk, target in zip(walks, targets, strict=True)
    ]
    write_files(files, force=force)
    return targets


def export_activities(
    app: App, ids: Sequence[int], which: Filter, path: Path, *, force: bool = False
) -> list[Path]:
    """Write the walks with the given IDs; without IDs, those that the filter selects.

    Raises `RetrowalkError`.
    """
    with open_history(app) as store:
        walks = [store.get(id_) for id_ in ids] or list(store.each(which))
    if not walks:
        raise UsageError("no walks to export: run 'retrowalk history' to list your walks")
    return write_activities(walks, path, force=force)


def activity_of(walk: WalkRecord) -> Activity:
    """Return a walk as an activity. Raises `UsageError` if no part of it was recorded."""
    counts: Counter[str] = Counter()
    laps = []
    for visit in walk.visits:
        if visit.ended <= visit.began:
            continue
        segment = walk.session.segments[visit.segment]
        counts[segment.direction] += 1
        laps.append(
            Lap(
                f"{segment.direction.capitalize()} {counts[segment.direction]}",
                segment.direction,
                _time_of_day(walk, visit.began, visit.n),
                _time_of_day(walk, visit.ended, visit.n),
                visit.walked * MS,
                segment.speed_kmh,
            )
        )
    if not laps:
        raise UsageError(f"walk {walk.id} has no walked segments: nothing to export")
    feedback = walk.feedback
    return Activity(
        walk.uid,
        walk.session.name,
        walk.session.title,
        tuple(laps),
        tuple(_pauses(walk)),
        feedback.effort,
        feedback.pain,
        feedback.stumble,
        feedback.note or "",
    )


def _time_of_day(walk: WalkRecord, moment: int, number: int) -> datetime:
    """Return the time of day of a moment. Interruptions before it add their lengths."""
    breaks = (e for e in walk.log if e.kind == BREAK and e.n < number and e.moment <= moment)
    return walk.started + (moment + sum(e.length or 0 for e in breaks)) * MS


def _pauses(walk: WalkRecord) -> Iterator[tuple[datetime, datetime]]:
    """Yield the start and end of each pause and each interruption."""
    since: datetime | None = None
    for entry in walk.log:
        if entry.kind == Paused.kind:
            since = _time_of_day(walk, entry.moment, entry.n)
        elif entry.kind == Resumed.kind and since is not None:
            yield since, _time_of_day(walk, entry.moment, entry.n)
            since = None
        elif entry.kind == BREAK:
            begin = _time_of_day(walk, entry.moment, entry.n)
            yield since or begin, begin + (entry.length or 0) * MS
            since = None
    if since is not None and walk.visits:
        last = walk.visits[-1]
        yield since, _time_of_day(walk, last.ended, last.n)


def _writer(suffix: str) -> Callable[[Activity], str | bytes]:
    if suffix == ".fit":
        from ..exports.fit_activity import activity_file

        return activity_file
    if suffix == ".tcx":
        from ..exports.tcx import tcx

        return tcx
    from ..exports.activity_note import note

    return note


def _names(walks: Sequence[WalkRecord], path: Path) -> Iterator[Path]:
    """Yield a file name for each walk: its start, and its ID if two started at the same second."""
    folder, used = path.with_suffix(""), set[str]()
    for walk in walks:
        name = f"{walk.started:%Y-%m-%d-%H%M%S}"
        name = f"{name}-{walk.id}" if name in used else name
        used.add(name)
        yield folder / f"{name}{path.suffix}"
