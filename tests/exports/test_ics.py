"""The calendar, read by three independent readers."""

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from retrowalk import api
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.errors import UsageError
from retrowalk.exports import Options, Schedule, ics, write
from retrowalk.exports.reminders import parse_times
from tests.conftest import required
from tests.exports.conftest import node_module

WALK = api.preset("start-small")
WEEKDAYS = (0, 1, 2, 3, 4)
THREE = parse_times("9:00,12:30,17:00")
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
]
READ = """
const ICAL = require(process.argv[1]);
ICAL.design.strict = true;
const text = require("fs").readFileSync(process.argv[2], "utf8");
const calendar = new ICAL.Component(ICAL.parse(text));
const zones = calendar.getAllSubcomponents("vtimezone").map((each) => new ICAL.Timezone(each));
const found = [];
for (const each of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(each);
  const next = event.iterator();
  for (let at = next.next(); at; at = next.next()) {
    if (zones.length) at.zone = zones[0];
    found.push(zones.length ? at.toUnixTime() : at.toString());
  }
}
console.log(JSON.stringify(found));
"""


def exported(schedule: Schedule, folder: Path) -> Path:
    (path,) = write(WALK, folder / "walk.ics", Options(schedule=schedule), force=True)
    return path


def by_icalendar(path: Path) -> list[datetime]:
    """Return every start, expanded by dateutil."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = []
    for event in calendar.walk("VEVENT"):
        start = event["dtstart"].dt
        found += rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    return sorted(found)


def by_vobject(path: Path) -> list[datetime]:
    calendar = vobject.readOne(path.read_bytes().decode())
    return sorted(moment for event in calendar.vevent_list for moment in event.rruleset)


def by_ical_js(path: Path) -> list[str | int]:
    required(shutil.which("node") is not None, "node is not installed")
    library = node_module("ical.js", "dist/ical.es5.cjs")
    command = ["node", "-e", READ, str(library), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return sorted(json.loads(done.stdout))


def moments_of(schedule: Schedule) -> list[datetime]:
    return [datetime.combine(day, at) for day in schedule.dates() for at in schedule.times]


def test_every_reader_sees_the_same_floating_times_across_a_clock_change(tmp_path):
    schedule = Schedule(date(2026, 3, 20), WEEKDAYS, THREE, 4)
    path = exported(schedule, tmp_path)
    expected = moments_of(schedule)
    assert len(expected) == 4 * 5 * 3
    assert by_icalendar(path) == expected
    assert by_vobject(path) == expected
    assert by_ical_js(path) == [moment.isoformat() for moment in expected]
    assert b"TZID" not in path.read_bytes()


@pytest.mark.parametrize("zone", ZONES)
def test_in_a_zone_every_reader_finds_the_same_instants(tmp_path, zone):
    schedule = Schedule(date(2026, 2, 20), (0, 2, 4, 6), parse_times("3:45,9:00"), 40, zone)
    path = exported(schedule, tmp_path)
    moments = [moment.replace(tzinfo=ZoneInfo(zone)) for moment in moments_of(schedule)]
    expected = sorted(moment.timestamp() for moment in moments)
    assert [moment.timestamp() for moment in by_icalendar(path)] == expected
    assert [moment.timestamp() for moment in by_vobject(path)] == expected
    # ical.js knows the zone only from the file
    assert by_ical_js(path) == expected


def test_the_zone_in_the_file_changes_at_the_right_instant(tmp_path):
    schedule = Schedule(date(2026, 3, 1), WEEKDAYS, THREE, 8, "Europe/Berlin")
    calendar = icalendar.Calendar.from_ical(exported(schedule, tmp_path).read_bytes())
    (spring,) = calendar.walk("DAYLIGHT")
    rule = rrulestr(spring["rrule"].to_ical().decode(), dtstart=spring["dtstart"].dt)
    assert rule.after(datetime(2026, 1, 1)) == datetime(2026, 3, 29, 2, 0)
    assert spring["tzoffsetto"].td == timedelta(hours=2)


def uids(session: Session, schedule: Schedule) -> list[str]:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    made = icalendar.Calendar.from_ical(ics.calendar(session, schedule, now))
    return [str(event["uid"]) for event in made.walk("VEVENT")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("5f", {}), ("20f 1b", {})),
        (("5f", {"times": (time(7),)}), ("5f", {"times": (time(10),)})),
        (("5f", {"days": (0, 2)}), ("5f", {"days": (5, 6)})),
        (("5f", {"series": "a"}), ("5f", {"series": "b"})),
        (("5f", {"series": "a"}), ("5f", {})),
    ],
)
def test_different_walks_have_different_uids_so_that_an_import_keeps_both(one, other):
    found = [uids(api.parse(line), Schedule(date(2026, 3, 1), **o)) for line, o in (one, other)]
    assert not set(found[0]) & set(found[1])


def test_two_sessions_with_the_same_name_have_different_uids(tmp_path):
    sessions = []
    for folder, step in (("a", "forward: 5m"), ("b", "backward: 1m")):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "walk.yaml"
        path.write_text(f"steps: [{step}]\n")
        sessions.append(api.load(path))
    assert sessions[0].name == sessions[1].name
    found = [uids(session, Schedule(date(2026, 3, 1))) for session in sessions]
    assert found[0] != found[1]


def test_an_export_of_the_same_walks_for_later_weeks_keeps_its_uids():
    earlier, later = Schedule(date(2026, 3, 1), weeks=4), Schedule(date(2026, 4, 1), weeks=8)
    assert uids(WALK, earlier) == uids(WALK, later)


@pytest.mark.parametrize(("year", "number"), [(1970, 0), (2100, 2**31 - 1), (9999, 2**31 - 1)])
def test_the_sequence_is_valid_on_a_machine_with_a_wrong_clock(year, number):
    made = ics.calendar(WALK, Schedule(date(2026, 3, 1)), datetime(year, 1, 2, tzinfo=UTC))
    assert f"SEQUENCE:{number}\r\n".encode() in made


def test_a_second_export_of_a_series_replaces_the_first():
    earlier = Schedule(date(2026, 3, 1), WEEKDAYS, THREE, 4, series="walks")
    times = parse_times("8:00,12:00,18:00")
    later = Schedule(date(2026, 3, 8), (5, 6), times, 2, series="walks")
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    events = [
        icalendar.Calendar.from_ical(ics.calendar(WALK, schedule, moment)).walk("VEVENT")
        for schedule, moment in ((earlier, now), (later, now + timedelta(minutes=1)))
    ]
    assert [e["uid"] for e in events[0]] == [e["uid"] for e in events[1]]
    assert len({e["uid"] for e in events[0]}) == 3
    assert all(b["sequence"] > a["sequence"] for a, b in zip(*events, strict=True))


def test_lines_are_folded_at_75_octets_and_end_with_crlf(tmp_path):
    label = 'ゆっくり歩く; \\n, "x"' * 9
    walk = Session("s", label, (Segment(Direction.BACKWARD, timedelta(seconds=30), label=label),))
    path = tmp_path / "long.ics"
    write(walk, path, Options(schedule=Schedule(date(2026, 3, 1))))
    data = path.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["summary"]) == label
    assert label in str(event["description"])


def test_each_reminder_has_an_alarm_the_segments_and_the_safety_line(tmp_path):
    path = exported(Schedule(date(2026, 3, 1), times=THREE), tmp_path)
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    for event in events:
        (alarm,) = event.walk("VALARM")
        assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(0))
        assert "Backward 0:20" in event["description"]
        assert "Stop if dizzy or in pain." in event["description"]
        assert event["duration"].dt == timedelta(minutes=5)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../etc/passwd", "", "/etc/localtime", "a\0b"])
def test_an_unknown_zone_is_refused(tmp_path, zone):
    with pytest.raises(UsageError, match="unknown time zone"):
        exported(Schedule(date(2026, 3, 1), zone=zone), tmp_path)
    assert not list(tmp_path.iterdir())
