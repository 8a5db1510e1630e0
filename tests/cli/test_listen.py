import time

import pytest

from tests.playback.recording import onsets, recorded

pytestmark = pytest.mark.realtime


COMMANDS = "steps: [forward: 1m, {backward: 1m, say: 向后走}]"


@pytest.mark.usefixtures("sound_server")
def test_listening_to_a_session_takes_less_than_a_minute_and_every_cue_is_heard(
    run, world, tmp_path
):
    with recorded(world, tmp_path / "heard.raw"):
        started = time.monotonic()
        done = run("listen", "intervals")
        took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    assert took < 60
    lines = done.stdout.splitlines()
    assert lines[:2] == ["This means forward.", "This means backward."]
    assert "Walk backward. One minute. Small steps." in lines
    assert lines[-1] == "Walk finished. Twenty minutes walked."
    heard = onsets(tmp_path / "heard.raw", quiet=0.3)
    assert len(heard) >= len(lines)
    assert heard[-1] - heard[0] < 55


def test_without_sound_listen_says_so_at_once(run):
    started = time.monotonic()
    done = run("listen", "treadmill")
    assert time.monotonic() - started < 15
    assert done.returncode == 1
    assert "Stop the belt." in done.stdout
    assert "retrowalk doctor" in done.stderr
    assert run("listen", "treadmill", "--sound", "off").returncode == 0


def test_a_text_that_no_voice_can_say_is_a_warning(run, home, world):
    (home / "own.yaml").write_text(COMMANDS)
    (home / "known.yaml").write_text(COMMANDS.replace("向后走", "Rest. Turn round."))
    checked = run("check", "own.yaml")
    assert checked.returncode == 0
    assert "no voice here can say '向后走'" in checked.stderr
    assert "voice" not in run("check", "known.yaml").stderr
