"""A recorded walk as TCX (Training Center XML, version 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from ..core.session import Direction
from ..sanitize import printable
from .activity import Activity, Lap

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
 <Activities>
  <Activity Sport="Other">
"""
TAIL = """\
  </Activity>
 </Activities>
</TrainingCenterDatabase>
"""


def tcx(activity: Activity) -> str:
    """Return the file's content: a lap per segment, no positions."""
    lines = [HEAD, f"   <Id>{_time(activity.start)}</Id>\n"]
    meters = 0.0
    for lap in activity.laps:
        lines += _lap(lap, activity, meters)
        meters += lap.meters or 0.0
    notes = "; ".join(text for text in (activity.title, activity.note) if text)
    lines.append(f"   <Notes>{escape(printable(notes))}</Notes>\n{TAIL}")
    return "".join(lines)


def _lap(lap: Lap, activity: Activity, before: float) -> Iterator[str]:
    """Yield a lap's lines. The schema requires a distance and calories: 0 if unknown."""
    known = activity.meters is not None
    walked = (lap.meters or 0.0) if known else 0.0
    resting = lap.direction is Direction.STAND
    yield f'   <Lap StartTime="{_time(lap.start)}">\n'
    yield f"    <TotalTimeSeconds>{lap.moving.total_seconds():g}</TotalTimeSeconds>\n"
    yield f"    <DistanceMeters>{walked:.2f}</DistanceMeters>\n"
    yield "    <Calories>0</Calories>\n"
    yield f"    <Intensity>{'Resting' if resting else 'Active'}</Intensity>\n"
    yield "    <TriggerMethod>Manual</TriggerMethod>\n"
    yield "    <Track>\n"
    for moment, meters in ((lap.start, before), (lap.end, before + walked)):
        distance = f"<DistanceMeters>{meters:.2f}</DistanceMeters>" if known else ""
        yield f"     <Trackpoint><Time>{_time(moment)}</Time>{distance}</Trackpoint>\n"
    yield "    </Track>\n"
    yield f"    <Notes>{escape(printable(lap.name))}</Notes>\n"
    yield "   </Lap>\n"


def _time(moment: datetime) -> str:
    """Return a moment in UTC, to the millisecond: "2026-11-25T09:30:00.000Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
