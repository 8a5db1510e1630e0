import pytest

from retrowalk.errors import UsageError
from retrowalk.weekdays import parse_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Mon, wed,FRI", (0, 2, 4)),
        ("sat-sun", (5, 6)),
        ("fri-mon", (0, 4, 5, 6)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("monday,tue-thu", (0, 1, 2, 3)),
    ],
)
def test_days_are_read_as_people_write_them(text, days):
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "mo", "mon-", "x-fri", "mon;fri", "mon--fri"])
def test_an_unknown_day_is_refused(text):
    with pytest.raises(UsageError, match="is not a day"):
        parse_days(text)
