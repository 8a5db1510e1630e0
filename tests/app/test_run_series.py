from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.app.run_series import next_at, next_start

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("clock", "hours"), [(time(18, 30), 0.5), (time(18), 24), (time(17, 59), 24 - 1 / 60)]
)
def test_a_time_of_day_comes_today_or_tomorrow(clock, hours):
    now = datetime(2026, 11, 3, 18, 0, tzinfo=BERLIN)
    assert next_at(clock, now, BERLIN) - now.astimezone(UTC) == timedelta(hours=hours)


@given(st.floats(1, 1e6), st.floats(1, 1e5), st.floats(0, 1e6))
def test_starts_are_a_period_apart_however_late_one_looks(first, every, later):
    start = next_start(first, every, first + later)
    assert first + later < start + 1e-6 <= first + later + every + 2e-6
