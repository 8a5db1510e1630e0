"""What the keys and options of sound do in a walk, heard from a real sound server."""

import time

import pytest

from tests.playback.recording import onsets, recorded, samples_of

pytestmark = pytest.mark.realtime

COMMANDS = "steps: [forward: 1m, {backward: 1m, say: Mind the garden gate}]"


def loudest(path, first: float, last: float) -> int:
    samples = samples_of(path)[round(first * 48_000) : round(last * 48_000)]
    return max(map(abs, samples))


@pytest.mark.usefixtures("sound_server")
def test_brackets_change_the_loudness_while_walking(terminal, world, tmp_path, home):
    (home / "s.yaml").write_text("steps: [{forward: 30s, cadence: 120}]")
    path = tmp_path / "heard.raw"
    with recorded(world, path):
        program = terminal("run", str(home / "s.yaml"), "--lead-in", "0", "--no-voice")
        program.wait("FORWARD")
        time.sleep(3)
        program.send("[[[[[")
        program.wait("volume 50 %")
        time.sleep(3)
        program.send("]]]]]")
        program.wait(lambda shown: "volume" not in shown)
        time.sleep(1)
        program.send("qq")
        program.end()
    heard = onsets(path)
    loud = loudest(path, heard[0] + 1.2, heard[0] + 2.2)
    # between the beeps that answer the keys
    soft = loudest(path, heard[0] + 3.4, heard[0] + 5.0)
    assert soft == pytest.approx(loud / 4, rel=0.15)


def test_forcing_an_output_uses_only_that_one(run, home):
    (home / "s.yaml").write_text("steps: [forward: 10s]")
    for rung in ("off", "bell"):
        done = run("run", "s.yaml", "--lead-in", "0", "--rehearse", "60", "--sound", rung)
        assert done.returncode == 0
        assert "No sound" not in done.stdout + done.stderr
    assert run("run", "s.yaml", "--sound", "loud").returncode == 2
