"""The sound of a whole session as blocks of samples."""

import subprocess
import sys
from array import array
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import render
from retrowalk.audio.wave_io import RATE
from retrowalk.core.session import Segment, Session
from retrowalk.exports.soundtrack import Soundtrack, frame
from tests.conftest import required
from tests.strategies import sessions


def test_the_time_left_is_said_at_a_lower_volume(tmp_path):
    session = api.parse("2f")
    plain, with_time_left = (
        Soundtrack(session, Bank(), time_left=every) for every in (None, timedelta(seconds=30))
    )
    span = frame(timedelta(seconds=89)), frame(timedelta(seconds=95))
    samples = [
        array("h", b"".join(bytes(b) for b in track.blocks(*span)))
        for track in (plain, with_time_left)
    ]
    assert not any(samples[0])
    usual = max(map(abs, next(iter(Soundtrack(api.parse("2f"), Bank()).blocks(24_000, 26_000)))))
    assert 0 < max(map(abs, samples[1])) < usual


@settings(max_examples=30)
@given(sessions(may_be_open=False, most=4), st.data())
def test_joined_blocks_equal_the_whole_sound(session, data):
    cadences = [data.draw(st.none() | st.integers(40, 130)) for _ in session.segments]
    segments = tuple(
        Segment(s.direction, min(s.duration, timedelta(seconds=20)), cadence=c)
        for s, c in zip(session.segments, cadences, strict=True)
    )
    lead_in = timedelta(seconds=data.draw(st.integers(0, 6)))
    track = Soundtrack(Session("s", "S", segments), Bank(), lead_in=lead_in)
    begins, notes, beats = [timedelta(), *track.starts()], [], []
    for index, begin in enumerate(begins, -1):
        notes += track._notes(index, begin)
        beats += track._beats(index, begin)
    end = track.frames()[-1]
    once = render(track._bank, notes, beats, 0.0, end / RATE)
    cut = data.draw(st.integers(0, end))
    for until in (end, cut):
        blocks = list(track.blocks(0, until))
        assert all(len(block) <= 4096 for block in blocks)
        assert array("h", b"".join(bytes(b) for b in blocks)) == once[:until]


@pytest.mark.realtime
def test_a_day_takes_no_more_memory_than_a_minute():
    """Renders every block of a day with all its cues, in a separate process."""
    script = """
from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.exports.soundtrack import Soundtrack
track = Soundtrack(api.parse("160x(8f 1b)"), Bank())
samples = sum(len(block) for block in track.blocks(0, track.frames()[-1]))
high = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
print(samples, high)
"""
    required(sys.platform == "linux", "/proc tells what a program has taken")
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    samples, kilobytes = map(int, done.stdout.split())
    assert samples > 24 * 3600 * RATE
    assert kilobytes < 60_000
