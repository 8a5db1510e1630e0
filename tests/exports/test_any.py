"""Any session is exported in every format, or refused with a reason."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrowalk.core.session import CueSettings, Session
from retrowalk.errors import RetrowalkError
from retrowalk.exports import FORMATS, Options, Schedule, write
from tests.conftest import THOROUGH
from tests.strategies import sessions

NUMBERS = count()
SCHEDULE = Schedule(date(2026, 3, 1), zone="Europe/Berlin")
texts = st.none() | st.text(min_size=1, max_size=30)
SHORT = timedelta(seconds=11)


@st.composite
def any_sessions(draw) -> Session:
    """Sessions with any texts, speeds and beats; short, because their audio is rendered."""
    plain = draw(sessions(most=3))
    segments = tuple(
        replace(
            segment,
            duration=segment.duration and min(segment.duration, SHORT),
            at_most=segment.at_most and min(segment.at_most, SHORT),
            label=draw(texts),
            note=draw(texts),
            say=draw(texts),
            speed_kmh=draw(st.none() | st.floats(0.1, 20)),
            cadence=draw(st.none() | st.integers(40, 130)),
        )
        for segment in plain.segments
    )
    every = draw(st.none() | st.just(timedelta(seconds=10)))
    return Session("any", draw(st.text(min_size=1)), segments, CueSettings(every=every))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(
    max_examples=12 if THOROUGH else 5,  # encoding takes long
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(any_sessions(), st.booleans())
def test_any_session_is_exported_or_refused_with_a_reason(tmp_path, suffix, session, split):
    folder = tmp_path / str(next(NUMBERS))
    folder.mkdir()
    options = Options(lrc=split, split=split, time_left=timedelta(seconds=10), schedule=SCHEDULE)
    try:
        written = write(session, folder / f"walk{suffix}", options)
    except RetrowalkError as error:
        assert " is open, but audio cannot wait" in str(error)
        assert session.has_open
        written = []
    assert sorted(folder.iterdir()) == sorted(written)
    assert all(Path(path).stat().st_size for path in written)
