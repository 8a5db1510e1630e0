from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.session import ZERO
from retrowalk.core.stats import STREAK_WALKS, Day, stats, week_start

TODAY = date(2026, 11, 24)  # a Tuesday
M = timedelta(minutes=1)


def day(ago: int, walks: int = 1, backward: int = 3, longest: int = 1) -> Day:
    return Day(
        TODAY - timedelta(days=ago), walks, 20 * walks * M, 17 * M, backward * M, longest * M
    )


def test_an_empty_history_has_empty_statistics():
    found = stats([], TODAY)
    assert (found.walks, found.walked, found.weeks, found.streak) == (0, ZERO, (), 0)


def test_weeks_without_walks_are_included_and_end_a_streak():
    found = stats([day(21, 3), day(14, 3), day(0, 3)], TODAY)
    assert [week.walks for week in found.weeks] == [3, 3, 0, 3]
    assert (found.streak, found.best_streak) == (1, 2)


def test_the_current_week_does_not_break_a_streak():
    assert stats([day(14, 3), day(7, 4), day(0, 1)], TODAY).streak == 2
    assert stats([day(14, 3), day(7, 4)], TODAY).streak == 2
    assert stats([day(21, 3), day(14, 3)], TODAY).streak == 0


def test_weeks_can_start_on_sunday():
    monday, sunday = 1, 2  # days ago
    days = [day(sunday), day(monday)]
    assert [week.walks for week in stats(days, TODAY).weeks] == [1, 1]
    found = stats(days, TODAY, first_weekday=6)
    assert [(week.start, week.walks) for week in found.weeks] == [(date(2026, 11, 22), 2)]
    assert found.week_of(TODAY) == date(2026, 11, 22)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_week_starts_on_its_first_weekday_at_most_six_days_before(some_day, first):
    start = week_start(some_day, first)
    assert start.weekday() == first
    assert 0 <= (some_day - start).days <= 6


def test_the_longest_bout_is_reported_with_its_day():
    found = stats([day(9, longest=5), day(2, longest=4)], TODAY)
    assert (found.longest, found.longest_on) == (5 * M, TODAY - timedelta(days=9))
    assert stats([day(1, longest=0)], TODAY).longest_on is None


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 6)))
def test_weeks_hold_all_walks_and_the_streak_matches_a_simple_count(walks):
    days = [day(ago, count) for ago, count in sorted(walks.items(), reverse=True)]
    found = stats(days, TODAY)
    assert sum(week.walks for week in found.weeks) == found.walks == sum(walks.values())
    assert found.backward == sum((d.backward for d in days), ZERO)
    by_monday = {week.start: week.walks for week in found.weeks}
    streak, monday = 0, week_start(TODAY)
    if by_monday.get(monday, 0) < STREAK_WALKS:
        monday -= timedelta(weeks=1)
    while by_monday.get(monday, 0) >= STREAK_WALKS:
        streak, monday = streak + 1, monday - timedelta(weeks=1)
    assert found.streak == streak <= found.best_streak
