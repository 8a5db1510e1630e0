"""The advice of `doctor` on sound, in every situation in which a machine can be."""

import pytest

from retrowalk.app.sound_checks import (
    BUILD_STREAM,
    INSTALL_PLAYER,
    INSTALL_STREAM,
    NOT_NEEDED,
    START_SERVER,
    SoundSystem,
    can_be_heard,
    sound_checks,
    sound_output,
)
from retrowalk.playback.availability import NO_AUDIO_OUTPUT
from retrowalk.playback.probe import ProbeResult

WORKS, NO_OUTPUT = ProbeResult(True, "works", 0.1), ProbeResult(False, NO_AUDIO_OUTPUT)
NO_STREAM = ProbeResult(False, "miniaudio is not installed")
NO_PLAYER = ProbeResult(False, "no sound player is installed")


@pytest.mark.parametrize(
    ("found", "output", "heard", "advice"),
    [
        pytest.param(
            SoundSystem(NO_OUTPUT, NO_OUTPUT, has_bell=False),
            "screen",
            False,
            {"stream": START_SERVER, "player": START_SERVER},
            id="no server",
        ),
        pytest.param(
            SoundSystem(NO_STREAM, NO_PLAYER, has_bell=False, has_miniaudio=False),
            "screen",
            False,
            {"stream": INSTALL_STREAM, "player": INSTALL_PLAYER},
            id="a server without miniaudio",
        ),
        pytest.param(
            SoundSystem(
                NO_STREAM, NO_PLAYER, has_bell=False, has_miniaudio=False, has_wheels=False
            ),
            "screen",
            False,
            {"stream": BUILD_STREAM, "player": INSTALL_PLAYER},
            id="a server and a machine without wheels of miniaudio",
        ),
        pytest.param(
            SoundSystem(NO_STREAM, WORKS, has_miniaudio=False),
            "player",
            True,
            {"stream": NOT_NEEDED},
            id="a player only",
        ),
        pytest.param(
            SoundSystem(NO_OUTPUT, NO_OUTPUT),
            "bell",
            True,
            {"stream": START_SERVER, "player": START_SERVER},
            id="the bell only",
        ),
        pytest.param(
            SoundSystem(WORKS, WORKS, silent="muted"),
            "stream",
            False,
            {"volume": "turn up the system's volume"},
            id="a muted output",
        ),
        pytest.param(SoundSystem(WORKS, WORKS), "stream", True, {}, id="all works"),
    ],
)
def test_doctor_advises_what_helps(found, output, heard, advice):
    checks = list(sound_checks(found))
    needed = {check.name: check.advice for check in checks if not check.well}
    needed.pop("bell", None)
    assert needed == advice
    assert sound_output("stream", checks) == output
    assert can_be_heard(output, checks) is heard


@pytest.mark.parametrize(
    ("wanted", "found", "output"),
    [
        ("player", SoundSystem(WORKS, NO_PLAYER), "bell"),
        ("bell", SoundSystem(WORKS, WORKS, has_bell=False), "screen"),
        ("off", SoundSystem(WORKS, WORKS), "off"),
    ],
)
def test_the_output_is_the_first_working_one_from_the_setting(wanted, found, output):
    checks = list(sound_checks(found))
    assert sound_output(wanted, checks) == output
    assert can_be_heard(output, checks) is (output != "screen")
