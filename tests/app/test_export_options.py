from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from retrowalk.app.export_options import export_options
from retrowalk.errors import UsageError
from tests.app.worlds import world


@pytest.fixture
def app(tmp_path):
    return world(tmp_path)


def test_settings_are_the_defaults(app):
    app.settings.override({"voice": False, "lead-in": 9, "units": "mph"}, "test")
    options = export_options(app, "intervals", Path("x.html"), {})
    assert (options.voice, options.lead_in, options.units) == (False, 9, "mph")
    assert (options.lrc, options.split, options.time_left) == (False, False, None)


def test_flags_override_the_settings(app):
    chosen = {
        "days": "mon-wed",
        "times": "9:00",
        "weeks": 2,
        "zone": "Europe/Berlin",
        "starting": datetime(2026, 3, 1),
    }
    schedule = export_options(app, "x", Path("x.ics"), chosen).schedule
    assert schedule is not None
    assert (schedule.days, schedule.times, schedule.weeks) == ((0, 1, 2), (time(9),), 2)
    assert (schedule.zone, schedule.first.isoformat()) == ("Europe/Berlin", "2026-03-01")
    audio = export_options(
        app, "x", Path("x.MP3"), {"lrc": True, "time_left": timedelta(minutes=1)}
    )
    assert (audio.lrc, audio.time_left) == (True, timedelta(minutes=1))


@pytest.mark.parametrize(
    ("path", "chosen", "says"),
    [
        ("x.html", {"lrc": True}, "--lrc has no effect for .html"),
        ("x.fit", {"time_left": timedelta(minutes=1)}, "--time-left has no effect for .fit"),
        ("x.wav", {"zone": "UTC"}, "--tz has no effect for .wav, only for .ics"),
    ],
)
def test_an_option_without_effect_is_refused(app, path, chosen, says):
    with pytest.raises(UsageError, match=says):
        export_options(app, "x", Path(path), chosen)
