import sys
import time as clock_module
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.app.options import SeriesOptions, WalkOptions
from retrowalk.app.run_series import Series, moments_of, next_at, next_start
from retrowalk.app.wait import Repetition, local_clock_text
from retrowalk.clock import SystemClock
from retrowalk.core.session import Direction, Segment, Session
from tests.app.worlds import FixedClock, error_output, world

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("clock", "hours"), [(time(18, 30), 0.5), (time(18), 24), (time(17, 59), 24 - 1 / 60)]
)
def test_a_time_of_day_is_today_or_tomorrow(clock, hours):
    now = datetime(2026, 11, 3, 18, 0, tzinfo=BERLIN)
    assert next_at(clock, now, BERLIN) - now.astimezone(UTC) == timedelta(hours=hours)


@given(st.floats(1, 1e6), st.floats(1, 1e5), st.floats(0, 1e6))
def test_starts_stay_one_period_apart_even_when_checked_late(first, every, later):
    start = next_start(first, every, first + later)
    assert first + later < start + 1e-6 <= first + later + every + 2e-6


def berlin(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


@pytest.mark.parametrize(
    ("now", "clock", "hours"),
    [
        (berlin("2027-03-27 23:00"), time(8), 8),  # the night is an hour shorter
        (berlin("2026-10-24 23:00"), time(8), 10),  # and an hour longer
        (berlin("2026-10-25 02:45", fold=1), time(2, 50), 5 / 60),
        (berlin("2026-10-25 02:45"), time(2, 50), 5 / 60),
        (berlin("2026-10-25 02:55"), time(2, 50), 55 / 60),  # comes once more
        (berlin("2026-10-25 02:55", fold=1), time(2, 50), 23 + 55 / 60),
        (berlin("2027-03-28 01:00"), time(2, 30), 1),  # does not exist: 03:00
        (berlin("2027-03-27 23:00"), time(2, 30), 3),
    ],
)
def test_start_times_are_correct_across_clock_changes(now, clock, hours):
    assert next_at(clock, now, BERLIN) - now.astimezone(UTC) == timedelta(hours=hours)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Asia/Kathmandu"]),
)
def test_every_local_time_maps_to_an_instant(local, zone):
    found = moments_of(local, ZoneInfo(zone))
    shown = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in found]
    assert all(moment == local for moment in shown) or (len(shown) == 1 and shown[0] > local)


PLAN = Session("s", "S", (Segment(Direction.FORWARD, timedelta(minutes=5)),))


@pytest.mark.parametrize(
    ("now", "options", "says"),
    [
        (
            berlin("2027-03-27 23:00"),
            SeriesOptions(start_at=time(8)),
            "08:00 has passed today: using 08:00 on Sunday\n",
        ),
        (
            berlin("2027-03-27 23:00"),
            SeriesOptions(start_at=time(2, 30)),
            "02:30 is skipped when the clocks change: using 03:00 on Sunday\n",
        ),
        (berlin("2026-11-03 18:00"), SeriesOptions(start_at=time(18, 30)), ""),
        (
            berlin("2026-11-03 18:00"),
            SeriesOptions(until=time(17)),
            "17:00 has passed today: using 17:00 on Wednesday\n",
        ),
    ],
)
def test_a_start_on_another_day_or_at_a_nonexistent_time_is_reported(tmp_path, now, options, says):
    app = world(tmp_path, clock=FixedClock(now, "Europe/Berlin"))
    Series(app, PLAN, options, WalkOptions(lead_in=0))
    assert error_output(app) == says


@pytest.mark.parametrize(
    ("now", "hours", "shown"),
    [
        (berlin("2027-03-27 23:00"), 8, "08:00 on Sunday"),
        (berlin("2026-10-24 23:00"), 10, "08:00 on Sunday"),
        (berlin("2026-10-24 12:00"), 10, "22:00"),
    ],
)
def test_a_start_time_is_shown_as_clocks_will_show_it(tmp_path, now, hours, shown):
    app = world(tmp_path, clock=FixedClock(now, "Europe/Berlin"))
    starts = now.astimezone(UTC) + timedelta(hours=hours)
    assert local_clock_text(starts, now, app) == shown


def test_the_systems_own_zone_follows_its_rules(monkeypatch):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    clock_module.tzset()
    try:
        zone = SystemClock().zone
        moment = next_at(time(8), berlin("2027-03-27 23:00"), zone)
        assert moment == berlin("2027-03-28 08:00")
        assert f"{moment.astimezone(zone):%H:%M %Z}" == "08:00 CEST"
        both = moments_of(datetime(2026, 10, 25, 2, 30), zone)
        assert [f"{each.astimezone(zone):%H:%M %Z}" for each in both] == ["02:30 CEST", "02:30 CET"]
    finally:
        monkeypatch.undo()
        clock_module.tzset()


def test_repetitions_are_numbered():
    assert Repetition(2, 3).title == "walk 2 of 3"
    assert Repetition(2, None).title == "walk 2"
    assert Repetition(1, 1).title == ""
    assert Repetition(2, 3).following.is_last
