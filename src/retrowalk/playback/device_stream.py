"""The stream of our own: samples to a sound device through miniaudio, placed by sample clock.

The device is open only around sounds, and asks for samples on a thread of its own meanwhile.
"""

from __future__ import annotations

import sys
import threading
from array import array
from collections.abc import Callable, Generator, Sequence
from typing import Any

from .. import clock as clocks
from ..audio.bank import Bank
from ..audio.mixdown import Beats, Note
from ..audio.wave_io import RATE, silence
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .mixer import JUMP, Mixer
from .threaded_backend import ANSWERING, LAST_MOMENTS, ThreadedBackend

PERIOD_MS = 50
"""How much the device asks for at a time, milliseconds."""
PERIODS = 4
BUFFER = PERIOD_MS * (PERIODS - 1) / 1000
"""Seconds from asking, when one period has been played, to sounding; all notes are placed earlier
by as much. So long the program may be kept from running before anything is heard of it."""
LINGER = 1.0
"""Seconds that the device stays open after a sound; opening it again would take longer."""
SILENT = 0.5
"""Seconds without being asked for samples after which one looks whether the server is there."""
DEAD = 2.0
"""Seconds after which an open device counts as dead even so."""
LOOK_EVERY = 0.2


class DeviceStream(ThreadedBackend):
    """Plays notes at their moments; calls `wake` when it finds that it cannot."""

    name = "stream"
    hangs = "the sound device does not answer"

    def __init__(
        self,
        bank: Bank,
        wake: Callable[[], None] = lambda: None,
        pre_roll: float = 2.0,
        now: Callable[[], float] = clocks.now,
    ) -> None:
        super().__init__(wake, now)
        self._mixer = Mixer(bank, BUFFER)
        self._pre_roll = pre_roll
        self._asked = 0.0  # when the device last did

    def _take(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self._mixer.schedule(notes, beats)

    def _run(self) -> None:
        while self._wait_for_work():
            self._play()

    def _wait_for_work(self) -> bool:
        """Sleep until the device has to be open; False when there is nothing more to do."""
        with self._changed:
            while True:
                now = self._now()
                begins = self._mixer.next_begin(now)
                if begins is None and self._closing:
                    return False
                patience = None if begins is None else begins - self._pre_roll - now
                if patience is not None and patience <= 0:
                    return True
                self._changed.wait(patience)

    def _play(self) -> None:
        """Open the device, and keep it open while sounds are near."""
        with self._busy():
            device = _open_device()
        try:
            self._mixer.restart()
            samples = self._samples()
            next(samples)
            self._asked = self._now()
            with self._busy():
                device.start(samples)
            self._stay()
        except Exception:
            _abandon(device)
            raise
        device.close()

    def _samples(self) -> Generator[array[int], int, None]:
        """Answers the device: each time the samples it has asked for."""
        frames = yield array("h")
        while True:
            self._asked = self._now()
            frames = yield self._mixer.answer(self._asked, frames)

    def _stay(self) -> None:
        """Return when no sound is near any more. Raises when the device is dead."""
        quiet_since: float | None = None
        looked = self._now()
        while True:
            self._mixer.fetch(looked + self._pre_roll + 1)
            with self._changed:
                self._changed.wait(LOOK_EVERY)
                now = self._now()
                begins = self._mixer.next_begin(now)
            if now - looked > LOOK_EVERY + JUMP:  # the program stood still, not the device
                self._asked = now
            looked = now
            silent = now - self._asked
            if silent > DEAD or (silent > SILENT and not has_audio_output()):
                raise RuntimeError("the sound device has stopped")
            if begins is not None and begins - now <= self._pre_roll + LINGER:
                quiet_since = None
                continue
            quiet_since = quiet_since or now
            if now - quiet_since >= (LAST_MOMENTS if self._closing else LINGER):
                return


_ABANDONED: list[Any] = []
"""Devices that died; closing one can hang for ever, also when it is collected."""


def _abandon(device: Any) -> None:
    _ABANDONED.append((device, device._device))
    device.running, device._device = False, None


def available() -> bool:
    """Whether miniaudio is installed: there are no wheels of it for some machines."""
    from importlib.util import find_spec

    return find_spec("miniaudio") is not None


def try_out() -> tuple[str, float]:
    """Open a device; returns the sound system's name and the moment it asked for samples."""
    asked = threading.Event()

    def samples() -> Generator[array[int], int, None]:
        frames = yield array("h")
        while True:
            asked.set()
            frames = yield silence(frames)

    device = _open_device()
    answers = samples()
    next(answers)
    device.start(answers)
    if not asked.wait(ANSWERING):
        _abandon(device)
        raise RuntimeError("the sound device does not ask for samples")
    answered, system = clocks.now(), str(device.backend)
    device.close()
    return system, answered


def _open_device() -> Any:
    """An open device that is not running yet. Raises with the reason when there is none."""
    if not has_audio_output():
        raise RuntimeError(NO_AUDIO_OUTPUT)
    import miniaudio

    backend = miniaudio.Backend
    systems = {
        "win32": [backend.WASAPI, backend.DSOUND, backend.WINMM],
        "darwin": [backend.COREAUDIO],
    }
    # never the null backend, which plays for nobody and says that all is well
    wanted = systems.get(sys.platform, [backend.PULSEAUDIO, backend.ALSA])
    try:
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
        raise RuntimeError(f"the sound device cannot be opened: {error.args[0]}") from None
