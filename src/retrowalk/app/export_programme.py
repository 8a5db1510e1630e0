"""Write the programme as a sheet, a table, a picture or a calendar."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from ..core.programme import Decision, DecisionKind, Status
from ..core.programme_rules import ProgrammeWalk
from ..core.programme_weeks import FIRST_WEEK, LAST_WEEK, MAINTENANCE, preset_name
from ..errors import UsageError
from ..files import write_file
from ..reports.programme_sheet import WeekRow, markdown, picture, sheet
from .context import App
from .output import report_written
from .programme import Programme, load_programme, running_programme, week_session

DEFAULT_TIME = time(18)


def export_programme(
    app: App, path: Path, *, at: time | None = None, tz: str | None = None, force: bool = False
) -> None:
    """Write the file in the format of its suffix. Raises `UsageError` and `FileError`."""
    programme = load_programme(app)
    match path.suffix.lower():
        case ".html" | ".htm":
            content: str | bytes = sheet(
                _rows(app), _walks(programme), programme.status, programme.today
            )
        case ".md":
            content = markdown(_rows(app))
        case ".svg":
            content = picture(_rows(app), _walks(programme), programme.status)
        case ".ics":
            content = _calendar(app, at or DEFAULT_TIME, tz)
        case suffix:
            raise UsageError(f"unsupported format {suffix!r}: write .html, .md, .svg or .ics")
    write_file(path, content, force=force)
    report_written(app, path)


def _rows(app: App) -> list[WeekRow]:
    weeks = range(FIRST_WEEK, MAINTENANCE + 1)
    summaries = app.library.summaries()
    return [WeekRow(week, week_session(app, week), summaries[preset_name(week)]) for week in weeks]


def _walks(programme: Programme) -> list[ProgrammeWalk]:
    """Return the walks since the last start."""
    start = _start(programme)
    return [walk for walk in programme.walks if start is None or walk.at >= start.at]


def _start(programme: Programme) -> Decision | None:
    """Return the last start, or None."""
    starts = [each for each in programme.decisions if each.kind is DecisionKind.START]
    return starts[-1] if starts else None


def _calendar(app: App, at: time, tz: str | None) -> bytes:
    from ..exports.programme_calendar import calendar, planned_walks, skipped_walks

    programme = running_programme(app)
    status: Status = programme.status
    if status.week > LAST_WEEK:
        raise UsageError("the eight weeks are done. For reminders: retrowalk export maintenance")
    start = _start(programme)
    assert start is not None  # the programme runs
    weeks = [walk.week for walk in _walks(programme) if walk.completed]
    return calendar(
        planned_walks(status),
        skipped_walks(status, start.week, weeks),
        lambda week: week_session(app, week),
        str(start.at),
        at,
        tz,
    )
