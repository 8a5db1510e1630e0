import pytest

from retrowalk.week import MONDAY, SUNDAY, first_weekday


@pytest.mark.parametrize(
    ("setting", "environment", "first"),
    [
        ("monday", {"LANG": "en_US.UTF-8"}, MONDAY),
        ("sunday", {"LANG": "de_DE.UTF-8"}, SUNDAY),
        ("auto", {"LANG": "en_US.UTF-8"}, SUNDAY),
        ("auto", {"LANG": "de_DE.UTF-8"}, MONDAY),
        ("auto", {"LANG": "pt_BR"}, SUNDAY),
        ("auto", {"LANG": "sr_RS@latin"}, MONDAY),
        ("auto", {"LANG": "en_US.UTF-8", "LC_TIME": "en_GB.UTF-8"}, MONDAY),
        ("auto", {"LANG": "en_GB.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, SUNDAY),
        ("auto", {"LANG": "C.UTF-8"}, MONDAY),
        ("auto", {}, MONDAY),
    ],
)
def test_the_first_weekday_follows_the_setting_or_the_territory(
    monkeypatch, setting, environment, first
):
    monkeypatch.setattr("sys.platform", "linux")
    assert first_weekday(setting, environment) == first
