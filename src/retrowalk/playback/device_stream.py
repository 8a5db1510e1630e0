"""Play sounds on the sound device through miniaudio, on time to the sample.

The device is open only around sounds. While it is open, a miniaudio thread asks for samples.
"""

from __future__ import annotations

import os
import sys
import threading
from array import array
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from .. import clock
from ..audio.bank import Bank
from ..audio.mixdown import Beats, Note
from ..audio.wave_io import RATE, silence
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .mixer import CLOCK_JUMP, Mixer
from .threaded_backend import CALL_TIMEOUT, MIN_CLOSE_TIME, ThreadedBackend

PERIOD_MS = 50
"""Milliseconds of samples that the device asks for at a time."""
PERIODS = 4
LATENCY = PERIOD_MS * (PERIODS - 1) / 1000
"""Seconds from a request for samples until they are heard. All notes are placed this much earlier.
The program may be suspended for that long before a gap is heard."""
OPENING_TIME = 0.3
"""Seconds that the device takes to open."""
MAX_OPENING = 2.0
"""Seconds after which a walk no longer waits for a device that is opening."""
LINGER = 1.0
"""Seconds that the device stays open after a sound, because opening it again takes longer."""
QUIET_LIMIT = 0.5
"""Seconds without a request for samples after which the sound server is checked."""
DEAD_AFTER = 2.0
"""Seconds without a request for samples after which the device counts as dead."""
CHECK_INTERVAL = 0.2
ROLE = "media.role=announce"
"""The property by which a sound server recognizes an announcement."""


class DeviceStream(ThreadedBackend):
    """Plays notes on time. `pre_roll` is how many seconds before a sound the device is opened."""

    name = "stream"
    hang_message = "the sound device does not respond"

    def __init__(
        self,
        bank: Bank,
        on_error: Callable[[], None] = lambda: None,
        pre_roll: float = 2.0,
        now: Callable[[], float] = clock.now,
    ) -> None:
        super().__init__(on_error, now)
        self._mixer = Mixer(bank, LATENCY)
        self._pre_roll = pre_roll
        self._last_request = 0.0
        self._asked_at: float | None = None  # when `open` was called, until a sound is due
        self._opened_at: float | None = None

    def open(self) -> None:
        """Open the device now, and keep it open until something is scheduled."""
        with self._changed:
            self._asked_at = self._now()
            self._changed.notify()
        self._start_thread()

    def wakes_in(self) -> float:
        """Return the seconds until samples have been heard for `pre_roll` seconds.

        Return 0 if it has failed, or if it takes too long to open.
        """
        if self._asked_at is None or self.error():
            return 0.0
        now = self._now()
        if self._opened_at is not None:
            return max(0.0, self._opened_at + LATENCY + self._pre_roll - now)
        return self._pre_roll + OPENING_TIME if now - self._asked_at < MAX_OPENING else 0.0

    def _set_schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self._asked_at = None
        self._mixer.schedule(notes, beats)

    def _run(self) -> None:
        while self._wait_for_sound():
            self._play()

    def _wait_for_sound(self) -> bool:
        """Wait until the device has to be open. Return False when there is nothing left to do."""
        with self._changed:
            while True:
                now = self._now()
                if self._asked_at is not None and not self._closing:
                    return True
                start = self._mixer.next_start(now)
                if start is None and self._closing:
                    return False
                timeout = None if start is None else start - self._pre_roll - OPENING_TIME - now
                if timeout is not None and timeout <= 0:
                    return True
                self._changed.wait(timeout)

    def _play(self) -> None:
        """Open the device, and keep it open while sounds are near."""
        with self._watchdog():
            device = _open_device()
        try:
            self._mixer.restart()
            samples = self._samples()
            next(samples)
            self._last_request = self._now()
            with self._watchdog():
                device.start(samples)
            self._opened_at = self._now()
            self._stay_open()
        except Exception:
            _abandon(device)
            raise
        device.close()

    def _samples(self) -> Generator[array[int], int, None]:
        """Yield the samples that the device asks for."""
        frames = yield array("h")
        while True:
            self._last_request = self._now()
            frames = yield self._mixer.samples(self._last_request, frames)

    def _stay_open(self) -> None:
        """Return when no sound is near any more. Raises if the device is dead."""
        quiet_since: float | None = None
        checked = self._now()
        while True:
            self._mixer.preload(checked + self._pre_roll + 1)
            with self._changed:
                self._changed.wait(CHECK_INTERVAL)
                now = self._now()
                is_near = self._is_near(now)
            if now - checked > CHECK_INTERVAL + CLOCK_JUMP:  # the program was suspended
                self._last_request = now
            checked = now
            self._raise_if_dead(now)
            if is_near:
                quiet_since = None
                continue
            quiet_since = quiet_since or now
            linger = MIN_CLOSE_TIME if self._closing else LINGER
            if now - quiet_since >= linger and self._stop_if_quiet(now):
                return

    def _is_near(self, now: float) -> bool:
        """Return whether a sound plays or starts soon, or will be scheduled soon."""
        if self._asked_at is not None and not self._closing:
            return True
        start = self._mixer.next_start(now)
        return start is not None and start - now <= self._pre_roll + LINGER

    def _stop_if_quiet(self, now: float) -> bool:
        """Stop the mixer unless a sound is near. Later ones are left to the next device."""
        with self._changed:
            if self._is_near(now):
                return False
            self._mixer.stop()
            return True

    def _raise_if_dead(self, now: float) -> None:
        quiet = now - self._last_request
        if quiet > DEAD_AFTER or (quiet > QUIET_LIMIT and not has_audio_output()):
            raise RuntimeError("the sound device has stopped")


_ABANDONED: list[Any] = []
"""Dead devices, kept so that they are not collected: closing one can hang forever."""


def _abandon(device: Any) -> None:
    """Drop a dead device without closing it."""
    _ABANDONED.append((device, device._device))
    device.running, device._device = False, None


def is_available() -> bool:
    """Return whether miniaudio is installed: it has no wheels for some machines."""
    from importlib.util import find_spec

    return find_spec("miniaudio") is not None


def check_device() -> tuple[str, float]:
    """Open a device. Return the sound system's name and when it asked for samples.

    Raises `RuntimeError` if there is no working device.
    """
    asked = threading.Event()

    def samples() -> Generator[array[int], int, None]:
        frames = yield array("h")
        while True:
            asked.set()
            frames = yield silence(frames)

    device = _open_device()
    generator = samples()
    next(generator)
    device.start(generator)
    if not asked.wait(CALL_TIMEOUT):
        _abandon(device)
        raise RuntimeError("the sound device does not ask for samples")
    asked_at, system = clock.now(), str(device.backend)
    device.close()
    return system, asked_at


def _open_device() -> Any:
    """Return an open device that is not running yet. Raises `RuntimeError` if there is none."""
    if not has_audio_output():
        raise RuntimeError(NO_AUDIO_OUTPUT)
    import miniaudio

    backend = miniaudio.Backend
    systems = {
        "win32": [backend.WASAPI, backend.DSOUND, backend.WINMM],
        "darwin": [backend.COREAUDIO],
    }
    # never miniaudio's null backend: it reports success and plays nothing
    wanted = systems.get(sys.platform, [backend.PULSEAUDIO, backend.ALSA])
    if sys.platform.startswith("linux"):
        _silence_alsa()
    try:
        with _marked_as_announcement():
            return miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                backends=wanted,
                app_name="retrowalk",
            )
    except miniaudio.MiniaudioError as error:
        raise RuntimeError(f"cannot open the sound device: {error.args[0]}") from None


@cache
def _silence_alsa() -> Any:
    """Keep ALSA from writing its errors to the screen. Return what must stay in memory for that."""
    import ctypes

    kinds = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    handler = ctypes.CFUNCTYPE(None, *kinds)(lambda *_: None)
    try:
        library = ctypes.CDLL("libasound.so.2")
        library.snd_lib_error_set_handler(handler)
    except (OSError, AttributeError):  # without ALSA, nothing writes
        return None
    return library, handler


@contextmanager
def _marked_as_announcement() -> Iterator[None]:
    """Give a stream that is opened the role of an announcement, for servers that lower music.

    libpulse reads PULSE_PROP when it opens a stream. It is removed again, so that hooks and other
    programs do not inherit it.
    """
    before = os.environ.get("PULSE_PROP")
    os.environ["PULSE_PROP"] = f"{before} {ROLE}" if before else ROLE
    try:
        yield
    finally:
        if before is None:
            del os.environ["PULSE_PROP"]
        else:
            os.environ["PULSE_PROP"] = before
