"""What `retrowalk doctor` says about sound: what works, and what to do about the rest."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..playback.availability import NO_AUDIO_OUTPUT
from ..playback.device_stream import is_available
from ..playback.probe import ProbeResult, probe_player, probe_stream
from ..playback.sink_volume import silent_sink
from ..reports.doctor import Check

OUTPUTS = ("stream", "player", "bell")
START_SERVER = "start a sound server (PipeWire or PulseAudio); over SSH, set PULSE_SERVER"
FIND_DEVICE = "check that the system has an output device for sound"
INSTALL_PLAYER = "install alsa-utils, ffmpeg or the GStreamer tools"
INSTALL_STREAM = "run 'python -m pip install miniaudio'"
BUILD_STREAM = "miniaudio has no wheels for this machine; it installs where there is a C compiler"
NOT_NEEDED = "nothing to do: the player is used instead"


class SoundSystem(NamedTuple):
    """What was found. `silent` says why the output is silent, or is "" if it is not."""

    stream: ProbeResult
    player: ProbeResult
    silent: str = ""
    has_bell: bool = True
    has_miniaudio: bool = True
    has_wheels: bool = True
    is_linux: bool = True


def inspect_sound(has_bell: bool) -> SoundSystem:
    """Try the outputs of this machine."""
    stream, player, is_linux = probe_stream(), probe_player(), sys.platform.startswith("linux")
    may_be_silent = is_linux and (stream.works or player.works)
    return SoundSystem(
        stream,
        player,
        silent_sink() if may_be_silent else "",
        has_bell,
        is_available(),
        not is_linux or platform.machine() == "x86_64",
        is_linux,
    )


def sound_checks(found: SoundSystem) -> Iterator[Check]:
    """Yield what works, with advice for what does not."""
    stream, player = found.stream, found.player
    yield Check(
        "sound",
        "stream",
        stream.works,
        stream.text,
        _stream_advice(found),
        not player.works,
        stream.seconds,
    )
    yield Check(
        "sound",
        "player",
        player.works,
        player.text,
        _player_advice(found),
        not stream.works,
        player.seconds,
    )
    if found.is_linux and (stream.works or player.works):
        text = f"the output is {found.silent}" if found.silent else "the output is on"
        yield Check("sound", "volume", not found.silent, text, "turn up the system's volume")
    text = "the terminal's bell" if found.has_bell else "no terminal"
    yield Check("sound", "bell", found.has_bell, text, "run retrowalk in a terminal", needed=False)


def sound_output(wanted: str, checks: Sequence[Check]) -> str:
    """Return the name of the output that a walk would use; "screen" if none works."""
    if wanted == "off":
        return "off"
    working = {check.name for check in checks if check.area == "sound" and check.well}
    tried = OUTPUTS[OUTPUTS.index(wanted) :]
    return next((name for name in tried if name in working), "screen")


def can_be_heard(output: str, checks: Sequence[Check]) -> bool:
    """Return whether a walk through an output is heard; with sound off, nothing has to be."""
    is_silent = any(check.name == "volume" and not check.well for check in checks)
    return output != "screen" and not (is_silent and output in ("stream", "player"))


def _stream_advice(found: SoundSystem) -> str:
    if found.has_miniaudio:
        return _output_advice(found)
    if found.player.works:
        return NOT_NEEDED
    return INSTALL_STREAM if found.has_wheels else BUILD_STREAM


def _player_advice(found: SoundSystem) -> str:
    """Advise on the player; without any output, another player would not help."""
    if found.is_linux and not found.player.text.startswith(NO_AUDIO_OUTPUT):
        return INSTALL_PLAYER
    return _output_advice(found)


def _output_advice(found: SoundSystem) -> str:
    return START_SERVER if found.is_linux else FIND_DEVICE
