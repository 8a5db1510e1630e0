"""A walk begins when its first sound will be heard, or when the walker wants it to."""

from datetime import timedelta
from typing import Any

import pytest

from retrowalk.app.await_sound import POLL, await_sound
from retrowalk.app.options import WalkOptions
from retrowalk.core.commands import Command, Verb

LEAD_IN = timedelta(seconds=3)


class Device:
    """A player and the controls, on a clock that only waiting advances."""

    def __init__(self, ready_at: float, command: Command | None = None, given_at: float = 0):
        self.now, self.ready_at = 0.0, ready_at
        self.command, self.given_at = command, given_at
        self.opened: list[timedelta] = []
        self.drawn = 0

    def open(self, lead_in: timedelta) -> None:
        self.opened.append(lead_in)

    def ready_in(self) -> float:
        return self.ready_at - self.now

    def wait(self, seconds: float | None) -> Command | None:
        assert seconds is not None
        assert 0 < seconds <= POLL
        self.now += seconds
        return self.command if self.command and self.now >= self.given_at else None

    def draw(self) -> None:
        self.drawn += 1

    def await_sound(self, **options: Any) -> Command | None:
        player: Any = self
        return await_sound(player, WalkOptions(**options), LEAD_IN, self, self.draw)


def test_the_first_frame_is_kept_on_the_screen_until_the_device_is_ready():
    device = Device(ready_at=1.5)
    assert device.await_sound() is None
    assert device.opened == [LEAD_IN]
    assert device.now == pytest.approx(1.5)
    assert device.drawn >= 15


def test_a_command_ends_the_wait():
    device = Device(ready_at=1.5, command=Command(Verb.PAUSE), given_at=0.5)
    assert device.await_sound() == Command(Verb.PAUSE)
    assert device.now == pytest.approx(0.5)


def test_a_rehearsal_begins_at_once():
    device = Device(ready_at=1.5)
    assert device.await_sound(rehearse=10.0) is None
    assert (device.now, device.opened) == (0, [])


def test_a_muted_walk_opens_no_device():
    device = Device(ready_at=0)
    assert device.await_sound(mute=True) is None
    assert device.opened == []


@pytest.mark.parametrize("starts_in", [3.0, 5.0])
def test_a_walk_with_a_time_begins_its_lead_in_in_time(starts_in):
    device = Device(ready_at=9)
    device.await_sound(starts_in=lambda: timedelta(seconds=starts_in - device.now))
    assert device.now == pytest.approx(starts_in - 3)
