from datetime import date, time

import pytest

from retrowalk.errors import UsageError
from retrowalk.exports.reminders import Schedule, parse_times


def test_walks_are_on_the_chosen_days():
    schedule = Schedule(date(2026, 3, 4), (0, 2), weeks=1)  # a Wednesday
    assert schedule.dates() == [date(2026, 3, 4), date(2026, 3, 9)]


@pytest.mark.parametrize("text", ["", "9", "24:00", "9:60", "9:00,", "９:00", "-1:00"])
def test_an_unknown_time_of_day_is_refused(text):
    with pytest.raises(UsageError, match="is not a time of day"):
        parse_times(text)


def test_times_are_sorted_and_unique():
    assert parse_times("5 pm,9:00, 09.00") == (time(9), time(17))
