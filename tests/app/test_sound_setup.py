"""What the keys and options of sound do in a walk, heard from a real sound server."""

import statistics
import time
from importlib.util import find_spec

import pytest

from retrowalk.audio.bank import Bank
from retrowalk.cues.sounds import Kind, Sound
from tests.audio.recognizer import Recognizer
from tests.conftest import required
from tests.playback.recording import RATE, onsets, recorded, samples_of

pytestmark = pytest.mark.realtime

COMMANDS = "steps: [forward: 1m, {backward: 1m, say: Mind the garden gate}]"


@pytest.mark.usefixtures("sound_server")
def test_brackets_change_the_loudness_while_walking(terminal, world, tmp_path, home):
    (home / "s.yaml").write_text("steps: [{forward: 30s, cadence: 120}]")
    path = tmp_path / "heard.raw"
    with recorded(world, path):
        program = terminal("run", str(home / "s.yaml"), "--lead-in", "0", "--no-voice")
        program.wait("FORWARD")
        time.sleep(7)
        program.send("[[[[[")
        program.wait("volume 50 %")
        time.sleep(4)
        program.send("qq")
        program.end()
    samples = samples_of(path)
    peaks = [
        max(map(abs, samples[n : n + RATE // 20]))
        for n in (round(at * RATE) for at in onsets(path, quiet=0.2))
    ]
    loud = statistics.median(peaks[:8])
    for volume in (loud, loud / 4):  # the metronome before and after the keys
        assert sum(peak == pytest.approx(volume, rel=0.1) for peak in peaks) >= 3


@pytest.mark.usefixtures("sound_server")
def test_every_key_is_answered_by_ear(terminal, world, tmp_path, home):
    required(find_spec("pocketsphinx") is not None, "pocketsphinx is not installed")
    (home / "s.yaml").write_text("steps: [forward: 1m, backward: 1m]")
    path, pressed = tmp_path / "heard.raw", []
    with recorded(world, path):
        began = time.monotonic() - len(samples_of(path)) / RATE
        program = terminal("run", str(home / "s.yaml"), "--lead-in", "0")
        program.wait("0:07 / 2:00")
        keys = (("+", 4), ("m", 1.5), ("m", 8), (" ", 4), (" ", 6), ("n", 6), (" ", 4), (" ", 8))
        for key, seconds in keys:  # as long as the answer takes
            pressed.append(time.monotonic() - began)
            program.send(key)
            time.sleep(seconds)
        program.send("\x03")
        program.end()
    samples, starts, listener = samples_of(path), onsets(path), Recognizer(RATE)

    def heard(number: int, skip: float) -> str:
        """Return what is said after a key, and after its first `skip` seconds of sound."""
        end = pressed[number + 1] if number + 1 < len(pressed) else pressed[number] + 8
        first = next(at for at in starts if at > pressed[number])
        return listener.hears(samples[round((first + skip) * RATE) : round(end * RATE)])

    assert heard(0, skip=0) == "thirty seconds more"
    assert heard(2, skip=0.5) == "sound on"
    sound_on = Bank().length(Sound(Kind.VOICE, "sound-on"))
    assert sound_on is not None
    after_it = 0.6 + sound_on.total_seconds()
    assert heard(2, skip=after_it).startswith("walk forward one minute")
    assert heard(3, skip=0) == "walk paused"
    assert heard(4, skip=0.5).startswith("walk forward one minute")
    assert heard(5, skip=0.5).startswith("walk backward one minute")
    assert heard(6, skip=0) == "walk paused"
    beeps = [at for at in starts if pressed[7] < at]
    assert beeps[-1] - beeps[0] > 3  # a countdown, and then the direction


def test_forcing_an_output_uses_only_that_one(run, home):
    (home / "s.yaml").write_text("steps: [forward: 10s]")
    for rung in ("off", "bell"):
        done = run("run", "s.yaml", "--lead-in", "0", "--rehearse", "60", "--sound", rung)
        assert done.returncode == 0
        assert "No sound" not in done.stdout + done.stderr
    assert run("run", "s.yaml", "--sound", "loud").returncode == 2
