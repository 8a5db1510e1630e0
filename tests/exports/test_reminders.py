from datetime import date, datetime, time

import pytest

from retrowalk.errors import UsageError
from retrowalk.exports.reminders import Schedule, parse_times


def test_walks_are_on_the_chosen_days_in_order_of_time():
    schedule = Schedule(date(2026, 3, 4), (0, 2), (time(17), time(9)), weeks=1)  # a Wednesday
    assert list(schedule.moments()) == [
        datetime(2026, 3, 4, 9),
        datetime(2026, 3, 4, 17),
        datetime(2026, 3, 9, 9),
        datetime(2026, 3, 9, 17),
    ]


@pytest.mark.parametrize("text", ["", "9", "24:00", "9:60", "9:00,", "９:00", "-1:00"])
def test_an_unknown_time_of_day_is_refused(text):
    with pytest.raises(UsageError, match="is not a time of day"):
        parse_times(text)


def test_times_are_sorted_and_unique():
    assert parse_times("17:00,9:00, 9:00") == (time(9), time(17))
