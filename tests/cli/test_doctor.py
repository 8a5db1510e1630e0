import json
import shutil
import subprocess

import pytest

from tests.conftest import RETROWALK, required
from tests.playback.recording import onsets, recorded

pytestmark = pytest.mark.realtime


def checks(text: str) -> dict[str, dict]:
    return {f"{c['area']} {c['name']}": c for c in json.loads(text)["checks"]}


def test_doctor_says_what_to_do_if_no_sound_can_play(run):
    done = run("doctor")
    assert done.returncode == 0
    assert "!!  stream: no sound server or device" in done.stdout
    assert "PULSE_SERVER" in done.stdout
    assert "a walk would use: screen" in done.stdout
    data = json.loads(run("doctor", "--json").stdout)
    assert (data["schema"], data["sound"]) == (1, "screen")
    assert {c["area"] for c in data["checks"]} == {
        "sound",
        "voice",
        "terminal",
        "hands free",
        "folders",
        "versions",
    }
    assert all(c["advice"] for c in data["checks"] if not c["well"])


@pytest.mark.usefixtures("sound_server")
def test_doctor_reports_what_works(run):
    found = checks(run("doctor", "--json").stdout)
    assert found["sound stream"]["well"]
    assert "pulse" in found["sound stream"]["found"].lower()
    assert 0 < found["sound stream"]["seconds"] < 5
    assert "a walk would use: stream" in run("doctor").stdout


def test_doctor_describes_the_terminal(terminal):
    program = terminal("doctor", size=(100, 50), COLORTERM="truecolor")
    assert program.end() == 0
    shown = program.text()
    for line in ("screen: 100 x 50", "colours: 16 million", "Unicode: utf-8", "keys: available"):
        assert line in shown


def test_doctor_names_unwritable_folders_and_invalid_sound_files(run, home, world):
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


def strict(world: dict[str, str], *programs: str) -> tuple[int, str]:
    """Run `doctor --strict` with only these programs in PATH; return exit code and output used."""
    folder = world["XDG_DATA_HOME"] + "-bin"
    subprocess.run(["mkdir", "-p", folder], check=True)
    for name in programs:
        found = shutil.which(name)
        required(found is not None, f"{name} is not installed")
        subprocess.run(["ln", "-sf", str(found), f"{folder}/{name}"], check=True)
    command = [*RETROWALK, "doctor", "--strict", "--json"]
    done = subprocess.run(
        command, env=world | {"PATH": folder}, stdin=subprocess.DEVNULL, capture_output=True
    )
    return done.returncode, json.loads(done.stdout)["sound"]


@pytest.fixture
def no_miniaudio(world, tmp_path):
    """Hide miniaudio from the program."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys; sys.modules['miniaudio'] = None")
    world["PYTHONPATH"] = f"{folder}:{world.get('PYTHONPATH', '')}"


def test_strict_fails_without_a_server_and_without_a_terminal(world):
    assert strict(world) == (1, "screen")


def test_the_bell_is_heard_without_a_server(terminal):
    program = terminal("doctor", "--strict", size=(100, 50))
    assert program.end() == 0
    assert "a walk would use: bell" in program.text()


@pytest.mark.usefixtures("sound_server", "no_miniaudio")
@pytest.mark.parametrize(
    ("programs", "result"),
    [((), (1, "screen")), (("aplay",), (0, "player")), (("ffplay",), (0, "player"))],
)
def test_without_miniaudio_a_player_is_needed(world, programs, result):
    assert strict(world, *programs) == result


@pytest.mark.usefixtures("sound_server")
def test_a_muted_output_is_not_heard(world):
    assert strict(world, "pactl") == (0, "stream")
    subprocess.run(["pactl", "set-sink-mute", "cue", "1"], env=world, check=True)
    assert strict(world, "pactl") == (1, "stream")


@pytest.mark.usefixtures("sound_server")
def test_one_cue_of_each_kind_is_played(run, world, tmp_path):
    with recorded(world, tmp_path / "heard.raw"):
        done = run("doctor", "--play")
    for words in (
        "Walk forward.",
        "Backward soon.",
        "Three. Two. One.",
        "Stand and rest.",
        "Walk finished.",
    ):
        assert words in done.stdout
    assert len(onsets(tmp_path / "heard.raw", quiet=0.3)) > 8
