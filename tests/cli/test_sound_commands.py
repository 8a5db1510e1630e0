"""`doctor`, `listen`, and what the keys and flags of sound do in a walk."""

import json
import time

import pytest

from tests.playback.recording import onsets, private_server, recorded, samples_of

pytestmark = pytest.mark.realtime

COMMANDS = "steps: [forward: 1m, {backward: 1m, say: Mind the garden gate}]"


@pytest.fixture
def sound_server(world, tmp_path):
    with private_server(world, tmp_path / "pulse") as server:
        yield server


def checks(text: str) -> dict[str, dict]:
    return {f"{c['area']} {c['name']}": c for c in json.loads(text)["checks"]}


def test_the_doctor_says_what_to_do_where_nothing_sounds(run):
    done = run("doctor")
    assert done.returncode == 0
    assert "!!  stream: no sound server or device" in done.stdout
    assert "PULSE_SERVER" in done.stdout
    assert "a walk here sounds through: screen" in done.stdout
    data = json.loads(run("doctor", "--json").stdout)
    assert (data["schema"], data["sound"]) == (1, "screen")
    assert {c["area"] for c in data["checks"]} == {
        "sound",
        "voice",
        "terminal",
        "folders",
        "versions",
    }
    assert all(c["advice"] for c in data["checks"] if not c["well"])


@pytest.mark.usefixtures("sound_server")
def test_the_doctor_measures_what_works(run):
    found = checks(run("doctor", "--json").stdout)
    assert found["sound stream"]["well"]
    assert "pulse" in found["sound stream"]["found"].lower()
    assert 0 < found["sound stream"]["seconds"] < 5
    assert "a walk here sounds through: stream" in run("doctor").stdout


def test_the_doctor_sees_the_terminal(terminal):
    program = terminal("doctor", size=(100, 50), COLORTERM="truecolor")
    assert program.end() == 0
    shown = program.text()
    for line in ("screen: 100 x 50", "colours: 16 million", "Unicode: utf-8", "keys: can be read"):
        assert line in shown


def test_the_doctor_names_a_folder_that_cannot_be_written_and_sounds_that_are_none(
    run, home, world
):
    (home / "in-the-way").write_text("a file")
    world["XDG_DATA_HOME"] = str(home / "in-the-way")
    sounds = home / "sounds"
    sounds.mkdir()
    (sounds / "pip.wav").write_text("no sound")
    world["RETROWALK_SOUNDS"] = str(sounds)
    found = checks(run("doctor", "--json").stdout)
    assert not found["folders data"]["well"]
    assert found["folders settings"]["well"]
    assert "pip.wav" in found["voice own sounds"]["advice"]


@pytest.mark.usefixtures("sound_server")
def test_listening_to_a_session_takes_half_a_minute_and_every_cue_is_heard(run, world, tmp_path):
    with recorded(world, tmp_path / "heard.raw"):
        started = time.monotonic()
        done = run("listen", "intervals")
        took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    assert took < 40
    lines = done.stdout.splitlines()
    assert lines[0] == "Walk forward. Five minutes. Easy pace."
    assert "Walk backward. One minute. Small steps." in lines
    assert lines[-1] == "Done. Twenty minutes walked."
    heard = onsets(tmp_path / "heard.raw", quiet=0.3)
    assert len(heard) >= len(lines)
    assert heard[-1] - heard[0] < 36


def test_where_nothing_sounds_listening_says_so_at_once(run):
    started = time.monotonic()
    done = run("listen", "treadmill")
    assert time.monotonic() - started < 15
    assert done.returncode == 1
    assert "Stop the belt." in done.stdout
    assert "retrowalk doctor" in done.stderr
    assert run("listen", "treadmill", "--sound", "off").returncode == 0


@pytest.mark.usefixtures("sound_server")
def test_one_cue_of_each_kind_is_played(run, world, tmp_path):
    with recorded(world, tmp_path / "heard.raw"):
        done = run("doctor", "--play")
    for words in ("Walk forward.", "Backward soon.", "Three. Two. One.", "Stand still.", "Done."):
        assert words in done.stdout
    assert len(onsets(tmp_path / "heard.raw", quiet=0.3)) > 8


def test_a_text_that_no_voice_can_say_is_told_before_the_walk(run, home, world):
    (home / "own.yaml").write_text(COMMANDS)
    (home / "known.yaml").write_text(COMMANDS.replace("Mind the garden gate", "Rest. Turn round."))
    world["PATH"] = "/nowhere"
    checked = run("check", "own.yaml")
    assert checked.returncode == 0
    assert "no text-to-speech engine found" in checked.stderr
    assert "speak" not in run("check", "known.yaml").stderr
    walked = run("run", "own.yaml", "--lead-in", "0", "--rehearse", "600")
    said = walked.stdout + walked.stderr
    assert said.count("no text-to-speech engine found") == 1


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
    loud = loudest(path, heard[0] + 1.2, heard[0] + 2.8)
    soft = loudest(path, heard[0] + 4.5, heard[0] + 5.7)
    assert soft == pytest.approx(loud / 4, rel=0.15)


def test_forcing_an_output_takes_just_that(run, home):
    (home / "s.yaml").write_text("steps: [forward: 10s]")
    for rung in ("off", "bell"):
        done = run("run", "s.yaml", "--lead-in", "0", "--rehearse", "60", "--sound", rung)
        assert done.returncode == 0
        assert "No sound" not in done.stdout + done.stderr
    assert run("run", "s.yaml", "--sound", "loud").returncode == 2
