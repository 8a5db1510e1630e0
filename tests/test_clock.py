import sys
import time

import pytest

from retrowalk import clock as clocks
from retrowalk.loop import MonotonicClock


def test_the_clock_counts_the_time_that_a_suspended_machine_sleeps(monkeypatch):
    name = {"darwin": "CLOCK_MONOTONIC_RAW", "linux": "CLOCK_BOOTTIME"}.get(sys.platform)
    if name is None:
        pytest.skip("the monotonic clock counts on here")
    read = []
    monkeypatch.setattr(time, "clock_gettime", lambda clock: read.append(clock) or 7.0)
    assert clocks.now() == 7.0
    assert MonotonicClock(3).now() == 21.0
    assert read == [getattr(time, name)] * 2


def test_setting_the_date_changes_nothing(monkeypatch):
    before = clocks.now()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert 0 <= clocks.now() - before < 60


def test_a_system_without_such_a_clock_uses_the_monotonic_clock(monkeypatch):
    monkeypatch.setattr(clocks, "_CLOCK", None)
    assert abs(clocks.now() - time.monotonic()) < 60
