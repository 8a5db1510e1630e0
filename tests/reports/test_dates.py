from datetime import date

from retrowalk.reports.dates import day_text, short_day_text, weekday_text, weekdays

DAY = date(2026, 11, 4)


def test_a_day_is_written_with_its_month_and_year():
    assert day_text(DAY) == "4 Nov 2026"


def test_the_year_is_left_out_only_if_it_is_the_current_one():
    assert short_day_text(DAY, date(2026, 1, 1)) == "4 Nov"
    assert short_day_text(DAY, date(2027, 1, 1)) == "4 Nov 2026"
    assert weekday_text(DAY, date(2026, 1, 1)) == "Wed 4 Nov"
    assert weekday_text(DAY, date(2027, 1, 1)) == "Wed 4 Nov 2026"


def test_the_weekdays_begin_with_the_first_one():
    assert weekdays(6) == ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
