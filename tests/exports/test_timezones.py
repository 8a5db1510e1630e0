import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retrowalk.errors import UsageError
from retrowalk.exports.timezones import changes, vtimezone, zone_of


def test_a_change_is_found_to_the_second():
    begin, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    (spring,) = changes(ZoneInfo("Europe/Berlin"), begin, end)
    assert spring.local == datetime(2026, 3, 29, 2, 0)
    assert (spring.before, spring.after) == (timedelta(hours=1), timedelta(hours=2))
    assert (spring.name, spring.is_daylight) == ("CEST", True)


def test_without_a_name_times_are_local():
    assert zone_of(None) is None


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../etc/passwd", "", "a\0b"])
def test_a_name_that_is_not_a_zone_is_refused(name):
    with pytest.raises(UsageError, match="unknown time zone"):
        zone_of(name)


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Berlin", {"-1SU"}),
        ("America/New_York", {"2SU", "1SU"}),
        ("Australia/Lord_Howe", {"1SU"}),
        ("Asia/Jerusalem", {"FR", "-1SU"}),
    ],
)
def test_a_zone_with_yearly_rules_has_one_observance_of_each_kind_with_its_rule(zone, rules):
    component = vtimezone(ZoneInfo(zone), date(2026, 2, 20), date(2026, 12, 1))
    parts = [*component.walk("STANDARD"), *component.walk("DAYLIGHT")]
    assert len(parts) == 2
    written = [part["rrule"].to_ical().decode() for part in parts]
    assert {re.search("BYDAY=([^;]+)", rule)[1] for rule in written} == rules


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Asia/Kolkata"])
def test_a_zone_without_yearly_rules_lists_each_change(zone):
    component = vtimezone(ZoneInfo(zone), date(2026, 2, 20), date(2026, 12, 1))
    assert not any("rrule" in part for part in component.walk())
